package dev.syncline.engine.sync.flow;

import dev.syncline.engine.video.FrameKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pairs from one dependable frame to the next, stepping over the cheap ones between. An encoder spends little on frames
 * that are predicted from both sides; they keep part of the frames that they are predicted from, and so may show motion
 * late or early. A point that was followed through such a frame is not harmed by it: what it lags going in, it gains
 * coming out. Where an encoder spent enough on them, stepping over them would throw away most of what a window tells: then
 * they stay, each with the time by which it may be off ({@link CheapFrames}).
 *
 * @param pairs consecutive frames that are kept
 * @param information how well the points of each are known
 */
public record ReferencePairs(List<FlowPair> pairs, List<PatchInformation> information) {
    /** Keeps copies. */
    public ReferencePairs {
        pairs = List.copyOf(pairs);
        information = List.copyOf(information);
    }

    /**
     * Joins pairs over bidirectional frames that may be far off; where there are none, gives the pairs as they are.
     *
     * @param pairs in order of time
     * @param information of each pair, in the same order
     * @return the same pairs or fewer
     */
    public static ReferencePairs of(List<FlowPair> pairs, List<PatchInformation> information) {
        List<FlowPair> out = new ArrayList<>();
        List<PatchInformation> outInformation = new ArrayList<>();
        double reachS = CheapFrames.reachS(pairs);
        int from = -1;
        for (int k = 0; k < pairs.size(); k++) {
            if (from < 0 && isDependable(pairs.get(k).from(), reachS)) {
                from = k;
            }
            boolean broken = k > 0
                    && pairs.get(k).from().timeNs() != pairs.get(k - 1).to().timeNs();
            if (broken) {
                from = isDependable(pairs.get(k).from(), reachS) ? k : -1;
            }
            if (from >= 0 && isDependable(pairs.get(k).to(), reachS)) {
                if (from == k) {
                    out.add(pairs.get(k));
                    outInformation.add(information.get(k));
                } else {
                    join(pairs.subList(from, k + 1), information.subList(from, k + 1), out, outInformation);
                }
                from = k + 1;
            }
        }
        return new ReferencePairs(out, outInformation);
    }

    /**
     * {@return the pairs from one number up to, but not including, another}
     *
     * @param from the first, counted from 0
     * @param to the one after the last
     */
    public ReferencePairs part(int from, int to) {
        return new ReferencePairs(pairs.subList(from, to), information.subList(from, to));
    }

    private static boolean isDependable(FlowPair.FrameStamp frame, double reachS) {
        return frame.kind() != FrameKind.BIDIRECTIONAL || CheapFrames.mayStay(frame, reachS);
    }

    private static void join(
            List<FlowPair> chain,
            List<PatchInformation> information,
            List<FlowPair> out,
            List<PatchInformation> outInformation) {
        FlowPair first = chain.getFirst();
        FlowPair last = chain.getLast();
        // Where each track stands in every link; a track must pass through all of them.
        List<Map<Integer, Integer>> places = new ArrayList<>();
        for (FlowPair link : chain) {
            Map<Integer, Integer> at = HashMap.newHashMap(link.size());
            for (int i = 0; i < link.size(); i++) {
                at.put(link.id()[i], i);
            }
            places.add(at);
        }
        int[] kept = new int[last.size()];
        int n = 0;
        for (int i = 0; i < last.size(); i++) {
            int id = last.id()[i];
            boolean through = true;
            for (Map<Integer, Integer> at : places) {
                through &= at.containsKey(id);
            }
            if (through) {
                kept[n++] = i;
            }
        }
        int[] ids = new int[n];
        float[][] xy = new float[5][n];
        float[][] covariance = new float[3][n];
        for (int j = 0; j < n; j++) {
            int i = kept[j];
            ids[j] = last.id()[i];
            int f = places.getFirst().getOrDefault(ids[j], 0);
            xy[0][j] = first.x0()[f];
            xy[1][j] = first.y0()[f];
            xy[2][j] = last.x1()[i];
            xy[3][j] = last.y1()[i];
            for (int k = 0; k < chain.size(); k++) {
                int p = places.get(k).getOrDefault(ids[j], 0);
                xy[4][j] = Math.max(xy[4][j], chain.get(k).faultPx()[p]);
                covariance[0][j] += information.get(k).xx()[p];
                covariance[1][j] += information.get(k).xy()[p];
                covariance[2][j] += information.get(k).yy()[p];
            }
        }
        out.add(new FlowPair(first.from(), last.to(), ids, xy[0], xy[1], xy[2], xy[3], xy[4]));
        outInformation.add(new PatchInformation(covariance[0], covariance[1], covariance[2]));
    }
}
