package dev.syncline.engine.sync.rotation;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.statistics.Selection;
import dev.syncline.engine.sync.flow.FlowPair;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.jspecify.annotations.Nullable;

/**
 * Rotation between two frames of a camera that also travels, near what it sees: turn R and direction of travel t are found
 * together. A point seen in direction p before and q after obeys {@code t·(q × R·p) = 0} however far away it is (the
 * epipolar constraint: Longuet-Higgins, "A computer algorithm for reconstructing a scene from two projections", 1981).
 * Gauss–Newton with Geman–McClure weights, from several directions of travel, since the cost has several minima. Where
 * nothing is near this is noisier than {@link RotationEstimator}, whose turn it starts from. The same input gives the same
 * result, to the bit. Not thread-safe.
 */
public final class EpipolarEstimator {
    private static final int UNKNOWNS = 5;
    private static final int LEAST_POINTS = 20;

    /** Directions of travel are tried on at most so many points. */
    private static final int TRIAL_POINTS = 60;

    private static final int TRIAL_ROUNDS = 6;
    private static final int ROUNDS = 10;

    /** What a point may be off its plane before it counts less, while directions are tried, px. */
    private static final double TRIAL_SCALE_PX = 0.5;

    /** Longest turn of the direction of travel in one step, rad. */
    private static final double LONGEST_STEP = 0.5;

    private static final double[][] DIRECTIONS = {
        {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 0}, {1, -1, 0}, {0, 1, 1}, {0, 1, -1}, {1, 0, 1}, {1, 0, -1}
    };

    private final CameraModel camera;
    private final double pixelRad;
    private final LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(UNKNOWNS);
    private final DMatrixRMaj normal = new DMatrixRMaj(UNKNOWNS, UNKNOWNS);
    private final DMatrixRMaj right = new DMatrixRMaj(UNKNOWNS, 1);
    private final DMatrixRMaj change = new DMatrixRMaj(UNKNOWNS, 1);

    /** Turn and travel so far. */
    private record Motion(Matrix3 turn, double[] travel, double cost) {}

    /** @param camera lens at the size of the pictures that points are given in */
    public EpipolarEstimator(CameraModel camera) {
        this.camera = camera;
        this.pixelRad = 1 / camera.focalXPx();
    }

    /**
     * The turn between the pair's frames, or null where too few points agree on one.
     *
     * @param still the turn that explains the pair best without any travel
     */
    public @Nullable PairRotation estimate(FlowPair pair, PairRotation still) {
        int n = pair.size();
        if (n < LEAST_POINTS) {
            return null;
        }
        double[] from = new double[3 * n];
        double[] to = new double[3 * n];
        for (int i = 0; i < n; i++) {
            camera.bearing(pair.x0()[i], pair.y0()[i], from, 3 * i);
            camera.bearing(pair.x1()[i], pair.y1()[i], to, 3 * i);
        }
        return ofBearings(from, to, n, pair.from().timeNs(), pair.to().timeNs(), still);
    }

    /**
     * The turn between two sets of directions, or null where too few agree on one.
     *
     * @param from unit vectors, x, y, z each: double[3·n]
     * @param to the same points later: double[3·n]
     * @param fromNs when they were seen, video clock, ns
     * @param toNs when they were seen later, ns
     * @param still the turn that explains them best without any travel
     */
    public @Nullable PairRotation ofBearings(
            double[] from, double[] to, int n, long fromNs, long toNs, PairRotation still) {
        if (n < LEAST_POINTS) {
            return null;
        }
        double seconds = (toNs - fromNs) * 1e-9;
        double[] rate = still.rateRadS();
        // A point that stands still in the world turns against the camera.
        Matrix3 turn = Matrix3.ofRotationVector(-rate[0] * seconds, -rate[1] * seconds, -rate[2] * seconds);
        int step = Math.ceilDiv(n, TRIAL_POINTS);
        Motion best = null;
        for (double[] direction : DIRECTIONS) {
            Motion tried = new Motion(turn, unit(direction), Double.POSITIVE_INFINITY);
            for (int round = 0; round < TRIAL_ROUNDS; round++) {
                tried = improved(tried, from, to, n, step, TRIAL_SCALE_PX * pixelRad);
            }
            if (best == null || tried.cost < best.cost) {
                best = tried;
            }
        }
        if (best == null || !Double.isFinite(best.cost)) {
            return null;
        }
        double[] off = new double[n];
        double scale = TRIAL_SCALE_PX * pixelRad;
        for (int round = 0; round < ROUNDS; round++) {
            best = improved(best, from, to, n, 1, scale);
            offPlane(best, from, to, off);
            scale = Math.max(0.05 * pixelRad, 1.5 * Selection.median(off.clone(), n));
        }
        int inliers = 0;
        for (double e : off) {
            if (e < 3 * scale) {
                inliers++;
            }
        }
        if (inliers < LEAST_POINTS) {
            return null;
        }
        double[] v = best.turn.rotationVector();
        double[] rates = {-v[0] / seconds, -v[1] / seconds, -v[2] / seconds};
        return new PairRotation(fromNs, toNs, rates, scale, inliers, n);
    }

    /** One weighted Gauss–Newton step on every {@code step}-th point; its cost is the one before the step. */
    private Motion improved(Motion before, double[] from, double[] to, int n, int step, double scale) {
        double[] r = before.turn.rowMajor();
        double[] t = before.travel;
        double[] u = across(t);
        double[] v = cross(t, u);
        normal.zero();
        right.zero();
        double cost = 0;
        double[] slope = new double[UNKNOWNS];
        for (int i = 0; i < n; i += step) {
            int k = 3 * i;
            double qx = to[k];
            double qy = to[k + 1];
            double qz = to[k + 2];
            double px = r[0] * from[k] + r[1] * from[k + 1] + r[2] * from[k + 2];
            double py = r[3] * from[k] + r[4] * from[k + 1] + r[5] * from[k + 2];
            double pz = r[6] * from[k] + r[7] * from[k + 1] + r[8] * from[k + 2];
            double mx = qy * pz - qz * py;
            double my = qz * px - qx * pz;
            double mz = qx * py - qy * px;
            double towards = t[0] * px + t[1] * py + t[2] * pz;
            // Angle between the point and its plane: near the direction of travel the plane is not known.
            double sine = Math.max(0.02, Math.sqrt(Math.max(0, 1 - towards * towards)));
            double off = (t[0] * mx + t[1] * my + t[2] * mz) / sine;
            double q = 1 / (1 + off * off / (scale * scale));
            cost += off * off * q;
            double weight = q * q;
            double same = qx * px + qy * py + qz * pz;
            slope[0] = (t[0] * same - qx * towards) / sine;
            slope[1] = (t[1] * same - qy * towards) / sine;
            slope[2] = (t[2] * same - qz * towards) / sine;
            slope[3] = (u[0] * mx + u[1] * my + u[2] * mz) / sine;
            slope[4] = (v[0] * mx + v[1] * my + v[2] * mz) / sine;
            for (int a = 0; a < UNKNOWNS; a++) {
                right.add(a, 0, -weight * slope[a] * off);
                for (int b = 0; b < UNKNOWNS; b++) {
                    normal.add(a, b, weight * slope[a] * slope[b]);
                }
            }
        }
        for (int a = 0; a < UNKNOWNS; a++) {
            // Without any parallax the direction of travel is open.
            normal.add(a, a, 1e-12 + (a < 3 ? 0 : 1e-3 * normal.get(a, a)));
        }
        if (!solver.setA(normal)) {
            return new Motion(before.turn, t, Double.POSITIVE_INFINITY);
        }
        solver.solve(right, change);
        double du = change.get(3, 0);
        double dv = change.get(4, 0);
        double share = Math.min(1, LONGEST_STEP / Math.max(1e-12, Math.hypot(du, dv)));
        Matrix3 turn = Matrix3.ofRotationVector(
                        share * change.get(0, 0), share * change.get(1, 0), share * change.get(2, 0))
                .times(before.turn);
        double[] travel = new double[3];
        for (int a = 0; a < 3; a++) {
            travel[a] = t[a] + share * (du * u[a] + dv * v[a]);
        }
        return new Motion(turn, unit(travel), cost);
    }

    private static void offPlane(Motion motion, double[] from, double[] to, double[] off) {
        double[] r = motion.turn.rowMajor();
        double[] t = motion.travel;
        for (int i = 0; i < off.length; i++) {
            int k = 3 * i;
            double px = r[0] * from[k] + r[1] * from[k + 1] + r[2] * from[k + 2];
            double py = r[3] * from[k] + r[4] * from[k + 1] + r[5] * from[k + 2];
            double pz = r[6] * from[k] + r[7] * from[k + 1] + r[8] * from[k + 2];
            double product = t[0] * (to[k + 1] * pz - to[k + 2] * py)
                    + t[1] * (to[k + 2] * px - to[k] * pz)
                    + t[2] * (to[k] * py - to[k + 1] * px);
            double towards = t[0] * px + t[1] * py + t[2] * pz;
            off[i] = Math.abs(product) / Math.max(0.02, Math.sqrt(Math.max(0, 1 - towards * towards)));
        }
    }

    /** A unit vector across another. */
    private static double[] across(double[] t) {
        return unit(cross(t, Math.abs(t[0]) < 0.7 ? new double[] {1, 0, 0} : new double[] {0, 1, 0}));
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    private static double[] unit(double[] v) {
        double length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
        return new double[] {v[0] / length, v[1] / length, v[2] / length};
    }
}
