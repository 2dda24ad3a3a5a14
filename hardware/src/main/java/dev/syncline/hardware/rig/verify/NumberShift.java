package dev.syncline.hardware.rig.verify;

import java.util.HashMap;
import java.util.Map;

/** How the numbers of two cameras differ for frames that were taken together. */
final class NumberShift {
    private final Map<Long, Integer> counts = new HashMap<>();
    private int frames;

    /** Takes two frames that were taken together. */
    void add(long number, long referenceNumber) {
        counts.merge(number - referenceNumber, 1, Integer::sum);
        frames++;
    }

    /** What should be known about it; empty where equal times have equal numbers. */
    String remark(String reference) {
        if (frames == 0) {
            return "";
        }
        Map.Entry<Long, Integer> most = Map.entry(0L, 0);
        for (Map.Entry<Long, Integer> entry : counts.entrySet()) {
            if (entry.getValue() > most.getValue()) {
                most = entry;
            }
        }
        if (counts.size() == 1 && most.getKey() == 0) {
            return "";
        }
        String where = counts.size() == 1 ? "" : " in " + most.getValue() + " of " + frames + " frames, else otherwise";
        String how = most.getKey() == 0
                ? "equal to"
                : Math.abs(most.getKey()) + (most.getKey() > 0 ? " ahead of" : " behind");
        return "its numbers are " + how + " those of " + reference + " at equal times" + where
                + ": match them by time, not by number";
    }
}
