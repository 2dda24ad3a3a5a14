package dev.syncline.engine.sync.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.syncline.engine.video.FrameKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheapFramesTest {
    private static final long FRAME_NS = 50_000_000L;

    /** Pairs of frames I B B P B B P, the cheap ones with a quantiser of choice. */
    private static List<FlowPair> pairs(double quantizer) {
        FrameKind[] kinds = {
            FrameKind.INTRA,
            FrameKind.BIDIRECTIONAL,
            FrameKind.BIDIRECTIONAL,
            FrameKind.PREDICTED,
            FrameKind.BIDIRECTIONAL,
            FrameKind.BIDIRECTIONAL,
            FrameKind.PREDICTED
        };
        List<FlowPair> out = new ArrayList<>();
        for (int k = 0; k + 1 < kinds.length; k++) {
            out.add(new FlowPair(
                    stamp(k, kinds[k], quantizer),
                    stamp(k + 1, kinds[k + 1], quantizer),
                    new int[] {7},
                    new float[] {k},
                    new float[1],
                    new float[] {k + 1},
                    new float[1],
                    new float[1]));
        }
        return out;
    }

    private static FlowPair.FrameStamp stamp(int frame, FrameKind kind, double quantizer) {
        return new FlowPair.FrameStamp(frame * FRAME_NS, kind, true, quantizer);
    }

    private static int kept(double quantizer) {
        List<FlowPair> pairs = pairs(quantizer);
        float[] one = {1};
        List<PatchInformation> known = pairs.stream()
                .map(p -> new PatchInformation(one, new float[1], one))
                .toList();
        return ReferencePairs.of(pairs, known).pairs().size();
    }

    @Test
    void shouldKeepFramesThatWereCodedWell() {
        // 0.15 s from reference to reference: 0.1 ms is a share of 0.00067, which a quantiser of 19.5 has.
        assertEquals(6, kept(19));
        assertEquals(2, kept(20));
    }

    @Test
    void shouldStepOverFramesOfWhichNothingIsKnown() {
        assertEquals(2, kept(Double.NaN));
    }

    @Test
    void shouldReachFromReferenceToReference() {
        assertEquals(0.15, CheapFrames.reachS(pairs(15)), 1e-12);
        assertEquals(0, CheapFrames.offS(pairs(15).get(2).to(), 0.15));
        assertEquals(0.003 * 0.15, CheapFrames.offS(pairs(26).get(1).from(), 0.15), 1e-12);
    }
}
