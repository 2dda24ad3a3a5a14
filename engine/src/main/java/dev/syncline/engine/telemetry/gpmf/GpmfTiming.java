package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.base.statistics.Median;
import dev.syncline.engine.base.statistics.TrimmedLine;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.LogWarnings;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When each sample of a stream was taken. A GoPro hands over what samples it has about once a second, so a payload's time says
 * only roughly when its first sample was taken: it trails by up to a block of the sensor's queue (17 ms on a Hero5). So
 * no payload's time is used by itself. The sample number is carried through the whole recording (TSMP, or counted), and
 * one robust straight line is laid through number against clock: the camera's µs stamp (STMP), else its ms tick (TICK),
 * both taken at the payload's first sample, else the payloads' own times.
 *
 * <p>Stamps and ticks count from when the camera was switched on; they are moved onto the video's clock by the median
 * of what the payloads' times differ by. The origin is thus right to about 20 ms; {@link FrameTurns} or the offset that a
 * sync then finds holds the rest. Without stamps the rate over a short clip can be off by a thousandth.
 */
final class GpmfTiming {
    private static final double RATE_TOLERANCE = 0.1;
    private static final long MOST_LOST = 100_000_000L;
    private static final long FALLBACK_PAYLOAD_NS = 1_001_000_000L;
    private static final double WORTH_A_WARNING_NS = 100e6;

    /** A payload has samples for more or less time than it stands for, by up to so much, ns. */
    private static final double MOST_UNEVEN_NS = 300e6;

    private final long[] firstIndex;
    private final double firstNs;
    private final double stepNs;
    private final double clockNs;
    private final boolean atAnotherSpeed;

    private GpmfTiming(long[] firstIndex, double firstNs, double stepNs, double clockNs, boolean atAnotherSpeed) {
        this.firstIndex = firstIndex;
        this.firstNs = firstNs;
        this.stepNs = stepNs;
        this.clockNs = clockNs;
        this.atAnotherSpeed = atAnotherSpeed;
    }

    /** Whether the camera's clock goes on at another speed than the video, as in a time lapse. */
    boolean isAtAnotherSpeed() {
        return atAnotherSpeed;
    }

    /** Time of a sample of a block, ns on the video's clock. */
    long timeNs(int block, int sample) {
        return Math.round(firstNs + stepNs * (firstIndex[block] + sample));
    }

    /**
     * Works the times out.
     *
     * @param stream what it measures, for people
     * @param gyro the gyro's own times, whose place of the camera's clock is taken where both have stamps; null for the gyro
     * @return null where they cannot be: the payloads' times do not increase
     */
    static @Nullable GpmfTiming of(
            String stream, List<SampleBlock> blocks, @Nullable GpmfTiming gyro, LogWarnings warnings) {
        int n = blocks.size();
        long[] index = indices(stream, blocks, warnings);
        double[] x = new double[n];
        double[] payloadNs = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = index[i];
            payloadNs[i] = blocks.get(i).payloadNs();
        }
        double delayNs = blocks.getFirst().delayS() * 1e9;
        if (n == 1) {
            SampleBlock only = blocks.getFirst();
            double duration = only.durationNs() > 0 ? only.durationNs() : FALLBACK_PAYLOAD_NS;
            return new GpmfTiming(index, only.payloadNs() - delayNs, duration / only.count(), Double.NaN, false);
        }
        for (int i = 1; i < n; i++) {
            if (!(payloadNs[i] > payloadNs[i - 1])) {
                return null;
            }
        }
        TrimmedLine byPayload = TrimmedLine.through(x, payloadNs);
        double[] stamps = stamps(blocks, byPayload.slope(), x);
        if (stamps == null) {
            boolean atAnotherSpeed = gyro == null && warnOfAnotherSpeed(blocks, byPayload.slope(), x, warnings);
            warnIfBent(stream, x, payloadNs, byPayload, warnings);
            return new GpmfTiming(
                    index, byPayload.intercept() - delayNs, byPayload.slope(), Double.NaN, atAnotherSpeed);
        }
        TrimmedLine byStamp = TrimmedLine.through(x, stamps);
        warnIfBent(stream, x, stamps, byStamp, warnings);
        double[] move = new double[n];
        for (int i = 0; i < n; i++) {
            move[i] = payloadNs[i] - byStamp.at(x[i]);
        }
        double ownNs = Median.of(move);
        double gyrosNs = gyro == null ? Double.NaN : gyro.clockNs;
        double clockNs = Math.abs(gyrosNs - ownNs) < MOST_UNEVEN_NS ? gyrosNs : ownNs;
        return new GpmfTiming(index, byStamp.intercept() + clockNs - delayNs, byStamp.slope(), clockNs, false);
    }

    /** Number of each block's first sample in the recording, the first one's being 0. */
    private static long[] indices(String stream, List<SampleBlock> blocks, LogWarnings warnings) {
        int n = blocks.size();
        long[] counted = new long[n];
        long[] byTotal = new long[n];
        boolean usable = true;
        long lost = 0;
        long base = blocks.getFirst().total() - blocks.getFirst().count();
        long carried = 0;
        for (int i = 0; i < n; i++) {
            SampleBlock block = blocks.get(i);
            counted[i] = i == 0 ? 0 : counted[i - 1] + blocks.get(i - 1).count();
            if (i > 0
                    && block.total() >= block.count()
                    && block.total() < blocks.get(i - 1).total()) {
                // Another chapter, whose count begins again.
                long end = byTotal[i - 1] + blocks.get(i - 1).count();
                carried = end + lostBetween(blocks, i) - (block.total() - block.count() - base);
            }
            byTotal[i] = block.total() - block.count() - base + carried;
            if (i > 0) {
                long missing = byTotal[i] - byTotal[i - 1] - blocks.get(i - 1).count();
                usable &= missing >= 0 && missing < MOST_LOST;
                lost += Math.max(0, missing);
            }
            usable &= block.total() >= block.count();
        }
        if (!usable) {
            if (blocks.getFirst().total() >= 0) {
                warnings.add(
                        WarningCode.LOG_TIMES,
                        "the camera's count of " + stream
                                + " samples (TSMP) does not fit the samples: they are counted instead");
            }
            return withPlacesOfLost(stream, blocks, counted, warnings);
        }
        if (lost > 0) {
            warnings.add(
                    WarningCode.LOG_GAPS,
                    lost + " " + stream + " samples are missing by the camera's own count (TSMP): kept as gaps");
        }
        return byTotal;
    }

    /** Samples that are missing where another chapter begins: none, unless the gyro of the one before ended early. */
    private static long lostBetween(List<SampleBlock> blocks, int at) {
        double count = blocks.get(at - 1).count();
        double ofAPayload =
                Median.of(blocks.stream().mapToDouble(SampleBlock::count).toArray());
        double payloadNs = Median.of(blocks.stream()
                .mapToDouble(SampleBlock::durationNs)
                .filter(ns -> ns > 0)
                .toArray());
        double betweenNs =
                (double) blocks.get(at).payloadNs() - blocks.get(at - 1).payloadNs();
        double lostNs = betweenNs - count * payloadNs / ofAPayload;
        return payloadNs > 0 && lostNs > MOST_UNEVEN_NS ? Math.round(lostNs * ofAPayload / payloadNs) : 0;
    }

    /** Where payloads are missing, or have no gyro, and no count tells of how many samples: as many as there usually are. */
    private static long[] withPlacesOfLost(
            String stream, List<SampleBlock> blocks, long[] counted, LogWarnings warnings) {
        int n = blocks.size();
        if (n < 3) {
            return counted;
        }
        double[] steps = new double[n - 1];
        double[] counts = new double[n];
        for (int i = 0; i < n; i++) {
            counts[i] = blocks.get(i).count();
            if (i > 0) {
                steps[i - 1] = blocks.get(i).payloadNs() - blocks.get(i - 1).payloadNs();
            }
        }
        double usualStep = Median.of(steps.clone());
        long usualCount = Math.round(Median.of(counts));
        long lost = 0;
        long added = 0;
        for (int i = 1; i < n; i++) {
            double payloads = usualStep > 0 ? Math.rint(steps[i - 1] / usualStep) - 1 : 0;
            if (payloads >= 1 && payloads * usualCount < MOST_LOST) {
                lost += Math.round(payloads);
                added += Math.round(payloads) * usualCount;
            }
            counted[i] += added;
        }
        if (lost > 0) {
            warnings.add(
                    WarningCode.LOG_GAPS,
                    lost + " of the camera's payloads are missing or have no " + stream + ": kept as gaps");
        }
        return counted;
    }

    /** The camera's clock at each block's first sample, ns; null where it gives none that can be right. */
    private static double @Nullable [] stamps(List<SampleBlock> blocks, double stepNs, double[] x) {
        double[] us = new double[blocks.size()];
        double[] ms = new double[blocks.size()];
        for (int i = 0; i < us.length; i++) {
            us[i] = blocks.get(i).stampUs() < 0 ? Double.NaN : blocks.get(i).stampUs() * 1e3;
            ms[i] = blocks.get(i).tickMs() < 0 ? Double.NaN : blocks.get(i).tickMs() * 1e6;
        }
        if (isPlausible(x, us, stepNs)) {
            return us;
        }
        return isPlausible(x, ms, stepNs) ? ms : null;
    }

    /** Time lapses and slow motion: the camera's clock goes on in order, at another speed than the video. */
    private static boolean warnOfAnotherSpeed(
            List<SampleBlock> blocks, double stepNs, double[] x, LogWarnings warnings) {
        double[] ns = new double[blocks.size()];
        for (int i = 0; i < ns.length; i++) {
            ns[i] = blocks.get(i).stampUs() * 1e3;
            if (ns[i] < 0 || (i > 0 && ns[i] <= ns[i - 1])) {
                return false;
            }
        }
        warnings.add(
                WarningCode.LOG_TIMES,
                String.format(
                        Locale.ROOT,
                        "the camera's clock (STMP) runs %.3g times as fast as the video's: a time lapse, or slow motion? the"
                                + " gyro's times go by the video's",
                        TrimmedLine.through(x, ns).slope() / stepNs));
        return true;
    }

    private static boolean isPlausible(double[] x, double[] stampsNs, double stepNs) {
        for (int i = 0; i < x.length; i++) {
            if (Double.isNaN(stampsNs[i]) || (i > 0 && !(stampsNs[i] > stampsNs[i - 1]))) {
                return false;
            }
        }
        return Math.abs(TrimmedLine.through(x, stampsNs).slope() / stepNs - 1) < RATE_TOLERANCE;
    }

    private static void warnIfBent(String stream, double[] x, double[] y, TrimmedLine line, LogWarnings warnings) {
        double worst = 0;
        int at = 0;
        for (int i = 0; i < x.length; i++) {
            if (Math.abs(y[i] - line.at(x[i])) > worst) {
                worst = Math.abs(y[i] - line.at(x[i]));
                at = i;
            }
        }
        if (worst > WORTH_A_WARNING_NS) {
            warnings.add(
                    WarningCode.LOG_GAPS,
                    String.format(
                            Locale.ROOT,
                            "%s times are uneven: payload %d is %.0f ms off the line through all; samples may be missing",
                            stream,
                            at + 1,
                            worst * 1e-6));
        }
    }
}
