package dev.syncline.engine.refine;

import java.util.Arrays;

/**
 * What the camera's own motion through the scene adds: a step {@code t_k} between the frames of pair k moves the point
 * of track j, seen in direction p, by {@code ρ_j·(t_k − (t_k·p)p)}, with ρ its inverse distance. A track keeps its
 * inverse distance over the window and all points of a pair share the step, so the two are told apart from turns by
 * the points that stay far away. Steps and inverse distances are found in turn, each shrunk towards nothing by a prior:
 * where the picture shows no parallax, the steps vanish and every point keeps all it says of the turn.
 */
final class SceneParallax {
    private static final int ALTERNATIONS = 3;

    private final WindowResiduals residuals;
    private final WindowObservations seen;
    final double[] inverse; // ρ, in units that make its mean square 1: double[tracks]
    final double[] step; // t, rad for a point with ρ = 1: double[3·pairs]
    private final double[] usualStep = new double[3]; // mean of t over the window
    private double
            stepVariance; // of one component of a step about the mean, rad²; 0 before any parallax was looked for

    SceneParallax(WindowResiduals residuals) {
        this.residuals = residuals;
        this.seen = residuals.seen;
        inverse = new double[seen.tracks];
        step = new double[3 * seen.pairs];
    }

    /** Part of the residual along the observation's first axis that parallax explains, rad. */
    double alongU(int k, int o) {
        return inverse[seen.track[o]] * dot(k, residuals.across1, 3 * o);
    }

    /** Part of the residual along the observation's second axis that parallax explains, rad. */
    double alongV(int k, int o) {
        return inverse[seen.track[o]] * dot(k, residuals.across2, 3 * o);
    }

    private double dot(int k, double[] v, int i) {
        return step[3 * k] * v[i] + step[3 * k + 1] * v[i + 1] + step[3 * k + 2] * v[i + 2];
    }

    /** Part along the first axis that the window's mean step explains, rad. */
    double usualU(int o) {
        return inverse[seen.track[o]] * dot(usualStep, residuals.across1, 3 * o);
    }

    /** Part along the second axis that the window's mean step explains, rad. */
    double usualV(int o) {
        return inverse[seen.track[o]] * dot(usualStep, residuals.across2, 3 * o);
    }

    private static double dot(double[] t, double[] v, int i) {
        return t[0] * v[i] + t[1] * v[i + 1] + t[2] * v[i + 2];
    }

    /** Variance of one component of a step about the mean, rad²; 0 where there is no parallax to be eliminated. */
    double stepVariance() {
        return stepVariance;
    }

    /** Root mean square over the pairs of the shift that a point of usual distance gets from a pair's step, rad. */
    double usualShiftRad() {
        double sum = 0;
        for (double t : step) {
            sum += t * t;
        }
        return Math.sqrt(sum / Math.max(1, seen.pairs));
    }

    /**
     * Improves steps and inverse distances on the present residuals.
     *
     * @param weights trust and covariance of each observation
     */
    void update(WindowWeights weights) {
        if (stepVariance == 0) {
            begin(weights);
        }
        for (int i = 0; i < ALTERNATIONS; i++) {
            solveSteps(weights);
            solveInverse(weights);
            normalize();
        }
        solveSteps(weights);
    }

    /** Before anything is known, what is left of a track tells how near it is. */
    private void begin(WindowWeights weights) {
        double[] sum = new double[seen.tracks];
        double[] count = new double[seen.tracks];
        double total = 0;
        double all = 0;
        for (int o = 0; o < seen.size(); o++) {
            double w = residuals.valid[o] ? weights.weight[o] : 0;
            if (w > 0) {
                double ru = residuals.residual[2 * o];
                double rv = residuals.residual[2 * o + 1];
                double square = ru * ru + rv * rv;
                sum[seen.track[o]] += w * square;
                count[seen.track[o]] += w;
                total += w * square;
                all += w;
            }
        }
        double usual = all > 0 ? total / all : 1;
        for (int j = 0; j < seen.tracks; j++) {
            inverse[j] = count[j] > 0 ? Math.min(3, Math.sqrt(sum[j] / count[j] / usual)) : 0;
        }
        stepVariance = Math.max(1e-12, usual);
        normalize();
    }

    private void solveSteps(WindowWeights weights) {
        double[] n = new double[9 * seen.pairs];
        double[] g = new double[3 * seen.pairs];
        double[] one = new double[9];
        double[] oneG = new double[3];
        double[] all = new double[9];
        double[] allG = new double[3];
        for (int k = 0; k < seen.pairs; k++) {
            Arrays.fill(one, 0);
            Arrays.fill(oneG, 0);
            for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
                double w = residuals.valid[o] ? weights.weight[o] : 0;
                if (w > 0) {
                    accumulate(o, w, weights.covariance, 0, one, oneG);
                }
            }
            System.arraycopy(one, 0, n, 9 * k, 9);
            System.arraycopy(oneG, 0, g, 3 * k, 3);
            // The mean of steps that scatter by the prior: each pair counts by what it adds to that.
            addMarginal(one, oneG, all, allG);
        }
        double trace = all[0] + all[4] + all[8];
        if (!(trace > 0)) {
            Arrays.fill(step, 0);
            return;
        }
        for (int a = 0; a < 3; a++) {
            all[4 * a] += 1e-9 * trace;
        }
        Symmetric3.solve(all, allG, usualStep);
        deviations(n, g);
    }

    private void addMarginal(double[] n, double[] g, double[] all, double[] allG) {
        double[] prior = n.clone();
        for (int a = 0; a < 3; a++) {
            prior[4 * a] += 1 / stepVariance;
        }
        double[] column = new double[3];
        double[] x = new double[3];
        for (int b = 0; b < 3; b++) {
            for (int a = 0; a < 3; a++) {
                column[a] = n[3 * a + b];
            }
            Symmetric3.solve(prior, column, x);
            for (int a = 0; a < 3; a++) {
                all[3 * a + b] += x[a] / stepVariance;
            }
        }
        Symmetric3.solve(prior, g, x);
        for (int a = 0; a < 3; a++) {
            allG[a] += x[a] / stepVariance;
        }
    }

    private void deviations(double[] n, double[] g) {
        double square = 0;
        double[] m = new double[9];
        double[] right = new double[3];
        double[] t = new double[3];
        for (int k = 0; k < seen.pairs; k++) {
            System.arraycopy(n, 9 * k, m, 0, 9);
            for (int a = 0; a < 3; a++) {
                m[4 * a] += 1 / stepVariance;
                right[a] = g[3 * k + a] + usualStep[a] / stepVariance;
            }
            Symmetric3.solve(m, right, t);
            for (int a = 0; a < 3; a++) {
                step[3 * k + a] = t[a];
                square += (t[a] - usualStep[a]) * (t[a] - usualStep[a]);
                Arrays.fill(right, 0);
                right[a] = 1;
                double[] unit = new double[3];
                Symmetric3.solve(m, right, unit);
                square += unit[a];
            }
        }
        stepVariance = Math.max(1e-16, square / (3.0 * seen.pairs));
    }

    /**
     * Normal equations of a pair's step from one observation: design {@code ρ·(u, v)}.
     *
     * @param less share of the mean step that is taken off the residual first: 0 or 1
     */
    void accumulate(int o, double w, double[] covariance, double less, double[] n, double[] g) {
        int i = 3 * o;
        double uu = covariance[i];
        double uv = covariance[i + 1];
        double vv = covariance[i + 2];
        double det = uu * vv - uv * uv;
        double rho = inverse[seen.track[o]];
        double ru = residuals.residual[2 * o] - less * usualU(o);
        double rv = residuals.residual[2 * o + 1] - less * usualV(o);
        double au = w * rho * (vv * ru - uv * rv) / det;
        double av = w * rho * (uu * rv - uv * ru) / det;
        double scale = w * rho * rho / det;
        for (int a = 0; a < 3; a++) {
            double ua = residuals.across1[i + a];
            double va = residuals.across2[i + a];
            g[a] += ua * au + va * av;
            double xu = scale * (vv * ua - uv * va);
            double xv = scale * (uu * va - uv * ua);
            for (int b = 0; b < 3; b++) {
                n[3 * a + b] += xu * residuals.across1[i + b] + xv * residuals.across2[i + b];
            }
        }
    }

    private void solveInverse(WindowWeights weights) {
        double[] n = new double[seen.tracks];
        double[] g = new double[seen.tracks];
        for (int k = 0; k < seen.pairs; k++) {
            for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
                double w = residuals.valid[o] ? weights.weight[o] : 0;
                if (w > 0) {
                    int i = 3 * o;
                    double du = dot(k, residuals.across1, i);
                    double dv = dot(k, residuals.across2, i);
                    double uu = weights.covariance[i];
                    double uv = weights.covariance[i + 1];
                    double vv = weights.covariance[i + 2];
                    double det = uu * vv - uv * uv;
                    double xu = w * (vv * du - uv * dv) / det;
                    double xv = w * (uu * dv - uv * du) / det;
                    n[seen.track[o]] += xu * du + xv * dv;
                    g[seen.track[o]] += xu * residuals.residual[2 * o] + xv * residuals.residual[2 * o + 1];
                }
            }
        }
        for (int j = 0; j < seen.tracks; j++) {
            inverse[j] = g[j] / (n[j] + 1);
        }
    }

    /** Puts the scale that ρ and t share into t, so that the prior of ρ means something. */
    private void normalize() {
        double sum = 0;
        int count = 0;
        for (double rho : inverse) {
            if (rho != 0) {
                sum += rho * rho;
                count++;
            }
        }
        if (count == 0 || sum == 0) {
            return;
        }
        double scale = Math.sqrt(sum / count);
        for (int j = 0; j < seen.tracks; j++) {
            inverse[j] /= scale;
        }
        for (int i = 0; i < step.length; i++) {
            step[i] *= scale;
        }
        for (int a = 0; a < 3; a++) {
            usualStep[a] *= scale;
        }
        stepVariance *= scale * scale;
    }
}
