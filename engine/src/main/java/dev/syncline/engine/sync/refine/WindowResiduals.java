package dev.syncline.engine.sync.refine;

import dev.syncline.engine.motion.GyroOrientation;
import dev.syncline.engine.motion.GyroTrack;
import java.util.Arrays;

/**
 * Where the log says that each followed point should be, against where it is: residuals in the plane across the
 * predicted direction, in units of what the texture promises, and their derivatives. With M the mount, Q(t) the
 * integrated log and b a direction, {@code p = M Q(t₂)ᵀ Q(t₁) Mᵀ b₁} predicts {@code b₂}, where t₁ and t₂ are the times
 * of the point's own rows.
 */
final class WindowResiduals {
    static final int OFFSET = 0;
    static final int BIAS = 1;
    static final int MOUNT = 4;
    static final int FOCAL = 7;
    /** Share of its reach back by which a predicted frame is late. */
    static final int LAG = 8;

    static final int READOUT = 9;

    static final int PARAMETERS = 10;

    /** Log kept beyond the window on either side, ns: room for the offset to move and for rows. */
    private static final long MARGIN_NS = 150_000_000L;

    final WindowObservations seen;
    private final GyroTrack log;
    final double[] residual; // double[2·observations]
    final int used; // the first so many parameters are looked at: those behind are held
    final double[] slope; // derivatives of the two parts of a residual in turn: double[2·used·observations]
    final double[] across; // what a shift across the line of sight, rad, adds to the residual: double[6·observations]
    final double[] squareRad; // the residual's square in rad² when last evaluated: double[observations]
    final double[] perTime2; // squared change of the residual per time of the frame after, 1/s²: double[observations]
    final boolean[] valid; // the arrays above are 0 where not

    private double[] posesBefore; // at the end of each observation of the pair before
    private double[] poses;
    private boolean[] posedBefore;
    private boolean[] posed;
    private final double[] fresh = new double[GyroOrientation.POSE];
    private double[] start = fresh; // holds the pose at the beginning of the observation at hand
    private int startAt;
    private final double[] turn = new double[9]; // from the camera's axes at t₁ to those at t₂
    private double[] mount = new double[9]; // from the log's axes to the camera's
    private final double[] round = new double[6]; // what a turn about each axis takes off the residual's two parts

    /** @param readoutHeld whether the readout is not solved for */
    WindowResiduals(WindowObservations seen, GyroTrack log, boolean readoutHeld) {
        this.seen = seen;
        this.log = log;
        used = !readoutHeld ? PARAMETERS : seen.lagSigma > 0 ? READOUT : LAG;
        int n = seen.size();
        residual = new double[2 * n];
        slope = new double[2 * used * n];
        across = new double[6 * n];
        squareRad = new double[n];
        perTime2 = new double[n];
        valid = new boolean[n];
        int most = 0;
        for (int k = 0; k < seen.pairs; k++) {
            most = Math.max(most, seen.first[k + 1] - seen.first[k]);
        }
        posesBefore = new double[GyroOrientation.POSE * most];
        poses = new double[GyroOrientation.POSE * most];
        posedBefore = new boolean[most];
        posed = new boolean[most];
    }

    /** Fills residuals and slopes at an offset (video minus log, ns) and a share by which predicted frames are late. */
    void evaluate(double offsetNs, double lag, ModelState state) {
        long logOriginNs = seen.originNs - Math.round(offsetNs);
        double rest = (offsetNs - Math.round(offsetNs)) * 1e-9;
        long fromNs = logOriginNs + Math.round(seen.fromS[0] * 1e9) - MARGIN_NS;
        long toNs = logOriginNs + Math.round(seen.toS[seen.pairs - 1] * 1e9) + MARGIN_NS;
        mount = state.mount().rowMajor();
        GyroOrientation camera = new GyroOrientation(log, logOriginNs, fromNs, toNs, state.biasRadS(), state.mount());
        for (int k = 0; k < seen.pairs; k++) {
            double fromS = seen.fromS[k] - rest - lag * seen.fromLagS[k];
            double toS = seen.toS[k] - rest - lag * seen.toLagS[k];
            pair(k, fromS, toS, camera, state);
            double[] spare = posesBefore;
            posesBefore = poses;
            poses = spare;
            boolean[] spareFlags = posedBefore;
            posedBefore = posed;
            posed = spareFlags;
        }
    }

    /**
     * Moves the residuals as the slopes say: as good as evaluating them where the step is short.
     *
     * @param moved change of each parameter: double[PARAMETERS]
     */
    void shift(double[] moved) {
        for (int k = 0; k < seen.pairs; k++) {
            shift(seen.first[k], seen.first[k + 1], moved);
        }
    }

    private void shift(int from, int to, double[] moved) {
        int at = 2 * used * from;
        for (int o = from; o < to; o++) {
            double u = residual[2 * o];
            double v = residual[2 * o + 1];
            for (int i = 0; i < used; i++) {
                u += moved[i] * slope[at];
                v += moved[i] * slope[at + 1];
                at += 2;
            }
            residual[2 * o] = u;
            residual[2 * o + 1] = v;
        }
    }

    private void pair(int k, double fromS, double toS, GyroOrientation camera, ModelState state) {
        double readoutS = state.readoutS();
        for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
            int i = o - seen.first[k];
            double t1 = fromS + readoutS * seen.fromRow[o];
            double t2 = toS + readoutS * seen.toRow[o];
            posed[i] = camera.at(t2, poses, GyroOrientation.POSE * i);
            valid[o] = posed[i] && begin(k, o, t1, camera) && point(k, o, i, t2 - t1, state);
            if (!valid[o]) {
                clear(o);
            }
        }
    }

    /** Pose at the time of the row before: that of the pair before, where the point goes on from there. */
    private boolean begin(int k, int o, double t1, GyroOrientation camera) {
        int before = seen.before[o];
        if (before < 0) {
            start = fresh;
            startAt = 0;
            return camera.at(t1, start, 0);
        }
        int i = before - seen.first[k - 1];
        start = posesBefore;
        startAt = GyroOrientation.POSE * i;
        return posedBefore[i];
    }

    private void clear(int o) {
        residual[2 * o] = 0;
        residual[2 * o + 1] = 0;
        Arrays.fill(across, 6 * o, 6 * o + 6, 0);
        Arrays.fill(slope, 2 * used * o, 2 * used * (o + 1), 0);
    }

    private boolean point(int pair, int o, int i, double dt, ModelState state) {
        int k = 3 * o;
        double lf = state.logFocal();
        between(GyroOrientation.POSE * i);
        double[] r = turn;
        double fx = seen.fromPerFocal[k];
        double fy = seen.fromPerFocal[k + 1];
        double fz = seen.fromPerFocal[k + 2];
        double bx = seen.from[k] + lf * fx;
        double by = seen.from[k + 1] + lf * fy;
        double bz = seen.from[k + 2] + lf * fz;
        if (!across(
                o,
                r[0] * bx + r[1] * by + r[2] * bz,
                r[3] * bx + r[4] * by + r[5] * bz,
                r[6] * bx + r[7] * by + r[8] * bz,
                lf)) {
            return false;
        }
        // By the focal length: both directions move, and the first one's move is turned along.
        int a = 6 * o;
        int at = 2 * used * o;
        double gx = seen.toPerFocal[k] - (r[0] * fx + r[1] * fy + r[2] * fz);
        double gy = seen.toPerFocal[k + 1] - (r[3] * fx + r[4] * fy + r[5] * fz);
        double gz = seen.toPerFocal[k + 2] - (r[6] * fx + r[7] * fy + r[8] * fz);
        slope[at + 2 * FOCAL] = across[a] * gx + across[a + 1] * gy + across[a + 2] * gz;
        slope[at + 2 * FOCAL + 1] = across[a + 3] * gx + across[a + 4] * gy + across[a + 5] * gz;
        slopes(pair, o, GyroOrientation.POSE * i, dt, mount);
        return true;
    }

    /** The turn from the axes at {@link #start} to those at the pose at the end. */
    private void between(int end) {
        double w1 = start[startAt];
        double x1 = start[startAt + 1];
        double y1 = start[startAt + 2];
        double z1 = start[startAt + 3];
        double w2 = poses[end];
        double x2 = poses[end + 1];
        double y2 = poses[end + 2];
        double z2 = poses[end + 3];
        double w = w2 * w1 + x2 * x1 + y2 * y1 + z2 * z1;
        double x = w2 * x1 - w1 * x2 - y2 * z1 + z2 * y1;
        double y = w2 * y1 - w1 * y2 - z2 * x1 + x2 * z1;
        double z = w2 * z1 - w1 * z2 - x2 * y1 + y2 * x1;
        turn[0] = 1 - 2 * (y * y + z * z);
        turn[1] = 2 * (x * y - w * z);
        turn[2] = 2 * (x * z + w * y);
        turn[3] = 2 * (x * y + w * z);
        turn[4] = 1 - 2 * (x * x + z * z);
        turn[5] = 2 * (y * z - w * x);
        turn[6] = 2 * (x * z - w * y);
        turn[7] = 2 * (y * z + w * x);
        turn[8] = 1 - 2 * (x * x + y * y);
    }

    /** Residual of a point against its predicted direction p, of any length, and the axes that it is measured in. */
    private boolean across(int o, double x, double y, double z, double lf) {
        double norm = 1 / Math.sqrt(x * x + y * y + z * z);
        double px = x * norm;
        double py = y * norm;
        double pz = z * norm;
        double h = 1 / Math.sqrt(px * px + pz * pz);
        double ux = pz * h;
        double uz = -px * h;
        double vx = py * uz;
        double vy = pz * ux - px * uz;
        double vz = -py * ux;
        // The point's error, carried over to the plane; its inverse makes all errors alike.
        int k = 3 * o;
        double[] e1 = seen.error1;
        double[] e2 = seen.error2;
        double u1 = ux * e1[k] + uz * e1[k + 2];
        double u2 = ux * e2[k] + uz * e2[k + 2];
        double v1 = vx * e1[k] + vy * e1[k + 1] + vz * e1[k + 2];
        double v2 = vx * e2[k] + vy * e2[k + 1] + vz * e2[k + 2];
        double det = 1 / (u1 * v2 - u2 * v1);
        if (!(Math.abs(det) < Double.MAX_VALUE)) {
            return false;
        }
        double w00 = v2 * det;
        double w01 = -u2 * det;
        double w10 = -v1 * det;
        double w11 = u1 * det;
        double bx = seen.to[k] + lf * seen.toPerFocal[k];
        double by = seen.to[k + 1] + lf * seen.toPerFocal[k + 1];
        double bz = seen.to[k + 2] + lf * seen.toPerFocal[k + 2];
        double ru = ux * bx + uz * bz;
        double rv = vx * bx + vy * by + vz * bz;
        squareRad[o] = ru * ru + rv * rv;
        residual[2 * o] = w00 * ru + w01 * rv;
        residual[2 * o + 1] = w10 * ru + w11 * rv;
        int a = 6 * o;
        across[a] = w00 * ux + w01 * vx;
        across[a + 1] = w01 * vy;
        across[a + 2] = w00 * uz + w01 * vz;
        across[a + 3] = w10 * ux + w11 * vx;
        across[a + 4] = w11 * vy;
        across[a + 5] = w10 * uz + w11 * vz;
        // The prediction moves by a×p when it is turned by a, so the residual by −a×p: −a·v along u and a·u along v.
        round[0] = w01 * ux - w00 * vx;
        round[1] = -w00 * vy;
        round[2] = w01 * uz - w00 * vz;
        round[3] = w11 * ux - w10 * vx;
        round[4] = -w10 * vy;
        round[5] = w11 * uz - w10 * vz;
        return true;
    }

    private void slopes(int pair, int o, int end, double dt, double[] m) {
        // Rates at both ends in the camera's axes at the second instant.
        double wx = start[startAt + 4];
        double wy = start[startAt + 5];
        double wz = start[startAt + 6];
        double x1 = turn[0] * wx + turn[1] * wy + turn[2] * wz;
        double y1 = turn[3] * wx + turn[4] * wy + turn[5] * wz;
        double z1 = turn[6] * wx + turn[7] * wy + turn[8] * wz;
        double x2 = poses[end + 4];
        double y2 = poses[end + 5];
        double z2 = poses[end + 6];
        int at = 2 * used * o;
        if (seen.offVariance[pair] > 0) {
            put(at + 2 * OFFSET, x2, y2, z2);
            perTime2[o] = slope[at + 2 * OFFSET] * slope[at + 2 * OFFSET]
                    + slope[at + 2 * OFFSET + 1] * slope[at + 2 * OFFSET + 1];
        }
        put(at + 2 * OFFSET, x2 - x1, y2 - y1, z2 - z1);
        for (int j = 0; j < 3; j++) {
            put(at + 2 * (BIAS + j), dt * m[j], dt * m[3 + j], dt * m[6 + j]);
        }
        // A mount turned by μ moves p by (μ − R μ)×p; for the small turn between two frames, −φ×μ with φ = −ω·dt.
        double fx = 0.5 * dt * (x1 + x2);
        double fy = 0.5 * dt * (y1 + y2);
        double fz = 0.5 * dt * (z1 + z2);
        put(at + 2 * MOUNT, 0, fz, -fy);
        put(at + 2 * (MOUNT + 1), -fz, 0, fx);
        put(at + 2 * (MOUNT + 2), fy, -fx, 0);
        if (used > LAG) {
            double l1 = seen.fromLagS[pair];
            double l2 = seen.toLagS[pair];
            put(at + 2 * LAG, l2 * x2 - l1 * x1, l2 * y2 - l1 * y1, l2 * z2 - l1 * z1);
        }
        if (used > READOUT) {
            double r1 = seen.fromRow[o];
            double r2 = seen.toRow[o];
            put(at + 2 * READOUT, r1 * x1 - r2 * x2, r1 * y1 - r2 * y2, r1 * z1 - r2 * z2);
        }
    }

    private void put(int at, double x, double y, double z) {
        slope[at] = round[0] * x + round[1] * y + round[2] * z;
        slope[at + 1] = round[3] * x + round[4] * y + round[5] * z;
    }
}
