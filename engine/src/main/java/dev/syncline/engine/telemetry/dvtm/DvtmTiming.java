package dev.syncline.engine.telemetry.dvtm;

import dev.syncline.engine.base.statistics.Median;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * When orientations were taken: on the video's clock, or on the camera's where the video runs at another speed. The first row of
 * a frame belongs to the sample that the message names, and the frame's time is that of its middle row, half a readout later.
 */
final class DvtmTiming {
    /** Frames of a video that runs as it was filmed keep step with the camera's clock as well as this. */
    private static final double REAL_TIME = 0.02;

    /** Half of a longer exposure is more than what descriptions differ by anyway, s. */
    private static final double LONGEST_EXPOSURE_S = 0.008;

    /** A frame's samples follow on those of the frame before, but for a slot and what containers round times to, ns. */
    private static final double MOST_TORN_NS = 2e6;

    /** Of so many frames one may be out of place, which tears two joints. */
    private static final int FRAMES_PER_DAMAGED = 20;

    private final double spacingNs;
    private final double speed;
    private final double slotNs;
    private final double readoutNs;
    private final @Nullable String inexact;

    /**
     * @param frames those with orientations, at least one
     * @param readoutS as filmed; NaN where it is not known
     */
    DvtmTiming(List<DvtmFrame> frames, double readoutS) {
        spacingNs = spacing(frames);
        speed = speed(frames);
        slotNs = spacingNs * speed / samplesAFrame(frames);
        boolean fits = readoutS * 1e9 <= 1.1 * spacingNs * speed;
        readoutNs = fits ? readoutS * 1e9 : Double.NaN;
        inexact = whyInexact(frames);
    }

    private static double median(List<DvtmFrame> frames, ToDoubleFunction<DvtmFrame> value) {
        return Median.of(frames.stream().mapToDouble(value).toArray());
    }

    /** On average, since a frame need not last a whole number of samples; frames that lost some do not count. */
    private static double samplesAFrame(List<DvtmFrame> frames) {
        double usual = median(frames, DvtmFrame::count);
        return frames.stream()
                .mapToInt(DvtmFrame::count)
                .filter(count -> Math.abs(count - usual) <= 1)
                .average()
                .orElse(usual);
    }

    private static double spacing(List<DvtmFrame> frames) {
        double[] steps = new double[Math.max(1, frames.size() - 1)];
        steps[0] = frames.getFirst().durationNs;
        for (int i = 1; i < frames.size(); i++) {
            steps[i - 1] = (double) frames.get(i).timeNs - frames.get(i - 1).timeNs;
        }
        double middle = Median.of(steps);
        return middle > 0 && middle < 1e12 ? middle : 1e9 / 30;
    }

    private double speed(List<DvtmFrame> frames) {
        if (frames.size() < 2 || frames.stream().anyMatch(f -> f.stampUs < 0)) {
            return 1;
        }
        double[] steps = new double[frames.size() - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = ((double) frames.get(i + 1).stampUs - frames.get(i).stampUs) * 1000;
        }
        double filmed = Median.of(steps) / spacingNs;
        return Math.abs(filmed - 1) > REAL_TIME && filmed > 1e-3 && filmed < 1e3 ? filmed : 1;
    }

    /** Seconds that the camera filmed in a second of the video: 1, but for slow and quick motion. */
    double speed() {
        return speed;
    }

    /** Between two samples, ns. */
    double slotNs() {
        return slotNs;
    }

    /** The readout as filmed, s; NaN where it is not known, or cannot be one of these frames. */
    double readoutS() {
        return readoutNs * 1e-9;
    }

    /** Why the times are not the video's own to a few ms; null where they are. */
    @Nullable
    String inexact() {
        return inexact;
    }

    private @Nullable String whyInexact(List<DvtmFrame> frames) {
        if (speed != 1) {
            return String.format(
                    Locale.ROOT,
                    "a second of the video shows %.4g s: it was filmed for slow or quick motion, see --speed",
                    speed);
        }
        if (Double.isNaN(readoutNs)) {
            return "its readout is not known";
        }
        DvtmFrame first = frames.getFirst();
        for (DvtmFrame frame : frames) {
            double byCameraNs = ((double) frame.stampUs - first.stampUs) * 1000;
            double byVideoNs = (double) frame.timeNs - first.timeNs;
            if (frame.stampUs < 0 || !(Math.abs(byCameraNs - byVideoNs) <= spacingNs / 2 + 1e-3 * byVideoNs)) {
                return "frames do not keep step with the camera's own clock";
            }
        }
        int torn = torn(frames);
        if (torn > 2 * Math.max(1, frames.size() / FRAMES_PER_DAMAGED)) {
            return "the samples of " + torn + " of " + frames.size()
                    + " frames do not follow on those of the frame before";
        }
        double longest = frames.stream()
                .mapToDouble(f -> Double.isNaN(f.exposureS) ? Double.POSITIVE_INFINITY : f.exposureS)
                .max()
                .orElse(Double.POSITIVE_INFINITY);
        return longest > LONGEST_EXPOSURE_S
                ? "its frames are exposed for "
                        + (longest < 60 ? String.format(Locale.ROOT, "up to %.1f ms", longest * 1e3) : "no known time")
                        + ", and nothing tells which part of an exposure it stamps"
                : null;
    }

    private int torn(List<DvtmFrame> frames) {
        int torn = 0;
        for (int i = 1; i < frames.size(); i++) {
            DvtmFrame last = frames.get(i - 1);
            DvtmFrame frame = frames.get(i);
            double step = timeNs(frame, 0) - timeNs(last, last.count() - 1);
            boolean follows = (double) frame.timeNs - last.timeNs < 1.5 * spacingNs;
            torn += follows && Math.abs(step - slotNs) > slotNs + MOST_TORN_NS ? 1 : 0;
        }
        return torn;
    }

    /** Time of a frame's sample, ns. */
    double timeNs(DvtmFrame frame, int sample) {
        double half = Double.isNaN(readoutNs) ? 0 : readoutNs / 2;
        return frame.timeNs * speed + (sample - frame.offset) * slotNs - half;
    }
}
