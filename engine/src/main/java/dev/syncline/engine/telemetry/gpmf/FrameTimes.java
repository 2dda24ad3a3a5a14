package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.base.statistics.Median;
import java.util.List;

/** The times of streams that have a sample a frame: a payload stands for so many frames of the video as it has samples. */
final class FrameTimes {
    private static final double FALLBACK_STEP_NS = 1e9 * 1001 / 30_000;

    /** A payload whose frames would lie further from the usual is not filled with frames, as the last one of a video. */
    private static final double UNUSUAL = 0.1;

    private FrameTimes() {}

    /** From frame to frame, ns, in the middle of all payloads. */
    static double usualStepNs(List<SampleBlock> blocks) {
        double[] steps = blocks.stream()
                .filter(b -> b.durationNs() > 0)
                .mapToDouble(b -> (double) b.durationNs() / b.count())
                .toArray();
        return steps.length == 0 ? FALLBACK_STEP_NS : Median.of(steps);
    }

    /** From frame to frame of a payload, ns. */
    static double stepNs(SampleBlock block, double usualStepNs) {
        double own = (double) block.durationNs() / block.count();
        return Math.abs(own / usualStepNs - 1) <= UNUSUAL ? own : usualStepNs;
    }

    /** Time of a sample, ns on the video's clock. */
    static long timeNs(SampleBlock block, int sample, double usualStepNs) {
        return block.payloadNs() + Math.round(sample * stepNs(block, usualStepNs));
    }
}
