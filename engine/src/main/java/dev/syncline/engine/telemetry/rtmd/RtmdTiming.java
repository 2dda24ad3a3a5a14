package dev.syncline.engine.telemetry.rtmd;

import dev.syncline.engine.base.statistics.Median;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * When the gyro's samples were taken, on the video's clock. A packet's own time has its first sample at the gyro's offset and
 * the end of the exposure of its frame's first row at the frame's time; so the middle of the middle row, which is the
 * video's time of the frame, stands half a readout after that and half an exposure before it. Where a stamp is missing or
 * contradicts another, a packet's samples are spread over its frame: right to about a frame, which a sync makes good.
 */
final class RtmdTiming {
    /** The frames' middles may lie so far from the usual one, as where the exposure changes, before a sync does better, µs. */
    private static final double STEADY_US = 1000;

    /** A gyro that counts another time than the video by more than this belongs to slow or quick motion. */
    private static final double REAL_TIME = 0.02;

    private static final double MICRO = 1e-6;

    /** Of so many frames one may lack its stamps, or have damaged ones. */
    private static final int FRAMES_PER_DAMAGED = 20;

    /** One description moves the frames of this model by 1.5 ms. */
    private static final String OFF_BY_ITSELF = "DSC-RX0M2";

    private final long spacingNs;
    private final double middleUs;
    private final double offsetUs;
    private final double periodNs;
    private final double readoutUs;
    private final double speed;
    private final boolean stamped;
    private final @Nullable String inexact;

    /** @param frames those with a gyro, at least one */
    RtmdTiming(List<RtmdFrame> frames) {
        spacingNs = spacing(frames);
        double rateHz = median(frames, f -> f.rateHz);
        periodNs = rateHz > 0 ? 1e9 / rateHz : Double.NaN;
        offsetUs = median(frames, f -> f.offsetUs);
        readoutUs = median(frames, f -> f.readoutUs);
        middleUs = median(frames, this::middleUs);
        speed = speed(frames);
        stamped = whyUnstamped(frames) == null;
        inexact = whyInexact(frames);
    }

    private static long spacing(List<RtmdFrame> frames) {
        double[] steps = new double[Math.max(1, frames.size() - 1)];
        steps[0] = frames.getFirst().durationNs;
        for (int i = 1; i < frames.size(); i++) {
            steps[i - 1] = (double) frames.get(i).timeNs - frames.get(i - 1).timeNs;
        }
        double middle = Median.of(steps);
        return middle > 0 && middle < 1e12 ? (long) middle : 33_333_333;
    }

    private static double median(List<RtmdFrame> frames, ToDoubleFunction<RtmdFrame> value) {
        double[] values =
                frames.stream().mapToDouble(value).filter(v -> !Double.isNaN(v)).toArray();
        return values.length == 0 ? Double.NaN : Median.of(values);
    }

    private static double exposureUs(RtmdFrame frame) {
        return Double.isNaN(frame.exposureUs) ? frame.shutterUs : frame.exposureUs;
    }

    private double middleUs(RtmdFrame frame) {
        return frame.firstFrameUs
                - exposureUs(frame) / 2
                + (Double.isNaN(frame.readoutUs) ? readoutUs : frame.readoutUs) / 2;
    }

    /** Why the stamps are not followed; null where they are. */
    @Nullable
    String inexact() {
        return inexact;
    }

    /** The camera's readout, s; NaN where it is not known, or cannot be one of these frames. */
    double readoutS() {
        return readoutUs > 0 && readoutUs * 1000 <= 1.1 * spacingNs ? readoutUs * MICRO : Double.NaN;
    }

    /** Seconds that the camera filmed in a second of the video: 1, but for slow and quick motion. */
    double speed() {
        return speed;
    }

    private double speed(List<RtmdFrame> frames) {
        double mean = frames.stream().mapToInt(RtmdFrame::count).average().orElse(0);
        double filmed = mean * periodNs / spacingNs;
        return frames.size() > 1 && Math.abs(filmed - 1) > REAL_TIME && filmed > 1e-3 && filmed < 1e3 ? filmed : 1;
    }

    /** Why the stamps cannot be followed; null where they can. */
    private @Nullable String whyUnstamped(List<RtmdFrame> frames) {
        if (!(periodNs > 0) || Double.isNaN(offsetUs) || Double.isNaN(middleUs) || Double.isNaN(readoutS())) {
            return "it does not stamp both gyro and frames";
        }
        if (median(frames, f -> f.ticks) != 1_000_000) {
            return "its stamps count in a unit that is not known";
        }
        double frameUs = spacingNs * 1e-3;
        return Math.abs(offsetUs) > 2 * frameUs || Math.abs(middleUs) > 4 * frameUs
                ? "its stamps are more than a frame apart"
                : null;
    }

    private @Nullable String whyInexact(List<RtmdFrame> frames) {
        if (!stamped) {
            return whyUnstamped(frames);
        }
        if (speed != 1) {
            return String.format(
                    Locale.ROOT,
                    "a second of the video shows %.4g s: it was filmed for slow or quick motion, see --speed",
                    speed);
        }
        if (frames.stream().anyMatch(f -> OFF_BY_ITSELF.equals(f.camera))) {
            return "the stamps of this model are said to be off";
        }
        if (median(frames, f -> Math.abs(f.exposureUs - f.shutterUs) - 0.1 * f.shutterUs) > 100) {
            return "it names two exposures that differ";
        }
        if (median(frames, RtmdTiming::exposureUs) * 1000 > 1.1 * spacingNs) {
            return "it names an exposure that is longer than a frame";
        }
        long odd = frames.stream()
                .filter(f -> isOdd(f) || Double.isNaN(middleUs(f)))
                .count();
        if (odd > Math.max(1, frames.size() / FRAMES_PER_DAMAGED)) {
            return "the stamps of " + odd + " of " + frames.size() + " frames are missing or contradict the others";
        }
        double most = frames.stream()
                .mapToDouble(f -> Math.abs(middleUs(f) - middleUs))
                .filter(v -> !Double.isNaN(v))
                .max()
                .orElse(0);
        return most > STEADY_US
                ? String.format(
                        Locale.ROOT,
                        "the exposure or the readout changes: the middles of some frames stand %.1f ms from their usual place",
                        most * 1e-3)
                : null;
    }

    /** A stamp that is missing, or differs from the usual one by more than samples can, is not believed. */
    private boolean isOdd(RtmdFrame frame) {
        return !(Math.abs(frame.offsetUs - offsetUs) <= 2e-3 * periodNs);
    }

    /** Time of a packet's sample on the video's clock, or on the camera's where the video runs at another speed, ns. */
    long timeNs(RtmdFrame frame, int sample) {
        double fromFrameNs;
        if (stamped) {
            fromFrameNs = ((isOdd(frame) ? offsetUs : frame.offsetUs) - middleUs) * 1000 + sample * periodNs;
        } else {
            fromFrameNs = speed * spacingNs * sample / frame.count();
        }
        return Math.round(frame.timeNs * speed + fromFrameNs);
    }

    /** Time of a packet's sample of acceleration, on the same clock, ns. */
    long accelerationNs(RtmdFrame frame, int sample) {
        boolean own = stamped
                && frame.accelerationRateHz > 0
                && Math.abs(frame.accelerationOffsetUs) * 1000 <= 2.0 * spacingNs;
        double fromFrameNs = own
                ? (frame.accelerationOffsetUs - middleUs) * 1000 + sample * 1e9 / frame.accelerationRateHz
                : speed * spacingNs * sample / frame.accelerations();
        return Math.round(frame.timeNs * speed + fromFrameNs);
    }
}
