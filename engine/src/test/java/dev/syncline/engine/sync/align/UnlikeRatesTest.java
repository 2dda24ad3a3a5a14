package dev.syncline.engine.sync.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.OffsetRange;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sensors that are sampled at different rates: the straight lines of the coarser one are not taken for a smaller scale. */
class UnlikeRatesTest {
    private static final int PAIRS = 4;

    @ParameterizedTest
    @CsvSource({
        "25, 200, 5, 0.002",
        "200, 25, 5, 0.002",
        "12, 200, 2, 0.003",
        "100, 200, 8, 0.001",
        "100, 125, 8, 0.001", // too near for a triangle of many boxes
        "100, 115, 8, 0.001",
        "25, 1600, 5, 0.002",
    })
    void theScaleIsNotDampedByTheCoarserLog(double rateA, double rateB, double highestHz, double largestError) {
        double mean = 0;
        for (int k = 0; k < PAIRS; k++) {
            MadeMotion motion = MadeMotion.random(700 + k, 0.2, highestHz, 0.4);
            GyroTrack a = MadeSensor.plain(rateA, 0, 30).noisy(0.003).log(motion, 2L * k);

            Alignment.Estimate scale = scale(a, other(rateB, k).log(motion, 901 + 2L * k));

            assertEquals(1, scale.value(), largestError, scale::toString);
            assertEquals(1, scale.value(), 4 * scale.sigma(), scale::toString);
            assertTrue(scale.sigma() < largestError, scale::toString);
            mean += (scale.value() - 1) / scale.sigma() / PAIRS;
        }
        assertEquals(0, mean, 1.5, "errors lie on both sides, in error bars");
    }

    private static MadeSensor other(double rateHz, int k) {
        return MadeSensor.plain(rateHz, 1, 33)
                .noisy(0.003)
                .clock(777_123 + 1_300_003L * k, 50)
                .mounted(Matrix3.ofRotationVector(0.4, -1.2, 0.9));
    }

    private static Alignment.Estimate scale(GyroTrack a, GyroTrack b) {
        return assertInstanceOf(AlignOutcome.Aligned.class, LogAligner.align(a, b, OffsetRange.ALL))
                .alignment()
                .rates()
                .scale();
    }

    /** Straight lines across samples that are missing, or stand far apart, damp more than the usual ones. */
    @ParameterizedTest
    @CsvSource({"25, 200, 0.1, 0", "25, 200, 0.3, 0", "25, 200, 0, 0.8", "25, 25, 0.2, 0", "25, 27, 0, 0.8"})
    void theScaleIsNotDampedByUnevenSamples(double rateA, double rateB, double missing, double jitter) {
        double mean = 0;
        for (int k = 0; k < PAIRS; k++) {
            MadeMotion motion = MadeMotion.random(700 + k, 0.2, 5, 0.4);
            GyroTrack a = uneven(motion, rateA, missing, jitter, k);

            Alignment.Estimate scale = scale(a, other(rateB, k).log(motion, 901 + 2L * k));

            assertEquals(1, scale.value(), 4 * scale.sigma(), scale::toString);
            mean += (scale.value() - 1) / scale.sigma() / PAIRS;
        }
        assertEquals(0, mean, 1.5, "errors lie on both sides, in error bars");
    }

    /** @param jitter shares of a period that samples are taken early or late by, their stamps being right */
    private static GyroTrack uneven(MadeMotion motion, double rateHz, double missing, double jitter, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int most = (int) (40 * rateHz);
        long[] timesNs = new long[most];
        float[][] rates = new float[3][most];
        double[] rate = new double[3];
        int size = 0;
        for (int i = 0; i < most; i++) {
            double t = (i + jitter * (random.nextDouble() - 0.5)) / rateHz;
            if (random.nextDouble() >= missing) {
                motion.rate(t, Double.POSITIVE_INFINITY, rate);
                timesNs[size] = Math.round(t * 1e9);
                for (int axis = 0; axis < 3; axis++) {
                    rates[axis][size] = (float) (rate[axis] + 0.003 * random.nextGaussian());
                }
                size++;
            }
        }
        return new GyroTrack(
                Arrays.copyOf(timesNs, size),
                Arrays.copyOf(rates[0], size),
                Arrays.copyOf(rates[1], size),
                Arrays.copyOf(rates[2], size));
    }
}
