package dev.syncline.engine.synthetic;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A smooth signal with an exact derivative: {@code offset + slope·t + Σ aᵢ·sin(ωᵢ·t + φᵢ)}. */
final class HarmonicSum {
    static final HarmonicSum ZERO = constant(0);

    private final double offset;
    private final double slope;
    private final double[] amplitudes;
    private final double[] radS;
    private final double[] phases;

    private HarmonicSum(double offset, double slope, double[] amplitudes, double[] radS, double[] phases) {
        this.offset = offset;
        this.slope = slope;
        this.amplitudes = amplitudes;
        this.radS = radS;
        this.phases = phases;
    }

    static HarmonicSum constant(double offset) {
        return line(offset, 0);
    }

    static HarmonicSum line(double offset, double slope) {
        return new HarmonicSum(offset, slope, new double[0], new double[0], new double[0]);
    }

    /** One sine of a random phase whose derivative has the given peak. */
    static HarmonicSum tone(RandomGenerator random, double hz, double peakRate) {
        double omega = 2 * Math.PI * hz;
        return new HarmonicSum(0, 0, new double[] {peakRate / omega}, new double[] {omega}, new double[] {
            2 * Math.PI * random.nextDouble()
        });
    }

    /**
     * Sines of random phase, their frequencies spread evenly over the logarithm of a band, shaken so that they are not
     * multiples of each other. The derivative has the given root mean square.
     */
    static HarmonicSum band(RandomGenerator random, double lowHz, double highHz, int count, double rmsRate) {
        double[] amplitudes = new double[count];
        double[] radS = new double[count];
        double[] phases = new double[count];
        double power = 0;
        for (int i = 0; i < count; i++) {
            double place = (i + random.nextDouble()) / count;
            radS[i] = 2 * Math.PI * lowHz * Math.pow(highHz / lowHz, place);
            phases[i] = 2 * Math.PI * random.nextDouble();
            amplitudes[i] = 0.4 + random.nextDouble();
            power += amplitudes[i] * amplitudes[i] / 2;
        }
        for (int i = 0; i < count; i++) {
            amplitudes[i] *= rmsRate / Math.sqrt(power) / radS[i];
        }
        return new HarmonicSum(0, 0, amplitudes, radS, phases);
    }

    HarmonicSum plus(HarmonicSum other) {
        return new HarmonicSum(
                offset + other.offset,
                slope + other.slope,
                joined(amplitudes, other.amplitudes),
                joined(radS, other.radS),
                joined(phases, other.phases));
    }

    private static double[] joined(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    double value(double t) {
        double sum = offset + slope * t;
        for (int i = 0; i < amplitudes.length; i++) {
            sum += amplitudes[i] * Math.sin(radS[i] * t + phases[i]);
        }
        return sum;
    }

    double rate(double t) {
        double sum = slope;
        for (int i = 0; i < amplitudes.length; i++) {
            sum += amplitudes[i] * radS[i] * Math.cos(radS[i] * t + phases[i]);
        }
        return sum;
    }
}
