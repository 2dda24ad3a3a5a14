package dev.syncline.engine.sync.refine;

import dev.syncline.engine.sync.flow.CheapFrames;
import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.video.FrameKind;
import java.util.List;

/**
 * How late coded pictures may show motion. A predicted frame keeps a little of the frame that it is predicted from
 * wherever correcting it was not worth the bits, so it shows the scene as it was a share of that distance earlier;
 * a frame coded alone is on time. The share is solved for with the offset, from the pairs that join the two kinds, and
 * what they leave open goes into the error bar. A frame that is predicted from both sides may be late or early: it has an
 * error of its own instead.
 */
final class CodingLag {
    private CodingLag() {}

    static boolean isPredicted(FlowPair.FrameStamp frame) {
        return frame.kind() != FrameKind.INTRA && frame.kind() != FrameKind.BIDIRECTIONAL;
    }

    /** Standard deviation of the share beforehand; 0 where every frame is coded alone. */
    static double sigma(List<FlowPair> flow) {
        double sum = 0;
        int known = 0;
        int predicted = 0;
        for (FlowPair pair : flow) {
            predicted += isPredicted(pair.to()) ? 1 : 0;
            if (!Double.isNaN(pair.to().quantizer())) {
                sum += pair.to().quantizer();
                known++;
            }
        }
        if (predicted == 0) {
            return 0;
        }
        double quantizer = known > 0 ? sum / known : 26;
        return CheapFrames.share(quantizer);
    }
}
