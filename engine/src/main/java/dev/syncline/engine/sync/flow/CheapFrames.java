package dev.syncline.engine.sync.flow;

import dev.syncline.engine.video.FrameKind;
import java.util.List;

/**
 * By how much coded frames may show the scene at another time than their own. A predicted frame keeps a little of the
 * frames that it is predicted from wherever correcting it was not worth the bits, so it shows the scene as it was a share
 * of that distance away. The share grows with the quantiser: hardly anything at 16, a few thousandths at 26, as measured on
 * clips rendered for this with known truth.
 */
public final class CheapFrames {
    private static final double SHARE_AT_26 = 0.003;

    /** Quantiser steps over which the share doubles. */
    private static final double DOUBLING = 3;

    private static final double LARGEST = 0.02;

    /** A frame that may be off by more is stepped over, s. */
    private static final double STAYS_S = 0.1e-3;

    private CheapFrames() {}

    /**
     * {@return standard deviation of the share of its reach by which a predicted frame is off, at most 0.02}
     *
     * @param quantizer mean quantiser of the frame; NaN gives NaN
     */
    public static double share(double quantizer) {
        return Math.min(LARGEST, SHARE_AT_26 * Math.pow(2, (quantizer - 26) / DOUBLING));
    }

    /**
     * By how much the time that a frame shows may differ from its own.
     *
     * @param frame its kind and quantiser count
     * @param reachS how far it is to the frames that it is predicted from, s
     * @return standard deviation, s, for a frame that is predicted from both sides; 0 for other frames, infinite where
     *     the decoder does not tell how it was coded
     */
    public static double offS(FlowPair.FrameStamp frame, double reachS) {
        if (frame.kind() != FrameKind.BIDIRECTIONAL) {
            return 0;
        }
        return Double.isNaN(frame.quantizer()) ? Double.POSITIVE_INFINITY : share(frame.quantizer()) * reachS;
    }

    /** Whether a frame that is predicted from both sides was coded well enough to be used. */
    static boolean mayStay(FlowPair.FrameStamp frame, double reachS) {
        return offS(frame, reachS) <= STAYS_S;
    }

    /**
     * {@return the longest way between two frames that are not predicted from both sides, s; 0 where there is none}
     *
     * @param pairs in order of time; where one does not begin at the frame that the one before ends at, a way begins
     *     anew
     */
    public static double reachS(List<FlowPair> pairs) {
        long reachNs = 0;
        long last = Long.MIN_VALUE;
        for (int k = 0; k < pairs.size(); k++) {
            FlowPair pair = pairs.get(k);
            boolean broken =
                    k > 0 && pairs.get(k - 1).to().timeNs() != pair.from().timeNs();
            if (k == 0 || broken) {
                last = pair.from().timeNs();
            }
            if (pair.to().kind() != FrameKind.BIDIRECTIONAL) {
                reachNs = Math.max(reachNs, pair.to().timeNs() - last);
                last = pair.to().timeNs();
            }
        }
        return reachNs * 1e-9;
    }
}
