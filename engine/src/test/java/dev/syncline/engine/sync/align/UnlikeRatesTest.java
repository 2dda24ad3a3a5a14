package dev.syncline.engine.sync.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.sync.correlate.OffsetRange;
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
            MadeSensor a = MadeSensor.plain(rateA, 0, 30).noisy(0.003);
            MadeSensor b = MadeSensor.plain(rateB, 1, 33)
                    .noisy(0.003)
                    .clock(777_123 + 1_300_003L * k, 50)
                    .mounted(Matrix3.ofRotationVector(0.4, -1.2, 0.9));

            Alignment.Estimate scale = assertInstanceOf(
                            AlignOutcome.Aligned.class,
                            LogAligner.align(a.log(motion, 2L * k), b.log(motion, 901 + 2L * k), OffsetRange.ALL))
                    .alignment()
                    .rates()
                    .scale();

            assertEquals(1, scale.value(), largestError, scale::toString);
            assertEquals(1, scale.value(), 4 * scale.sigma(), scale::toString);
            assertTrue(scale.sigma() < largestError, scale::toString);
            mean += (scale.value() - 1) / scale.sigma() / PAIRS;
        }
        assertEquals(0, mean, 1.5, "errors lie on both sides, in error bars");
    }
}
