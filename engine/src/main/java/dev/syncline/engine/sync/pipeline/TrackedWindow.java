package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.flow.PatchInformation;
import dev.syncline.engine.sync.rotation.PairRotation;
import java.util.ArrayList;
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

    /** Time of its last frame, ns; the stretch's beginning where nothing was followed. */
    long lastFrameNs() {
        return pairs.isEmpty() ? fromNs : pairs.getLast().to().timeNs();
    }

    /**
     * This and what was followed from its last frame on, as one stretch.
     *
     * @param frameNs the clip's frame interval, ns
     */
    TrackedWindow joined(TrackedWindow next, double frameNs) {
        int free = 0;
        for (FlowPair pair : pairs) {
            for (int id : pair.id()) {
                free = Math.max(free, id + 1);
            }
        }
        List<FlowPair> allPairs = new ArrayList<>(pairs);
        for (FlowPair pair : next.pairs) {
            allPairs.add(pair.numberedFrom(free));
        }
        List<PatchInformation> allInformation = new ArrayList<>(information);
        allInformation.addAll(next.information);
        List<@Nullable PairRotation> allRotations = new ArrayList<>(rotations);
        allRotations.addAll(next.rotations);
        return new TrackedWindow(
                fromNs, next.toNs, allPairs, allInformation, allRotations, RotationRates.onGrid(allRotations, frameNs));
    }
}
