package dev.syncline.engine.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code cos(acos(x)/3)} for x in [−1, 1], the step between the invariants of a symmetric 3×3 matrix and its largest
 * eigenvalue. As a function of {@code u = √((1 + x)/2)} it is {@code cos(⅔·acos u)}, which is smooth on all of [0, 1], so
 * a Chebyshev series of modest degree holds it to rounding: its terms fall like (3 + √8)⁻ᵏ, since the nearest place where
 * it is not smooth is u = −1.
 */
final class CosineThird {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int TERMS = 21;
    private static final double[] SERIES = series();

    private CosineThird() {}

    private static double[] series() {
        int nodes = 64;
        double[] c = new double[TERMS];
        for (int k = 0; k < TERMS; k++) {
            double sum = 0;
            for (int j = 0; j < nodes; j++) {
                double angle = Math.PI * (j + 0.5) / nodes;
                double u = 0.5 + 0.5 * Math.cos(angle);
                sum += Math.cos(2 * Math.acos(u) / 3) * Math.cos(k * angle);
            }
            c[k] = (k == 0 ? 1.0 : 2.0) * sum / nodes;
        }
        return c;
    }

    static DoubleVector of(DoubleVector x) {
        // Twice the series' own variable 2u − 1, for Clenshaw's recurrence.
        DoubleVector twice = x.mul(0.5).add(0.5).sqrt().mul(4).sub(2);
        DoubleVector b1 = DoubleVector.broadcast(SPECIES, SERIES[TERMS - 1]);
        DoubleVector b2 = DoubleVector.zero(SPECIES);
        for (int k = TERMS - 2; k >= 1; k--) {
            DoubleVector b0 =
                    twice.fma(b1, DoubleVector.broadcast(SPECIES, SERIES[k]).sub(b2));
            b2 = b1;
            b1 = b0;
        }
        return twice.mul(0.5).fma(b1, DoubleVector.broadcast(SPECIES, SERIES[0]).sub(b2));
    }
}
