package dev.syncline.engine.sync.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.sync.correlate.OffsetRange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sensors so noisy that the noise of a log looks like motion: the error bars hold, and the scale is not damped. */
class NoisyLogsTest {
    private static final int PAIRS = 14;

    @ParameterizedTest
    @CsvSource({
        "200, 0.1, 200, 0.1, 1", // rad/s of a sample; error at most, ms
        "200, 0.2, 200, 0.2, 2",
        "200, 0.005, 200, 0.35, 3", // all in the log that is moved
        "25, 0.005, 200, 0.35, 4",
    })
    void errorBarsHoldAndTheScaleIsNotDamped(
            double rateA, double noiseA, double rateB, double noiseB, double largestRmsMs) {
        List<Double> off = new ArrayList<>();
        double squares = 0;
        for (int k = 0; k < PAIRS; k++) {
            MadeMotion motion = MadeMotion.random(5000 + k, 0.2, 5, 0.4);
            MadeSensor a = MadeSensor.plain(rateA, 0, 30).noisy(noiseA);
            // At another place between two samples each time.
            MadeSensor b = MadeSensor.plain(rateB, 1, 33)
                    .noisy(noiseB)
                    .clock(777_123 + 1_300_003L * k, 50)
                    .mounted(Matrix3.ofRotationVector(0.4, -1.2, 0.9));
            AlignOutcome outcome =
                    LogAligner.align(a.log(motion, 2L * k), b.log(motion, 100_001 + 2L * k), OffsetRange.ALL);
            if (!(outcome instanceof AlignOutcome.Aligned aligned)) {
                continue;
            }
            Alignment found = aligned.alignment();
            double errorNs = errorNs(found, a, b);
            off.add(Math.abs(errorNs) / found.offset().sigmaNs());
            squares += errorNs * errorNs;
            Alignment.Estimate scale = found.rates().scale();
            assertEquals(1, scale.value(), 0.1, found::toString);
            assertEquals(1, scale.value(), 3 * scale.sigma(), found::toString);
        }
        assertTrue(off.size() >= 0.8 * PAIRS, "aligned: " + off.size());
        assertTrue(off.stream().allMatch(o -> o < 3.5), "errors in error bars: " + off);
        assertTrue(off.stream().filter(o -> o < 1).count() >= 0.55 * off.size(), "errors in error bars: " + off);
        assertTrue(Math.sqrt(squares / off.size()) < largestRmsMs * 1e6, "errors too large, in error bars: " + off);
    }

    /** Error of the offset at the time that it is told for, ns. */
    private static double errorNs(Alignment found, MadeSensor a, MadeSensor b) {
        double bodyS = (found.offset().atNs() - a.zeroNs()) * 1e-9 / (1 + a.fast());
        return found.offset().offsetNs() - (a.clockNs(bodyS) - b.clockNs(bodyS));
    }
}
