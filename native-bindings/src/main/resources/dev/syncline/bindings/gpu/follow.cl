/* What became of a point: the order of the engine's TrackFault. */
#define NONE 0
#define TOO_FLAT 1
#define LEFT_PICTURE 2
#define UNSETTLED 3
#define NOT_RETURNED 4

#define STEPS 30
#define COARSE_ENOUGH 0.05f
#define FINE_ENOUGH 0.003f
#define SETTLING 0.05f
#define LEAST_EIGENVALUE 0.1f
#define SLACK 4

#define PATCH (WINDOW + 2)
#define AREA (WINDOW * WINDOW)
#define AROUND (WINDOW + 1 + 2 * SLACK)
#define RESULT 12

/* The memory that the items of a patch share, handed from function to function. */
#define PATCH_MEMORY LOCAL float *patch, LOCAL float *gx, LOCAL float *gy, LOCAL float *around, LOCAL float *room
#define PATCH_MEMORY_ARGUMENTS patch, gx, gy, around, room

/* Sums over the items, in the same order everywhere; every item gets them. */
FUNCTION void totals(float *sums, int count, LOCAL float *room) {
#if LANES > 1
#ifdef __OPENCL_VERSION__
    int k;
    int half_;
    for (k = 0; k < count; k++) {
        room[k * LANES + ITEM] = sums[k];
    }
    BARRIER();
    for (half_ = LANES / 2; half_ > 0; half_ /= 2) {
        if (ITEM < half_) {
            for (k = 0; k < count; k++) {
                room[k * LANES + ITEM] += room[k * LANES + ITEM + half_];
            }
        }
        BARRIER();
    }
    for (k = 0; k < count; k++) {
        sums[k] = room[k * LANES];
    }
    BARRIER();
#else
    int k;
    int half_;
#pragma unroll
    for (k = 0; k < count; k++) {
#pragma unroll
        for (half_ = LANES / 2; half_ > 0; half_ /= 2) {
            sums[k] += __shfl_xor_sync(0xffffffffu, sums[k], half_);
        }
    }
#endif
#endif
}

/* Copies a square as floats; outside of the picture its outermost pixels repeat. */
FUNCTION void region(GLOBAL const uchar *arena, Plane plane, int left, int top, int side, LOCAL float *out) {
    int k;
    BARRIER();
    for (k = ITEM; k < side * AROUND; k += LANES) {
        int v = k / AROUND;
        int u = k - v * AROUND;
        if (u < side) {
            size_t line = plane.at + (size_t) inside(top + v, plane.height) * plane.width;
            out[k] = arena[line + inside(left + u, plane.width)];
        }
    }
    BARRIER();
}

FUNCTION float between(LOCAL const float *around, int at, float fx, float fy) {
    float above = FMA(fx, around[at + 1] - around[at], around[at]);
    float below = FMA(fx, around[at + AROUND + 1] - around[at + AROUND], around[at + AROUND]);
    return FMA(fy, below - above, above);
}

/* Takes the patch around a place, its slopes and the inverse of their tensor; 0 where it has too little texture. */
FUNCTION int take(PATCH_MEMORY, GLOBAL const uchar *arena, Plane plane, float x, float y, float *inverse) {
    float left = x - 0.5f * (WINDOW - 1) - 1;
    float top = y - 0.5f * (WINDOW - 1) - 1;
    int column = (int) FLOOR(left);
    int row = (int) FLOOR(top);
    float fx = left - column;
    float fy = top - row;
    float sums[3];
    float half_;
    float least;
    float det;
    int k;
    region(arena, plane, column, row, WINDOW + 3, around);
    for (k = ITEM; k < PATCH * PATCH; k += LANES) {
        int v = k / PATCH;
        patch[k] = between(around, v * AROUND + k - v * PATCH, fx, fy);
    }
    BARRIER();
    sums[0] = 0;
    sums[1] = 0;
    sums[2] = 0;
    for (k = ITEM; k < AREA; k += LANES) {
        int v = k / WINDOW;
        int a = v * PATCH + k - v * WINDOW;
        int m = a + PATCH;
        int b = m + PATCH;
        float slopeX = (3 * (patch[a + 2] - patch[a] + patch[b + 2] - patch[b]) + 10 * (patch[m + 2] - patch[m]))
            * (1.0f / 32);
        float slopeY = (3 * (patch[b] - patch[a] + patch[b + 2] - patch[a + 2]) + 10 * (patch[b + 1] - patch[a + 1]))
            * (1.0f / 32);
        gx[k] = slopeX;
        gy[k] = slopeY;
        sums[0] = FMA(slopeX, slopeX, sums[0]);
        sums[1] = FMA(slopeX, slopeY, sums[1]);
        sums[2] = FMA(slopeY, slopeY, sums[2]);
    }
    totals(sums, 3, room);
    half_ = 0.5f * (sums[0] - sums[2]);
    least = 0.5f * (sums[0] + sums[2]) - ROOT(FMA(half_, half_, sums[1] * sums[1]));
    det = FMA(sums[0], sums[2], -(sums[1] * sums[1]));
    inverse[0] = sums[2] / det;
    inverse[1] = -sums[1] / det;
    inverse[2] = sums[0] / det;
    return least >= LEAST_EIGENVALUE * AREA ? 1 : 0;
}

/* Moves from a first guess to where the patch matches best. */
FUNCTION int match(
    PATCH_MEMORY, GLOBAL const uchar *arena, Plane plane, float *atX, float *atY, const float *inverse, float enough) {
    float x = *atX;
    float y = *atY;
    float lastX = 0;
    float lastY = 0;
    int aroundLeft = 0;
    int aroundTop = 0;
    int fetched = 0;
    int fault = -1;
    int step;
    for (step = 0; step < STEPS && fault < 0; step++) {
        float left = x - 0.5f * (WINDOW - 1);
        float top = y - 0.5f * (WINDOW - 1);
        /* Beyond the edge by a whole window there is nothing to match. */
        if (!(left > -WINDOW && top > -WINDOW && left < plane.width && top < plane.height)) {
            fault = LEFT_PICTURE;
        } else {
            int column = (int) FLOOR(left);
            int row = (int) FLOOR(top);
            float fx = left - column;
            float fy = top - row;
            int du = column - aroundLeft;
            int dv = row - aroundTop;
            int at;
            int k;
            float dx;
            float dy;
            float sums[2];
            if (!fetched || du < 0 || dv < 0 || du > 2 * SLACK || dv > 2 * SLACK) {
                aroundLeft = column - SLACK;
                aroundTop = row - SLACK;
                region(arena, plane, aroundLeft, aroundTop, AROUND, around);
                fetched = 1;
                du = SLACK;
                dv = SLACK;
            }
            at = dv * AROUND + du;
            sums[0] = 0;
            sums[1] = 0;
            for (k = ITEM; k < AREA; k += LANES) {
                int v = k / WINDOW;
                int u = k - v * WINDOW;
                float d = between(around, at + v * AROUND + u, fx, fy) - patch[(v + 1) * PATCH + u + 1];
                sums[0] = FMA(d, gx[k], sums[0]);
                sums[1] = FMA(d, gy[k], sums[1]);
            }
            totals(sums, 2, room);
            dx = -FMA(inverse[0], sums[0], inverse[1] * sums[1]);
            dy = -FMA(inverse[1], sums[0], inverse[2] * sums[1]);
            x += dx;
            y += dy;
            if (FMA(dx, dx, dy * dy) <= enough * enough) {
                fault = NONE;
            } else if (step > 0 && ABS(dx + lastX) < 0.01f && ABS(dy + lastY) < 0.01f) {
                /* To and fro between two places: the truth is between them. */
                x -= 0.5f * dx;
                y -= 0.5f * dy;
                fault = NONE;
            }
            lastX = dx;
            lastY = dy;
        }
    }
    *atX = x;
    *atY = y;
    if (fault < 0) {
        /* Slow along an edge is not lost: how well the place is known is for others to judge. */
        fault = ROOT(FMA(lastX, lastX, lastY * lastY)) < SETTLING ? NONE : UNSETTLED;
    }
    return fault;
}

/* Follows a patch from the coarsest level to the full picture, as if it stood still to begin with. */
FUNCTION int down(
    PATCH_MEMORY,
    GLOBAL const uchar *arena,
    GLOBAL const int *job,
    int from,
    int to,
    float x,
    float y,
    float *atX,
    float *atY,
    float *inverse) {
    int level = job[JOB_LEVELS] - 1;
    float scale = 1.0f / (1 << level);
    float guessX = x * scale;
    float guessY = y * scale;
    int fault = TOO_FLAT;
    for (; level >= 0; level--) {
        float endX = guessX;
        float endY = guessY;
        if (take(PATCH_MEMORY_ARGUMENTS, arena, level_of(job, from, level), x * scale, y * scale, inverse)) {
            fault = match(
                PATCH_MEMORY_ARGUMENTS,
                arena,
                level_of(job, to, level),
                &endX,
                &endY,
                inverse,
                level == 0 ? FINE_ENOUGH : COARSE_ENOUGH);
            /* A level that leads nowhere is passed over: the next one has the last word. */
            if (fault != LEFT_PICTURE || level == 0) {
                guessX = endX;
                guessY = endY;
            }
        } else {
            fault = TOO_FLAT;
        }
        if (level > 0) {
            scale *= 2;
            guessX *= 2;
            guessY *= 2;
        }
    }
    *atX = guessX;
    *atY = guessY;
    return fault;
}

/*
 * Follows points there and back; a group takes a point.
 *
 * tables from owners on: number of each point's job; from start on: x, y of each point, floats. results: RESULT floats of each point: x, y, distance
 * from where it came back to, fault, then eight that say how far off a shift is found for each slope of the flow.
 */
KERNEL void follow(
    GLOBAL const uchar *arena,
    GLOBAL const int *tables,
    int firstJob,
    int owners,
    int start,
    GLOBAL float *results) {
    SHARED float patch[PATCH * PATCH];
    SHARED float gx[AREA];
    SHARED float gy[AREA];
    SHARED float around[AROUND * AROUND];
    SHARED float room[6 * LANES];
    int point = GROUP_X;
    GLOBAL const int *job = tables + firstJob + JOB * tables[owners + point];
    GLOBAL float *result = results + RESULT * point;
    float x0 = AS_FLOAT(tables[start + 2 * point]);
    float y0 = AS_FLOAT(tables[start + 2 * point + 1]);
    float x1;
    float y1;
    float inverse[3];
    float moments[6];
    float away = -1;
    int fault = down(PATCH_MEMORY_ARGUMENTS, arena, job, JOB_FROM, JOB_TO, x0, y0, &x1, &y1, inverse);
    int k;
    for (k = 0; k < 6; k++) {
        moments[k] = 0;
    }
    if (fault == NONE) {
        for (k = ITEM; k < AREA; k += LANES) {
            int row = k / WINDOW;
            float v = row - 0.5f * (WINDOW - 1);
            float u = k - row * WINDOW - 0.5f * (WINDOW - 1);
            float xx = gx[k] * gx[k];
            float xy = gx[k] * gy[k];
            float yy = gy[k] * gy[k];
            moments[0] = FMA(xx, u, moments[0]);
            moments[1] = FMA(xx, v, moments[1]);
            moments[2] = FMA(xy, u, moments[2]);
            moments[3] = FMA(xy, v, moments[3]);
            moments[4] = FMA(yy, u, moments[4]);
            moments[5] = FMA(yy, v, moments[5]);
        }
        totals(moments, 6, room);
        for (k = 0; k < 4; k++) {
            float leanX = FMA(inverse[0], moments[k], inverse[1] * moments[k + 2]);
            float leanY = FMA(inverse[1], moments[k], inverse[2] * moments[k + 2]);
            if (ITEM == 0) {
                result[4 + k] = leanX;
                result[8 + k] = leanY;
            }
        }
        {
            float margin = WINDOW / 2 + 1;
            if (x1 >= margin && y1 >= margin && x1 <= job[JOB_WIDTH] - 1 - margin
                && y1 <= job[JOB_HEIGHT] - 1 - margin) {
                float backX;
                float backY;
                /* The way back knows nothing of the way there, or it would prove nothing. */
                fault = down(PATCH_MEMORY_ARGUMENTS, arena, job, JOB_TO, JOB_FROM, x1, y1, &backX, &backY, inverse);
                away = ROOT(FMA(backX - x0, backX - x0, (backY - y0) * (backY - y0)));
                if (fault == NONE && !(away <= AS_FLOAT(job[JOB_MAX_FAULT]))) {
                    fault = NOT_RETURNED;
                }
            } else {
                fault = LEFT_PICTURE;
            }
        }
    }
    if (ITEM == 0) {
        result[0] = x1;
        result[1] = y1;
        result[2] = away;
        result[3] = (float) fault;
    }
}
