package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.CorrelationCurve;
import dev.syncline.engine.sync.correlate.OffsetScan;
import dev.syncline.engine.sync.correlate.VisualRates;
import java.util.List;

/**
 * Where one window's own rates fit the log best, near an offset that is expected.
 *
 * @param offsetNs video minus log, ns; the expected one where there is no peak inside the reach
 * @param score correlation there
 */
record LocalPeak(double offsetNs, double score) {
    /** A window in which picture and log agree less than this tells nothing of that offset. */
    static final double LEAST_SCORE = 0.6;

    private static final double REACH_NS = 60e6;
    private static final double STEP_NS = 1e6;

    /** @param mount log axes to camera, 3×3 row-major */
    static LocalPeak near(double expectedNs, VisualRates rates, GyroTrack log, Matrix3 mount) {
        CorrelationCurve local = new OffsetScan(List.of(rates), BoxAveragedRates.of(log), mount, STEP_NS)
                .scan(expectedNs - REACH_NS, expectedNs + REACH_NS)
                .joint();
        int at = local.peak();
        boolean inside = at > 0 && at < local.size() - 1;
        return new LocalPeak(
                inside ? local.offsetNs(at) + local.subSample(at) * local.stepNs() : expectedNs,
                at < 0 ? 0.0 : (double) local.score()[at]);
    }

    /** Whether the window can be used. */
    boolean tells() {
        return score >= LEAST_SCORE;
    }
}
