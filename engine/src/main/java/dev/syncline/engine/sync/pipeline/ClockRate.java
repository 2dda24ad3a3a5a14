package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.StretchedClock;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.Timeline;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.sync.track.ClockJump;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.sync.track.SyncTrack;
import dev.syncline.engine.telemetry.MotionLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sync with a log on a stretched clock, and its result on the log's own: offsets then drift over the clip by what the
 * clocks differ.
 */
record ClockRate(StretchedClock clock) {
    /** Clocks that differ by more are worth a word. */
    private static final double WORTH_SAYING = 100e-6;

    /** A rate this near to a known ratio is that ratio. */
    private static final double NAMED = 60e-6;

    /** A video this much slower or faster plays at another speed than it was filmed at. */
    private static final double SPEED = 1.3;

    private static final double[] RATIOS = {1001.0 / 1000, 1000.0 / 1001, 24.0 / 25, 25.0 / 24};
    private static final String[] RATIO_WORDS = {
        "1001/1000, as 30 frames/s taken for 29.97",
        "1000/1001, as 29.97 frames/s taken for 30",
        "24/25, as film speeded up for PAL",
        "25/24, as PAL slowed down to film"
    };

    MotionLog of(MotionLog log) {
        List<MotionLog.TimeSpan> saturated = log.saturated().stream()
                .map(s -> new MotionLog.TimeSpan(clock.stretchedNs(s.fromNs()), clock.stretchedNs(s.toNs())))
                .toList();
        return new MotionLog(
                log.name(),
                log.format(),
                clock.of(log.gyro()),
                log.orientation(),
                log.orientationDeclared(),
                scaled(log.shutter()),
                log.gyroflowZeroNs(),
                saturated,
                log.warnings(),
                log.onVideosClock(),
                log.negatedAxis());
    }

    /** A profile is of the camera, whose readout is stretched with all that it filmed. */
    LensProfile of(LensProfile lens) {
        return new LensProfile(lens.name(), lens.camera(), scaled(lens.shutter()), lens.assumed());
    }

    /** A readout as it lasts in the stretched video. */
    @Nullable
    RollingShutter scaled(@Nullable RollingShutter shutter) {
        return shutter == null
                ? null
                : new RollingShutter(Math.min(0.999, shutter.readoutS() * clock.rate()), shutter.direction());
    }

    /** The offset on the log's own clock, ns. */
    private double offsetNs(long videoNs, double stretchedOffsetNs) {
        return videoNs - clock.logNs(videoNs - stretchedOffsetNs);
    }

    /** A result on the log's own clock. */
    SyncResult onOwnClock(SyncResult r) {
        List<SyncPoint> points = r.points().stream().map(this::point).toList();
        List<SyncTrack.Knot> knots = r.timeline().track().knots().stream()
                .map(k -> new SyncTrack.Knot(k.videoNs(), offsetNs(k.videoNs(), k.offsetNs())))
                .toList();
        List<ClockJump> jumps = r.timeline().jumps().stream()
                .map(j -> new ClockJump(
                        j.videoNs(),
                        j.withinNs(),
                        offsetNs(j.videoNs(), j.beforeNs()),
                        offsetNs(j.videoNs(), j.afterNs())))
                .toList();
        double drift = 1 - (1 - r.timeline().driftPpm() * 1e-6) / clock.rate();
        // What was said of the drift that is left does not stand any more.
        List<Warning> warnings = new ArrayList<>(r.warnings());
        warnings.removeIf(w -> w.code() == WarningCode.CLOCK_RATE);
        warnings.add(warning(Double.isFinite(drift) ? 1 / (1 - drift) : clock.rate()));
        return new SyncResult(
                r.refusal(),
                r.inputs(),
                points,
                new Timeline(
                        new SyncTrack(knots), jumps, drift * 1e6, r.timeline().driftSigmaPpm() / clock.rate()),
                r.mounting(),
                r.estimates(),
                r.engine(),
                warnings,
                r.windows());
    }

    private SyncPoint point(SyncPoint p) {
        double offset = offsetNs(p.videoNs(), (double) p.offsetNs());
        return new SyncPoint(
                p.videoNs(),
                p.videoNs() - Math.round(offset),
                Math.round(offset),
                p.sigmaNs() / clock.rate(),
                p.score(),
                p.rival(),
                p.quality(),
                p.lineResidualNs() / clock.rate());
    }

    /** What a user should hear of clocks that run at such a rate, video seconds per log second. */
    static Warning warning(double rate) {
        if (rate > SPEED || rate < 1 / SPEED) {
            return new Warning(
                    WarningCode.VIDEO_SPEED,
                    Verdict.format(
                            "the video plays %.4g times %s than it was filmed (its readout is stretched with it): the true"
                                    + " frame rate is %.4g times the file's",
                            rate > 1 ? rate : 1 / rate, rate > 1 ? "slower" : "faster", rate));
        }
        String named = "";
        for (int i = 0; i < RATIOS.length; i++) {
            if (Math.abs(rate / RATIOS[i] - 1) < NAMED) {
                named = ": the ratio " + RATIO_WORDS[i];
            }
        }
        return new Warning(
                WarningCode.CLOCK_RATE,
                Verdict.format(
                        "the clocks of video and log differ by %+.0f ppm%s; the offset drifts over the clip by that",
                        (1 - 1 / rate) * 1e6, named));
    }

    /**
     * Whether a result tells the rate that it was found at: one place alone fits at many rates, and all offsets beside it hang
     * on the rate.
     */
    static boolean isToldBy(SyncResult stretched) {
        return stretched.points().stream()
                        .filter(p -> p.quality() == Quality.GOOD)
                        .count()
                >= 2;
    }

    /** Whether a drift is worth a word. */
    static boolean isWorthSaying(double drift) {
        return Math.abs(drift) > WORTH_SAYING;
    }
}
