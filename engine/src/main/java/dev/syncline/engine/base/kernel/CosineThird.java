package dev.syncline.engine.base.kernel;

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
    private static final int TERMS = 22;
    private static final double[] POWERS = powers();

    private CosineThird() {}

    /** Coefficients of the powers of z = 2u − 1, by way of the Chebyshev series; they fall like 3⁻ᵏ. */
    private static double[] powers() {
        int nodes = 64;
        double[] sum = new double[TERMS];
        double[] before = new double[TERMS]; // T(k−1), by powers
        double[] now = new double[TERMS]; // T(k)
        now[0] = 1;
        for (int k = 0; k < TERMS; k++) {
            double c = 0;
            for (int j = 0; j < nodes; j++) {
                double angle = Math.PI * (j + 0.5) / nodes;
                double u = 0.5 + 0.5 * Math.cos(angle);
                c += Math.cos(2 * Math.acos(u) / 3) * Math.cos(k * angle);
            }
            c *= (k == 0 ? 1.0 : 2.0) / nodes;
            double[] next = new double[TERMS];
            for (int i = 0; i < TERMS; i++) {
                sum[i] += c * now[i];
                next[i] = (i > 0 ? (k == 0 ? 1 : 2) * now[i - 1] : 0) - (k == 0 ? 0 : before[i]);
            }
            before = now;
            now = next;
        }
        return sum;
    }

    static DoubleVector of(DoubleVector x) {
        DoubleVector z = x.mul(0.5).add(0.5).sqrt().mul(2).sub(1);
        // Even and odd powers apart: two short chains instead of one long one.
        DoubleVector square = z.mul(z);
        DoubleVector even = DoubleVector.broadcast(SPECIES, POWERS[TERMS - 2]);
        DoubleVector odd = DoubleVector.broadcast(SPECIES, POWERS[TERMS - 1]);
        for (int k = TERMS - 4; k >= 0; k -= 2) {
            even = even.fma(square, DoubleVector.broadcast(SPECIES, POWERS[k]));
            odd = odd.fma(square, DoubleVector.broadcast(SPECIES, POWERS[k + 1]));
        }
        return odd.fma(z, even);
    }
}
