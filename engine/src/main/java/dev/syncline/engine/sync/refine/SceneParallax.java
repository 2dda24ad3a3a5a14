package dev.syncline.engine.sync.refine;

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

    /** Numbers that an observation says of t and ρ: its normal matrix as {@link Symmetric3}, then its right side. */
    private static final int DESIGN = Symmetric3.SIZE + 3;

    private final WindowResiduals residuals;
    private final WindowObservations seen;
    final double[] inverse; // ρ, in units that make its mean square 1: double[tracks]
    final double[] step; // t, rad for a point with ρ = 1: double[3·pairs]
    final double[] usualStep = new double[3]; // mean of t over the window
    private double
            stepVariance; // of one component of a step about the mean, rad²; 0 before any parallax was looked for

    private final double[] design; // double[DESIGN·observations]
    private final double[] normal; // of each pair's step, and below what stands right of it: double[DESIGN·pairs]
    private final double[] posterior; // each pair's inverse normal matrix, the prior added: double[6·pairs]
    private final double[] all = new double[DESIGN];
    private final double[] product = new double[3];
    private final double[] trackNormal;
    private final double[] trackRight;

    SceneParallax(WindowResiduals residuals) {
        this.residuals = residuals;
        this.seen = residuals.seen;
        inverse = new double[seen.tracks];
        step = new double[3 * seen.pairs];
        design = new double[DESIGN * seen.size()];
        normal = new double[DESIGN * seen.pairs];
        posterior = new double[Symmetric3.SIZE * seen.pairs];
        trackNormal = new double[seen.tracks];
        trackRight = new double[seen.tracks];
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
     * @param weights trust in each observation
     */
    void update(WindowWeights weights) {
        if (stepVariance == 0) {
            begin(weights);
        }
        for (int k = 0; k < seen.pairs; k++) {
            design(k, weights.trust);
        }
        for (int i = 0; i < ALTERNATIONS; i++) {
            solveSteps();
            solveInverse();
            normalize();
        }
        solveSteps();
    }

    /** Before anything is known, what is left of a track tells how near it is. */
    private void begin(WindowWeights weights) {
        double[] sum = new double[seen.tracks];
        double[] count = new double[seen.tracks];
        double total = 0;
        double all = 0;
        for (int o = 0; o < seen.size(); o++) {
            double w = weights.weight[o];
            if (w > 0) {
                double square = residuals.squareRad[o];
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

    /** What each observation of a pair says of a step at ρ = 1: it stays the same while steps and ρ are found. */
    private void design(int k, double[] trust) {
        double[] across = residuals.across;
        for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
            int a = 6 * o;
            int d = DESIGN * o;
            double w = trust[o];
            double u0 = across[a];
            double u1 = across[a + 1];
            double u2 = across[a + 2];
            double v0 = across[a + 3];
            double v1 = across[a + 4];
            double v2 = across[a + 5];
            double ru = w * residuals.residual[2 * o];
            double rv = w * residuals.residual[2 * o + 1];
            design[d] = w * (u0 * u0 + v0 * v0);
            design[d + 1] = w * (u0 * u1 + v0 * v1);
            design[d + 2] = w * (u1 * u1 + v1 * v1);
            design[d + 3] = w * (u0 * u2 + v0 * v2);
            design[d + 4] = w * (u1 * u2 + v1 * v2);
            design[d + 5] = w * (u2 * u2 + v2 * v2);
            design[d + 6] = u0 * ru + v0 * rv;
            design[d + 7] = u1 * ru + v1 * rv;
            design[d + 8] = u2 * ru + v2 * rv;
        }
    }

    private void solveSteps() {
        Arrays.fill(all, 0);
        for (int k = 0; k < seen.pairs; k++) {
            sumPair(k);
            addMarginal(k);
        }
        double trace = all[0] + all[2] + all[5];
        if (!(trace > 0)) {
            Arrays.fill(step, 0);
            return;
        }
        Symmetric3.invert(all, 0, 1e-9 * trace, all, 0);
        Symmetric3.multiply(all, 0, all[6], all[7], all[8], usualStep);
        deviations();
    }

    private void sumPair(int k) {
        double n0 = 0;
        double n1 = 0;
        double n2 = 0;
        double n3 = 0;
        double n4 = 0;
        double n5 = 0;
        double g0 = 0;
        double g1 = 0;
        double g2 = 0;
        for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
            int d = DESIGN * o;
            double rho = inverse[seen.track[o]];
            double rho2 = rho * rho;
            n0 += rho2 * design[d];
            n1 += rho2 * design[d + 1];
            n2 += rho2 * design[d + 2];
            n3 += rho2 * design[d + 3];
            n4 += rho2 * design[d + 4];
            n5 += rho2 * design[d + 5];
            g0 += rho * design[d + 6];
            g1 += rho * design[d + 7];
            g2 += rho * design[d + 8];
        }
        int at = DESIGN * k;
        normal[at] = n0;
        normal[at + 1] = n1;
        normal[at + 2] = n2;
        normal[at + 3] = n3;
        normal[at + 4] = n4;
        normal[at + 5] = n5;
        normal[at + 6] = g0;
        normal[at + 7] = g1;
        normal[at + 8] = g2;
    }

    /**
     * The mean of steps that scatter by the prior: each pair counts by what it adds to that. With N its normal matrix, v
     * the prior's variance and P = (N + 1/v)⁻¹, that is P·N/v = (1 − P/v)/v.
     */
    private void addMarginal(int k) {
        int at = DESIGN * k;
        int p = Symmetric3.SIZE * k;
        double precision = 1 / stepVariance;
        Symmetric3.invert(normal, at, precision, posterior, p);
        for (int i = 0; i < Symmetric3.SIZE; i++) {
            all[i] -= posterior[p + i] * precision * precision;
        }
        all[0] += precision;
        all[2] += precision;
        all[5] += precision;
        Symmetric3.multiply(posterior, p, normal[at + 6], normal[at + 7], normal[at + 8], product);
        for (int a = 0; a < 3; a++) {
            all[Symmetric3.SIZE + a] += product[a] * precision;
        }
    }

    private void deviations() {
        double square = 0;
        double precision = 1 / stepVariance;
        for (int k = 0; k < seen.pairs; k++) {
            int g = DESIGN * k + Symmetric3.SIZE;
            int p = Symmetric3.SIZE * k;
            Symmetric3.multiply(
                    posterior,
                    p,
                    normal[g] + usualStep[0] * precision,
                    normal[g + 1] + usualStep[1] * precision,
                    normal[g + 2] + usualStep[2] * precision,
                    product);
            for (int a = 0; a < 3; a++) {
                step[3 * k + a] = product[a];
                square += (product[a] - usualStep[a]) * (product[a] - usualStep[a]);
            }
            square += posterior[p] + posterior[p + 2] + posterior[p + 5];
        }
        stepVariance = Math.max(1e-16, square / (3.0 * seen.pairs));
    }

    private void solveInverse() {
        Arrays.fill(trackNormal, 0);
        Arrays.fill(trackRight, 0);
        for (int k = 0; k < seen.pairs; k++) {
            sumTracks(k);
        }
        for (int j = 0; j < seen.tracks; j++) {
            inverse[j] = trackRight[j] / (trackNormal[j] + 1);
        }
    }

    private void sumTracks(int k) {
        double t0 = step[3 * k];
        double t1 = step[3 * k + 1];
        double t2 = step[3 * k + 2];
        double t00 = t0 * t0;
        double t01 = 2 * t0 * t1;
        double t11 = t1 * t1;
        double t02 = 2 * t0 * t2;
        double t12 = 2 * t1 * t2;
        double t22 = t2 * t2;
        for (int o = seen.first[k]; o < seen.first[k + 1]; o++) {
            int d = DESIGN * o;
            int j = seen.track[o];
            trackNormal[j] += t00 * design[d]
                    + t01 * design[d + 1]
                    + t11 * design[d + 2]
                    + t02 * design[d + 3]
                    + t12 * design[d + 4]
                    + t22 * design[d + 5];
            trackRight[j] += t0 * design[d + 6] + t1 * design[d + 7] + t2 * design[d + 8];
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
