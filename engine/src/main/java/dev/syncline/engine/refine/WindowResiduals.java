package dev.syncline.engine.refine;

import dev.syncline.engine.motion.GyroOrientation;
import dev.syncline.engine.motion.GyroTrack;

/**
 * Where the log says that each followed point should be, against where it is: residuals in the plane across the
 * predicted direction, and their derivatives. With M the mount, Q(t) the integrated log and b a direction,
 * {@code p = M Q(t₂)ᵀ Q(t₁) Mᵀ b₁} predicts {@code b₂}, where t₁ and t₂ are the times of the point's own rows.
 */
final class WindowResiduals {
    static final int OFFSET = 0;
    static final int BIAS = 1;
    static final int MOUNT = 4;
    static final int READOUT = 7;
    static final int FOCAL = 8;
    /** Share of its reach back by which a predicted frame is late. */
    static final int LAG = 9;

    static final int PARAMETERS = 10;

    /** Log kept beyond the window on either side, ns: room for the offset to move and for rows. */
    private static final long MARGIN_NS = 150_000_000L;

    final WindowObservations seen;
    private final GyroTrack log;
    final double[] predicted; // p: double[3·observations]
    final double[] across1; // first direction across p: double[3·observations]
    final double[] across2;
    final double[] residual; // rad: double[2·observations]
    final double[] slope; // derivative of the residual: double[2·PARAMETERS·observations]
    final boolean[] valid;

    WindowResiduals(WindowObservations seen, GyroTrack log) {
        this.seen = seen;
        this.log = log;
        int n = seen.size();
        predicted = new double[3 * n];
        across1 = new double[3 * n];
        across2 = new double[3 * n];
        residual = new double[2 * n];
        slope = new double[2 * PARAMETERS * n];
        valid = new boolean[n];
    }

    /** Fills residuals and slopes at an offset (video minus log, ns) and a share by which predicted frames are late. */
    void evaluate(double offsetNs, double lag, ModelState state) {
        long logOriginNs = seen.originNs - Math.round(offsetNs);
        double rest = (offsetNs - Math.round(offsetNs)) * 1e-9;
        long fromNs = logOriginNs + Math.round(seen.fromS[0] * 1e9) - MARGIN_NS;
        long toNs = logOriginNs + Math.round(seen.toS[seen.pairs - 1] * 1e9) + MARGIN_NS;
        GyroOrientation turn = new GyroOrientation(log, logOriginNs, fromNs, toNs, state.biasRadS());
        Scratch s = new Scratch();
        for (int k = 0; k < seen.pairs; k++) {
            for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
                double t1 = seen.fromS[k] + state.readoutS() * seen.fromRow[o] - rest - lag * seen.fromLagS[k];
                double t2 = seen.toS[k] + state.readoutS() * seen.toRow[o] - rest - lag * seen.toLagS[k];
                valid[o] = turn.at(t1, s.q1, s.w1) && turn.at(t2, s.q2, s.w2);
                if (valid[o]) {
                    point(k, o, t2 - t1, state, s);
                }
            }
        }
    }

    private void point(int pair, int o, double dt, ModelState state, Scratch s) {
        int k = 3 * o;
        double[] m = state.mount();
        double lf = state.logFocal();
        for (int a = 0; a < 3; a++) {
            s.b0[a] = seen.from[k + a] + lf * seen.fromPerFocal[k + a];
            s.b1[a] = seen.to[k + a] + lf * seen.toPerFocal[k + a];
            s.d0[a] = seen.fromPerFocal[k + a];
        }
        turn(m, s, s.b0, s.p);
        turn(m, s, s.d0, s.rd0);
        double norm = 1 / Math.sqrt(s.p[0] * s.p[0] + s.p[1] * s.p[1] + s.p[2] * s.p[2]);
        double px = s.p[0] * norm;
        double py = s.p[1] * norm;
        double pz = s.p[2] * norm;
        double h = 1 / Math.sqrt(px * px + pz * pz);
        double ux = pz * h;
        double uz = -px * h;
        double vx = py * uz;
        double vy = pz * ux - px * uz;
        double vz = -py * ux;
        predicted[k] = px;
        predicted[k + 1] = py;
        predicted[k + 2] = pz;
        across1[k] = ux;
        across1[k + 1] = 0;
        across1[k + 2] = uz;
        across2[k] = vx;
        across2[k + 1] = vy;
        across2[k + 2] = vz;
        residual[2 * o] = ux * s.b1[0] + uz * s.b1[2];
        residual[2 * o + 1] = vx * s.b1[0] + vy * s.b1[1] + vz * s.b1[2];

        // Rates at both ends in the camera's axes at the second instant.
        mount(m, s.w2, s.c2);
        rotateBetween(s, s.w1, s.tmp);
        mount(m, s.tmp, s.c1);
        int at = 2 * PARAMETERS * o;
        put(at, OFFSET, s.c2[0] - s.c1[0], s.c2[1] - s.c1[1], s.c2[2] - s.c1[2], o);
        for (int j = 0; j < 3; j++) {
            put(at, BIAS + j, dt * m[j], dt * m[3 + j], dt * m[6 + j], o);
        }
        // A mount turned by μ moves p by (μ − R μ)×p; for the small turn between two frames, −φ×μ with φ = −ω·dt.
        double fx = 0.5 * dt * (s.c1[0] + s.c2[0]);
        double fy = 0.5 * dt * (s.c1[1] + s.c2[1]);
        double fz = 0.5 * dt * (s.c1[2] + s.c2[2]);
        put(at, MOUNT, 0, fz, -fy, o);
        put(at, MOUNT + 1, -fz, 0, fx, o);
        put(at, MOUNT + 2, fy, -fx, 0, o);
        double r1 = seen.fromRow[o];
        double r2 = seen.toRow[o];
        put(at, READOUT, r1 * s.c1[0] - r2 * s.c2[0], r1 * s.c1[1] - r2 * s.c2[1], r1 * s.c1[2] - r2 * s.c2[2], o);
        double l1 = seen.fromLagS[pair];
        double l2 = seen.toLagS[pair];
        put(at, LAG, l2 * s.c2[0] - l1 * s.c1[0], l2 * s.c2[1] - l1 * s.c1[1], l2 * s.c2[2] - l1 * s.c1[2], o);
        double gx = seen.toPerFocal[k] - s.rd0[0];
        double gy = seen.toPerFocal[k + 1] - s.rd0[1];
        double gz = seen.toPerFocal[k + 2] - s.rd0[2];
        slope[at + FOCAL] = ux * gx + uz * gz;
        slope[at + PARAMETERS + FOCAL] = vx * gx + vy * gy + vz * gz;
    }

    /** The prediction moves by a×p when the parameter grows, so the residual by its negative. */
    private void put(int at, int parameter, double ax, double ay, double az, int o) {
        int k = 3 * o;
        // e·(a×p) = a·(p×e); p×across1 = across2 and p×across2 = −across1 up to sign, fixed by how they are built.
        double alongU = ax * across1[k] + ay * across1[k + 1] + az * across1[k + 2];
        double alongV = ax * across2[k] + ay * across2[k + 1] + az * across2[k + 2];
        slope[at + parameter] = -alongV;
        slope[at + PARAMETERS + parameter] = alongU;
    }

    private static void turn(double[] m, Scratch s, double[] in, double[] out) {
        s.tmp[0] = m[0] * in[0] + m[3] * in[1] + m[6] * in[2];
        s.tmp[1] = m[1] * in[0] + m[4] * in[1] + m[7] * in[2];
        s.tmp[2] = m[2] * in[0] + m[5] * in[1] + m[8] * in[2];
        rotateBetween(s, s.tmp, s.tmp2);
        mount(m, s.tmp2, out);
    }

    private static void mount(double[] m, double[] in, double[] out) {
        out[0] = m[0] * in[0] + m[1] * in[1] + m[2] * in[2];
        out[1] = m[3] * in[0] + m[4] * in[1] + m[5] * in[2];
        out[2] = m[6] * in[0] + m[7] * in[1] + m[8] * in[2];
    }

    /** A vector fixed in the world, from the log's axes at t₁ to those at t₂. */
    private static void rotateBetween(Scratch s, double[] in, double[] out) {
        rotate(s.q1[0], s.q1[1], s.q1[2], s.q1[3], in, s.mid);
        rotate(s.q2[0], -s.q2[1], -s.q2[2], -s.q2[3], s.mid, out);
    }

    private static void rotate(double w, double x, double y, double z, double[] v, double[] out) {
        double cx = 2 * (y * v[2] - z * v[1]);
        double cy = 2 * (z * v[0] - x * v[2]);
        double cz = 2 * (x * v[1] - y * v[0]);
        double ox = v[0] + w * cx + y * cz - z * cy;
        double oy = v[1] + w * cy + z * cx - x * cz;
        double oz = v[2] + w * cz + x * cy - y * cx;
        out[0] = ox;
        out[1] = oy;
        out[2] = oz;
    }

    /** Room for one point's arithmetic. */
    private static final class Scratch {
        final double[] q1 = new double[4];
        final double[] q2 = new double[4];
        final double[] w1 = new double[3];
        final double[] w2 = new double[3];
        final double[] b0 = new double[3];
        final double[] b1 = new double[3];
        final double[] d0 = new double[3];
        final double[] rd0 = new double[3];
        final double[] p = new double[3];
        final double[] c1 = new double[3];
        final double[] c2 = new double[3];
        final double[] tmp = new double[3];
        final double[] tmp2 = new double[3];
        final double[] mid = new double[3];
    }
}
