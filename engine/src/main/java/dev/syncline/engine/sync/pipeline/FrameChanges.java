package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * How much each picture differs from the one before it, and what that tells of pictures that were written again: a rate
 * that was raised (30 to 60, 24 to 30 frames/s), a recorder that had nothing new to write, one that froze. A camera that
 * rests for a moment comes to rest and sets off again over several pictures; repeats stand between pictures that move.
 *
 * @param limit a picture that differs by no more from the one before repeats it, levels of luma; 0 where none does
 * @param single stretches of repeated pictures between pictures that move, in order: first repeat and last
 * @param frozen longer stretches, in order
 * @param period pictures from one single stretch to the next where that is regular, else 0
 * @param trueShare pictures that are no single repeats, as a share
 */
record FrameChanges(double limit, List<Stretch> single, List<Stretch> frozen, double period, double trueShare) {
    /** Copies differ by what coding adds; a picture of any camera by its noise, levels of luma. */
    private static final double MOST_LEVELS = 0.3;

    /** And by this share of what moving pictures of the clip differ. */
    private static final double SHARE = 0.08;

    /** Where the picture hardly changes at all a repeat is not told from a camera at rest, levels of luma. */
    private static final double LEAST_USUAL_LEVELS = 1;

    /** Moving pictures on either side of a repeat differ by at least this share of what is usual. */
    private static final double MOVES = 0.3;

    /** More repeats in a row are a recorder that froze. */
    private static final int MOST_IN_A_ROW = 6;

    /** Fewer repeats may be chance. */
    private static final int LEAST_SINGLE = 3;

    /** A freeze is worth looking behind when it is so long, ns. */
    private static final long LEAST_FREEZE_NS = 300_000_000L;

    /** Regular repeats: at least so many pictures in a hundred. */
    private static final double REGULAR_SHARE = 0.1;

    /** Pictures from the first repeat to the last, on the video's clock, ns. */
    record Stretch(long fromNs, long toNs, int count) {}

    static final FrameChanges NONE = new FrameChanges(0, List.of(), List.of(), 0, 1);

    /**
     * @param changes by the time of the later picture, ns: mean difference to the picture before it, levels of luma
     * @param frameNs the clip's frame interval, ns
     */
    static FrameChanges of(NavigableMap<Long, Double> changes, double frameNs) {
        double[] sorted = changes.values().stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        if (sorted.length < 10) {
            return NONE;
        }
        // Where three of four pictures are repeats the usual change is still among the upper fifth.
        double usual = sorted[(int) (0.9 * sorted.length)];
        if (usual < LEAST_USUAL_LEVELS) {
            return NONE;
        }
        double limit = Math.min(MOST_LEVELS, SHARE * usual);
        List<Stretch> single = new ArrayList<>();
        List<Stretch> frozen = new ArrayList<>();
        List<Double> gaps = new ArrayList<>();
        int sinceRepeat = -1;
        int lastCount = 0;
        int repeats = 0;
        List<Map.Entry<Long, Double>> all = new ArrayList<>(changes.entrySet());
        for (int i = 0; i < all.size(); i++) {
            boolean follows = i > 0 && all.get(i).getKey() - all.get(i - 1).getKey() < 1.5 * frameNs;
            sinceRepeat = follows && sinceRepeat >= 0 ? sinceRepeat + 1 : -1;
            if (all.get(i).getValue() > limit) {
                continue;
            }
            int end = i + 1;
            while (end < all.size()
                    && all.get(end).getValue() <= limit
                    && all.get(end).getKey() - all.get(end - 1).getKey() < 1.5 * frameNs) {
                end++;
            }
            Stretch stretch = new Stretch(all.get(i).getKey(), all.get(end - 1).getKey(), end - i);
            boolean before = i > 0 && all.get(i - 1).getValue() >= MOVES * around(all, i, usual);
            boolean after = end < all.size() && all.get(end).getValue() >= MOVES * around(all, end, usual);
            if (before && after && end - i <= MOST_IN_A_ROW) {
                single.add(stretch);
                repeats += end - i;
                if (follows && sinceRepeat > 0) {
                    gaps.add(sinceRepeat + (end - i + lastCount - 2) / 2.0);
                }
            } else if (end - i > MOST_IN_A_ROW && (before || after)) {
                frozen.add(stretch);
            }
            sinceRepeat = end - i > MOST_IN_A_ROW ? -1 : 0;
            lastCount = end - i;
            i = end - 1;
        }
        double period = repeats >= REGULAR_SHARE * all.size() ? regular(gaps) : 0;
        // Windows cut periods, so the share counts in whole ones.
        double each = single.isEmpty() ? 0 : (double) repeats / single.size();
        double share = period > 0 ? (period - each) / period : 1 - (double) repeats / all.size();
        return new FrameChanges(
                limit, single.size() >= LEAST_SINGLE ? List.copyOf(single) : List.of(), frozen, period, share);
    }

    /** What pictures near a place differ by that are no repeats; never more than the clip's usual. */
    private static double around(List<Map.Entry<Long, Double>> all, int at, double usual) {
        double[] near = all.subList(Math.max(0, at - 8), Math.min(all.size(), at + 9)).stream()
                .mapToDouble(Map.Entry::getValue)
                .sorted()
                .toArray();
        return Math.min(usual, near[(int) (0.8 * near.length)]);
    }

    private static double regular(List<Double> gaps) {
        double[] sorted =
                gaps.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length < 4) {
            return 0;
        }
        double low = sorted[sorted.length / 20];
        double high = sorted[sorted.length - 1 - sorted.length / 20];
        return high - low <= 1 ? Arrays.stream(sorted).sum() / sorted.length : 0;
    }

    /** Whether the clip should be looked at without its repeats, where a sync as it stands was refused or not. */
    boolean isWorthAnotherLook(boolean refused) {
        return !single.isEmpty() || (refused && longestFreezeNs() >= LEAST_FREEZE_NS);
    }

    /** Whether repeats come regularly, so that the true pictures were taken evenly. */
    boolean isRegular() {
        return period > 0;
    }

    private long longestFreezeNs() {
        return frozen.stream().mapToLong(s -> s.toNs() - s.fromNs()).max().orElse(0);
    }

    /** What a user should hear. */
    List<Warning> warnings(double fps) {
        List<Warning> out = new ArrayList<>();
        if (!single.isEmpty()) {
            int count = single.stream().mapToInt(Stretch::count).sum();
            out.add(new Warning(
                    WarningCode.REPEATED_FRAMES,
                    isRegular()
                            ? Verdict.format(
                                    "pictures are repeated regularly (%d of those looked at, first at %.3f s): the true rate"
                                            + " is %.4g frames/s, not %.4g; repeats were left out, and the first of each counts",
                                    count, single.getFirst().fromNs() * 1e-9, fps * trueShare, fps)
                            : Verdict.format(
                                    "%d pictures repeat the one before (first at %.3f s, last at %.3f s): left out",
                                    count,
                                    single.getFirst().fromNs() * 1e-9,
                                    single.getLast().toNs() * 1e-9)));
        }
        for (Stretch s : frozen) {
            if (s.toNs() - s.fromNs() >= LEAST_FREEZE_NS) {
                out.add(new Warning(
                        WarningCode.FROZEN_PICTURE,
                        Verdict.format(
                                "the picture is frozen at %.2f s, for %.2f s or longer: left out",
                                s.fromNs() * 1e-9, (s.toNs() - s.fromNs()) * 1e-9)));
            }
        }
        return out;
    }

    /** Mean difference of two pictures, from every fourth pixel of every fourth row, levels of luma. */
    static double between(byte @Nullable [] before, byte[] now, int widthPx, int heightPx) {
        if (before == null) {
            return Double.NaN;
        }
        long sum = 0;
        long count = 0;
        for (int y = 1; y < heightPx; y += 4) {
            for (int i = y * widthPx + 1; i < (y + 1) * widthPx; i += 4) {
                sum += Math.abs((now[i] & 0xff) - (before[i] & 0xff));
                count++;
            }
        }
        return count == 0 ? Double.NaN : (double) sum / count;
    }
}
