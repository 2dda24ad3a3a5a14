package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.flow.PatchInformation;
import dev.syncline.engine.sync.rotation.PairRotation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of video after decoding and tracking.
 *
 * @param fromNs,toNs the stretch, video clock, ns
 * @param pairs consecutive frames and the points followed between them
 * @param information how well the points of each pair are known
 * @param rotations for each pair, null where too few points agreed
 * @param rates the same on an even grid; null where less than half of the pairs have a rotation
 */
public record TrackedWindow(
        long fromNs,
        long toNs,
        List<FlowPair> pairs,
        List<PatchInformation> information,
        List<@Nullable PairRotation> rotations,
        @Nullable VisualRates rates) {
    /** Middle of the stretch, ns. */
    public long middleNs() {
        return fromNs + (toNs - fromNs) / 2;
    }
}
