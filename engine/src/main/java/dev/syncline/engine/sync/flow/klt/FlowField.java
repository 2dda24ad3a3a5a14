package dev.syncline.engine.sync.flow.klt;

import dev.syncline.engine.sync.flow.TrackFault;
import java.util.Arrays;

/**
 * The flow of a whole picture as a quadratic of the place, fitted robustly: what a camera that turns, its lens and its
 * shutter make of a picture is close to one. Points that go their own way are left out of it.
 */
final class FlowField {
    private static final int TERMS = 6;
    private static final int ROUNDS = 4;
    private static final int LEAST_POINTS = 30;

    /** A point further off than this many medians goes its own way. */
    private static final double FAR_MEDIANS = 4;

    /** A field that half of the points are further from than this says little about any of them, px. */
    private static final double LARGEST_MEDIAN_PX = 3;

    private final double[] normal = new double[TERMS * (TERMS + 2)];
    private final double[] basis = new double[TERMS];
    private final double[] alongX = new double[TERMS];
    private final double[] alongY = new double[TERMS];
    private double[] distance = new double[0];
    private double[] sorted = new double[0];
    private double centreX;
    private double centreY;
    private double scale;
    private double limitPx;

    /**
     * Fits the field.
     *
     * @return false where the points do not show one
     */
    boolean fit(int n, float[] start, float[] end, TrackFault[] fault, int widthPx, int heightPx) {
        centreX = 0.5 * widthPx;
        centreY = 0.5 * heightPx;
        scale = 2.0 / Math.max(widthPx, heightPx);
        if (distance.length < n) {
            distance = new double[n];
            sorted = new double[n];
        }
        Arrays.fill(distance, 0, n, 0);
        limitPx = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            if (!solve(n, start, end, fault)) {
                return false;
            }
            int count = 0;
            for (int i = 0; i < n; i++) {
                if (fault[i] == TrackFault.NONE) {
                    distance[i] = distance(start[2 * i], start[2 * i + 1], end[2 * i], end[2 * i + 1]);
                    sorted[count++] = distance[i];
                }
            }
            Arrays.sort(sorted, 0, count);
            limitPx = FAR_MEDIANS * sorted[count / 2];
        }
        return limitPx <= FAR_MEDIANS * LARGEST_MEDIAN_PX;
    }

    /** Whether a point moves as the field does. */
    boolean holdsFor(double x0, double y0, double x1, double y1) {
        return distance(x0, y0, x1, y1) <= limitPx;
    }

    private double distance(double x0, double y0, double x1, double y1) {
        terms(x0, y0);
        return Math.hypot(x1 - x0 - dot(alongX), y1 - y0 - dot(alongY));
    }

    /** How the flow changes with the place: its x along x and y, then its y along x and y. */
    void slopes(double x, double y, double[] slopes) {
        double u = (x - centreX) * scale;
        double v = (y - centreY) * scale;
        slopes[0] = scale * (alongX[1] + 2 * alongX[3] * u + alongX[4] * v);
        slopes[1] = scale * (alongX[2] + alongX[4] * u + 2 * alongX[5] * v);
        slopes[2] = scale * (alongY[1] + 2 * alongY[3] * u + alongY[4] * v);
        slopes[3] = scale * (alongY[2] + alongY[4] * u + 2 * alongY[5] * v);
    }

    private void terms(double x, double y) {
        double u = (x - centreX) * scale;
        double v = (y - centreY) * scale;
        basis[0] = 1;
        basis[1] = u;
        basis[2] = v;
        basis[3] = u * u;
        basis[4] = u * v;
        basis[5] = v * v;
    }

    private double dot(double[] coefficients) {
        double sum = 0;
        for (int k = 0; k < TERMS; k++) {
            sum += coefficients[k] * basis[k];
        }
        return sum;
    }

    /** Least squares over the points within the limit; normal equations with two right sides, by elimination. */
    private boolean solve(int n, float[] start, float[] end, TrackFault[] fault) {
        int width = TERMS + 2;
        Arrays.fill(normal, 0);
        int used = 0;
        for (int i = 0; i < n; i++) {
            if (fault[i] != TrackFault.NONE || distance[i] > limitPx) {
                continue;
            }
            used++;
            terms(start[2 * i], start[2 * i + 1]);
            double dx = end[2 * i] - start[2 * i];
            double dy = end[2 * i + 1] - start[2 * i + 1];
            for (int r = 0; r < TERMS; r++) {
                for (int c = 0; c < TERMS; c++) {
                    normal[r * width + c] += basis[r] * basis[c];
                }
                normal[r * width + TERMS] += basis[r] * dx;
                normal[r * width + TERMS + 1] += basis[r] * dy;
            }
        }
        if (used < LEAST_POINTS) {
            return false;
        }
        for (int pivot = 0; pivot < TERMS; pivot++) {
            double diagonal = normal[pivot * width + pivot];
            // Points all on a line or a spot leave a term unknown.
            if (!(diagonal > 1e-6 * used)) {
                return false;
            }
            for (int c = 0; c < width; c++) {
                normal[pivot * width + c] /= diagonal;
            }
            for (int r = 0; r < TERMS; r++) {
                double factor = normal[r * width + pivot];
                if (r != pivot) {
                    for (int c = 0; c < width; c++) {
                        normal[r * width + c] -= factor * normal[pivot * width + c];
                    }
                }
            }
        }
        for (int k = 0; k < TERMS; k++) {
            alongX[k] = normal[k * width + TERMS];
            alongY[k] = normal[k * width + TERMS + 1];
        }
        return true;
    }
}
