/* Half of a picture by the binomial filter 1 4 6 4 1, rounded to the nearest level. A group makes 32 x 8 px. */
KERNEL void halve(GLOBAL uchar *arena, GLOBAL const int *tables, int firstJob, int level) {
    GLOBAL const int *job = tables + firstJob + JOB * GROUP_Z;
    if (level < job[JOB_LEVELS]) {
        Plane in = level_of(job, JOB_FROM, level - 1);
        Plane out = level_of(job, JOB_FROM, level);
        int k;
        for (k = ITEM; k < 256; k += TILE_ITEMS) {
            int column = GROUP_X * 32 + (k & 31);
            int row = GROUP_Y * 8 + (k >> 5);
            if (column < out.width && row < out.height) {
                int sum = 0;
                int v;
                int c0 = mirrored(2 * column - 2, in.width);
                int c1 = mirrored(2 * column - 1, in.width);
                int c3 = mirrored(2 * column + 1, in.width);
                int c4 = mirrored(2 * column + 2, in.width);
                for (v = -2; v <= 2; v++) {
                    GLOBAL const uchar *line = arena + in.at + (size_t) mirrored(2 * row + v, in.height) * in.width;
                    int weight = v == 0 ? 6 : v == 1 || v == -1 ? 4 : 1;
                    sum += weight * (line[c0] + 4 * line[c1] + 6 * line[2 * column] + 4 * line[c3] + line[c4]);
                }
                arena[out.at + (size_t) row * out.width + column] = (uchar) ((sum + 128) >> 8);
            }
        }
    }
}

/* Smaller eigenvalue of the mean structure tensor of 5 x 5 px around each pixel. A group makes 32 x 8 px. */
KERNEL void corners(GLOBAL const uchar *arena, GLOBAL float *maps, GLOBAL const int *tables, int firstJob) {
    SHARED float gx[36 * 12];
    SHARED float gy[36 * 12];
    GLOBAL const int *job = tables + firstJob + JOB * GROUP_Z;
    Plane plane = level_of(job, JOB_TO, 0);
    size_t map = (size_t) job[JOB_MAP] * (UNIT / 4);
    int left = GROUP_X * 32;
    int top = GROUP_Y * 8;
    int k;
    for (k = ITEM; k < 36 * 12; k += TILE_ITEMS) {
        int x = inside(left + k % 36 - 2, plane.width);
        int y = inside(top + k / 36 - 2, plane.height);
        int l = inside(x - 1, plane.width);
        int r = inside(x + 1, plane.width);
        GLOBAL const uchar *here = arena + plane.at + (size_t) y * plane.width;
        GLOBAL const uchar *up = arena + plane.at + (size_t) inside(y - 1, plane.height) * plane.width;
        GLOBAL const uchar *down = arena + plane.at + (size_t) inside(y + 1, plane.height) * plane.width;
        int across = up[r] + 2 * here[r] + down[r] - (up[l] + 2 * here[l] + down[l]);
        int along = down[l] + 2 * down[x] + down[r] - (up[l] + 2 * up[x] + up[r]);
        gx[k] = 0.125f * across;
        gy[k] = 0.125f * along;
    }
    BARRIER();
    for (k = ITEM; k < 256; k += TILE_ITEMS) {
        int column = k & 31;
        int row = k >> 5;
        if (left + column < plane.width && top + row < plane.height) {
            float xx = 0;
            float xy = 0;
            float yy = 0;
            int u;
            int v;
            for (v = 0; v < 5; v++) {
                float rowXx = 0;
                float rowXy = 0;
                float rowYy = 0;
                for (u = 0; u < 5; u++) {
                    float a = gx[(row + v) * 36 + column + u];
                    float b = gy[(row + v) * 36 + column + u];
                    rowXx += a * a;
                    rowXy += a * b;
                    rowYy += b * b;
                }
                xx += rowXx;
                xy += rowXy;
                yy += rowYy;
            }
            {
                float half_ = 0.5f * (xx - yy);
                float least = 0.5f * (xx + yy) - ROOT(half_ * half_ + xy * xy);
                maps[map + (size_t) (top + row) * plane.width + left + column] =
                    (least > 0 ? least : 0) * (1.0f / 25);
            }
        }
    }
}

/*
 * Luma scaled down, first along the rows: out[y][x] is the weighted sum of the taps of row y from first[x] on. A group
 * makes 256 px of a row. bytes: 1 or 2 a pixel; of two the value is in the high bits, and comes out as if it had 8.
 */
KERNEL void scale_rows(
    GLOBAL const uchar *luma,
    int pitch,
    int bytes,
    int width,
    GLOBAL float *out,
    int outWidth,
    GLOBAL const int *first,
    GLOBAL const float *weights,
    int taps) {
    int y = GROUP_Y;
    int i;
    for (i = ITEM; i < 256; i += TILE_ITEMS) {
        int x = GROUP_X * 256 + i;
        if (x < outWidth) {
            GLOBAL const uchar *row = luma + (size_t) y * pitch;
            float sum = 0;
            int k;
            for (k = 0; k < taps; k++) {
                int at = inside(first[x] + k, width);
                float level = bytes == 1 ? row[at] : row[2 * at] * (1.0f / 256) + row[2 * at + 1];
                sum = FMA(weights[x * taps + k], level, sum);
            }
            /* Where the cubic overshoots, FFmpeg's 15 bits end: what is whiter than white is cut between the two passes. */
            out[(size_t) y * outWidth + x] = sum < 32767.0f / 128 ? sum : 32767.0f / 128;
        }
    }
}

/* Then along the columns, rounded to the nearest level. */
KERNEL void scale_columns(
    GLOBAL const float *in,
    int width,
    int height,
    GLOBAL uchar *out,
    GLOBAL const int *first,
    GLOBAL const float *weights,
    int taps) {
    int y = GROUP_Y;
    int i;
    for (i = ITEM; i < 256; i += TILE_ITEMS) {
        int x = GROUP_X * 256 + i;
        if (x < width) {
            float sum = 0.5f;
            int k;
            for (k = 0; k < taps; k++) {
                sum = FMA(weights[y * taps + k], in[(size_t) inside(first[y] + k, height) * width + x], sum);
            }
            out[(size_t) y * width + x] = (uchar) (sum < 0 ? 0 : sum > 255 ? 255 : (int) sum);
        }
    }
}
