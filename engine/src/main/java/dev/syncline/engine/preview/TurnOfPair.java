package dev.syncline.engine.preview;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.statistics.Selection;
import dev.syncline.engine.sync.rotation.EpipolarEstimator;
import dev.syncline.engine.sync.rotation.PairRotation;
import dev.syncline.engine.sync.rotation.RotationEstimator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.jspecify.annotations.Nullable;

/**
 * The turn between two sets of directions where the camera also moved through the scene. Near points then shift along their
 * epipolar lines, and a turn alone would take that for its own. So what lies along those lines counts by its own spread, and
 * what lies across by its: where nothing is near both are alike, and this is a plain fit of a turn. It begins at that plain
 * fit, since in a narrow view a turn and a sideways path of even depth are one and the same.
 */
final class TurnOfPair {
    private static final int ROUNDS = 12;

    /** No direction is known better than this share of a pixel. */
    private static final double FLOOR_PX = 0.1;

    /** Points this near to where the camera moves to have no line of their own. */
    private static final double LEAST_SINE = 0.05;

    private static final double SIGMA_OF_MEDIAN = 1.4826;

    private final RotationEstimator plain;
    private final EpipolarEstimator travelling;
    private final double floorRad;

    /** @param lens at the size of the pictures */
    TurnOfPair(CameraModel lens) {
        this.plain = new RotationEstimator(lens);
        this.travelling = new EpipolarEstimator(lens);
        this.floorRad = FLOOR_PX / lens.focalXPx();
    }

    /** A fit from elsewhere is taken where it leaves less than this share across the lines of what the other leaves. */
    private static final double PLAINLY_LESS = 0.5;

    /** A turn, and how far points lie off their lines once it is made, rad. */
    private record Fit(Matrix3 turn, double spreadRad) {}

    /**
     * The rate of the turn.
     *
     * @param from unit vectors: double[3·n]
     * @param to the same points later: double[3·n]
     * @return rad/s; NaN where too few points agree
     */
    double rateRadS(double[] from, double[] to, int n, long fromNs, long toNs) {
        PairRotation start = plain.ofBearings(from, to, n, fromNs, toNs);
        if (start == null) {
            return Double.NaN;
        }
        double seconds = (toNs - fromNs) * 1e-9;
        Fit best = fitted(from, to, n, turn(start, seconds));
        // Over near ground the plain fit can be far off, and what begins there may stay there.
        PairRotation travelled = travelling.ofBearings(from, to, n, fromNs, toNs, start);
        for (Matrix3 other : travelled == null
                ? new Matrix3[] {Matrix3.IDENTITY}
                : new Matrix3[] {Matrix3.IDENTITY, turn(travelled, seconds)}) {
            Fit fit = fitted(from, to, n, other);
            if (fit.spreadRad() < PLAINLY_LESS * best.spreadRad()) {
                best = fit;
            }
        }
        return best.turn().angleRad() / seconds;
    }

    private static Matrix3 turn(PairRotation rotation, double seconds) {
        double[] rate = rotation.rateRadS();
        return Matrix3.ofRotationVector(-rate[0] * seconds, -rate[1] * seconds, -rate[2] * seconds);
    }

    private Fit fitted(double[] from, double[] to, int n, Matrix3 start) {
        Matrix3 turn = start;
        double spreadAcross = Double.POSITIVE_INFINITY;
        double[] along = new double[n];
        double[] across = new double[n];
        double[] lines = new double[6 * n]; // of each point: the line's direction, and the one across it
        for (int round = 0; round < ROUNDS; round++) {
            double[] left = new double[3 * n];
            double[] turned = turned(from, to, n, turn, left);
            double[] path = path(turned, left, n);
            if (path == null) {
                break;
            }
            split(turned, left, n, path, lines, along, across);
            spreadAcross = spread(across, n);
            double spreadAlong = Math.max(spreadAcross, spread(along, n));
            turn = step(n, lines, along, across, spreadAlong, spreadAcross).times(turn);
        }
        return new Fit(turn, spreadAcross);
    }

    private static double[] turned(double[] from, double[] to, int n, Matrix3 turn, double[] left) {
        double[] r = turn.rowMajor();
        double[] out = new double[3 * n];
        for (int i = 0; i < n; i++) {
            int k = 3 * i;
            for (int row = 0; row < 3; row++) {
                out[k + row] = r[3 * row] * from[k] + r[3 * row + 1] * from[k + 1] + r[3 * row + 2] * from[k + 2];
                left[k + row] = to[k + row] - out[k + row];
            }
        }
        return out;
    }

    /** Where the camera moves to: what is left of all points lies in planes through it. Null where that is not to be had. */
    private static double @Nullable [] path(double[] turned, double[] left, int n) {
        DMatrixRMaj sum = new DMatrixRMaj(3, 3);
        double[] normal = new double[3];
        for (int i = 0; i < n; i++) {
            int k = 3 * i;
            normal[0] = turned[k + 1] * left[k + 2] - turned[k + 2] * left[k + 1];
            normal[1] = turned[k + 2] * left[k] - turned[k] * left[k + 2];
            normal[2] = turned[k] * left[k + 1] - turned[k + 1] * left[k];
            // Large leftovers are points that were lost: they count as any other.
            double size = Math.sqrt(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]);
            for (int r = 0; r < 3 && size > 0; r++) {
                for (int c = 0; c < 3; c++) {
                    sum.add(r, c, normal[r] * normal[c] / size);
                }
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(3, true, true);
        if (!eigen.decompose(sum)) {
            return null;
        }
        int least = 0;
        for (int e = 1; e < 3; e++) {
            least = eigen.getEigenvalue(e).getReal()
                            < eigen.getEigenvalue(least).getReal()
                    ? e
                    : least;
        }
        return eigen.getEigenVector(least).getData();
    }

    private static void split(
            double[] p, double[] left, int n, double[] path, double[] lines, double[] along, double[] across) {
        for (int i = 0; i < n; i++) {
            int k = 3 * i;
            int l = 6 * i;
            double dot = path[0] * p[k] + path[1] * p[k + 1] + path[2] * p[k + 2];
            double ex = path[0] - dot * p[k];
            double ey = path[1] - dot * p[k + 1];
            double ez = path[2] - dot * p[k + 2];
            double size = Math.sqrt(ex * ex + ey * ey + ez * ez);
            double per = size > LEAST_SINE ? 1 / size : 0;
            lines[l] = ex * per;
            lines[l + 1] = ey * per;
            lines[l + 2] = ez * per;
            lines[l + 3] = p[k + 1] * lines[l + 2] - p[k + 2] * lines[l + 1];
            lines[l + 4] = p[k + 2] * lines[l] - p[k] * lines[l + 2];
            lines[l + 5] = p[k] * lines[l + 1] - p[k + 1] * lines[l];
            along[i] = lines[l] * left[k] + lines[l + 1] * left[k + 1] + lines[l + 2] * left[k + 2];
            across[i] = lines[l + 3] * left[k] + lines[l + 4] * left[k + 1] + lines[l + 5] * left[k + 2];
        }
    }

    private double spread(double[] values, int n) {
        double[] sizes = new double[n];
        for (int i = 0; i < n; i++) {
            sizes[i] = Math.abs(values[i]);
        }
        return Math.max(floorRad, SIGMA_OF_MEDIAN * Selection.median(sizes, n));
    }

    /** One Gauss–Newton step; points far off their lines count less (Geman–McClure). */
    private static Matrix3 step(
            int n, double[] lines, double[] along, double[] across, double spreadAlong, double spreadAcross) {
        double[] normal = new double[9];
        double[] right = new double[3];
        for (int i = 0; i < n; i++) {
            int l = 6 * i;
            double a = along[i] / (2 * spreadAlong);
            double c = across[i] / (2 * spreadAcross);
            double weight = 1 / ((1 + a * a + c * c) * (1 + a * a + c * c));
            double wa = weight / (spreadAlong * spreadAlong);
            double wc = weight / (spreadAcross * spreadAcross);
            for (int r = 0; r < 3; r++) {
                right[r] += wa * along[i] * lines[l + 3 + r] - wc * across[i] * lines[l + r];
                for (int k = 0; k < 3; k++) {
                    normal[3 * r + k] += wa * lines[l + 3 + r] * lines[l + 3 + k] + wc * lines[l + r] * lines[l + k];
                }
            }
        }
        double[] x = solved(normal, right);
        return Matrix3.ofRotationVector(x[0], x[1], x[2]);
    }

    /** Cramer's rule; no turn where the points do not tell one. */
    private static double[] solved(double[] m, double[] b) {
        double det = Matrix3.of(m).determinant();
        double[] x = new double[3];
        if (Math.abs(det) > 1e-30) {
            for (int column = 0; column < 3; column++) {
                double[] other = m.clone();
                for (int row = 0; row < 3; row++) {
                    other[3 * row + column] = b[row];
                }
                x[column] = Matrix3.of(other).determinant() / det;
            }
        }
        return x;
    }
}
