package dev.syncline.bindings.gpu;

import java.util.Map;
import java.util.TreeMap;

/** Shares out one buffer: first fit, in units of {@link #UNIT_BYTES}. Not thread-safe. */
final class Arena {
    /** As in the kernels. */
    static final int UNIT_BYTES = 256;

    private final int units;

    /** Lengths of the gaps by where they begin, units. */
    private final TreeMap<Integer, Integer> gaps = new TreeMap<>();

    Arena(long bytes) {
        this.units = Math.toIntExact(bytes / UNIT_BYTES);
        gaps.put(0, units);
    }

    /** All that there is. */
    long bytes() {
        return (long) units * UNIT_BYTES;
    }

    /** Where there is room for so many bytes, units; -1 where there is none. */
    int take(long bytes) {
        long wanted = Math.max(1, (bytes + UNIT_BYTES - 1) / UNIT_BYTES);
        int at = -1;
        for (Map.Entry<Integer, Integer> gap : gaps.entrySet()) {
            if (gap.getValue() >= wanted) {
                at = gap.getKey();
                break;
            }
        }
        Integer length = at < 0 ? null : gaps.remove(at);
        if (length != null && length > wanted) {
            gaps.put(at + (int) wanted, length - (int) wanted);
        }
        return at;
    }

    /** Gives back what {@link #take} gave for so many bytes. */
    void giveBack(int at, long bytes) {
        int length = (int) Math.max(1, (bytes + UNIT_BYTES - 1) / UNIT_BYTES);
        int from = at;
        Map.Entry<Integer, Integer> before = gaps.lowerEntry(at);
        if (before != null && before.getKey() + before.getValue() == at) {
            from = before.getKey();
            length += before.getValue();
        }
        Integer after = gaps.remove(from + length);
        gaps.put(from, after == null ? length : length + after);
    }
}
