package dev.syncline.engine.telemetry.rtmd;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.GyroSamples;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.SaturationScan;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The packets of a recording, one a frame, as one log. */
final class RtmdLog {
    /** Letters "XYZ", which most cameras write. */
    private static final ImuOrientation USUAL = new ImuOrientation("YXz");

    private final String name;
    private final DamagedParts damage;
    private final List<RtmdFrame> frames = new ArrayList<>();
    private final List<RtmdFrame> withGyro;

    /** @throws TelemetryFormatException where a packet is damaged and damage is not to be left out */
    RtmdLog(String name, List<TimedPayload> packets, DamagedParts damage) throws TelemetryFormatException {
        this.name = name;
        this.damage = damage;
        for (int i = 0; i < packets.size(); i++) {
            try {
                frames.add(frame(name, packets, i));
            } catch (TelemetryFormatException e) {
                damage.leaveOut(e);
            }
        }
        withGyro = frames.stream().filter(f -> f.count() > 0).toList();
    }

    private static RtmdFrame frame(String name, List<TimedPayload> packets, int index) throws TelemetryFormatException {
        RtmdFrame frame = RtmdFrame.of(name, index + 1, packets.get(index));
        if (frame.count() > 0) {
            frame.requireScale();
        }
        return frame;
    }

    /**
     * Whether a track has a gyro. The first packet with one tells: tracks of hours are not gone through.
     *
     * @throws TelemetryFormatException where none has one, and a packet is damaged
     */
    static boolean hasGyro(String name, List<TimedPayload> packets) throws TelemetryFormatException {
        TelemetryFormatException first = null;
        for (int i = 0; i < packets.size(); i++) {
            try {
                if (frame(name, packets, i).count() > 0) {
                    return true;
                }
            } catch (TelemetryFormatException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return false;
    }

    /** @param allStreams whether what other sensors say is read too */
    MotionLog log(boolean allStreams) throws TelemetryFormatException {
        if (withGyro.isEmpty()) {
            throw damage.reason(new TelemetryFormatException(
                    name,
                    "track rtmd",
                    "no gyro in its Sony metadata: this camera, or this mode of it, writes none; give another log"));
        }
        LogWarnings warnings = new LogWarnings();
        damage.tell(warnings);
        RtmdTiming timing = new RtmdTiming(withGyro);
        GyroTrack gyro = track(timing, warnings);
        say(timing, warnings);
        List<MotionLog.TimeSpan> saturated = SaturationScan.spans(gyro);
        if (!saturated.isEmpty()) {
            warnings.add(WarningCode.LOG_SATURATED, SaturationScan.warning(saturated));
        }
        ImuOrientation declared = orientation();
        List<SensorTrack> streams = allStreams ? new RtmdStreams(frames, timing, warnings).all() : List.of();
        return new MotionLog(
                        name,
                        RtmdFormat.NAME,
                        gyro,
                        declared == null ? USUAL : declared,
                        declared != null,
                        Double.isNaN(timing.readoutS())
                                ? null
                                : RollingShutter.along(ReadoutDirection.TOP_TO_BOTTOM, timing.readoutS()),
                        gyro.startNs(),
                        saturated,
                        warnings.list(),
                        timing.speed() == 1,
                        -1)
                .withStreams(streams);
    }

    private GyroTrack track(RtmdTiming timing, LogWarnings warnings) throws TelemetryFormatException {
        GyroSamples samples = new GyroSamples();
        samples.expect(withGyro.stream().mapToLong(RtmdFrame::count).sum());
        int outOfOrder = 0;
        for (RtmdFrame frame : withGyro) {
            for (int i = 0; i < frame.count(); i++) {
                boolean kept = samples.addInOrder(
                        timing.timeNs(frame, i), frame.rate(i, 0), frame.rate(i, 1), frame.rate(i, 2));
                outOfOrder += kept ? 0 : 1;
            }
        }
        if (samples.size() < 2) {
            throw damage.reason(new TelemetryFormatException(
                    name, "track rtmd", "one gyro sample in it, expected at least 2; give another log"));
        }
        if (outOfOrder > 0) {
            warnings.add(WarningCode.LOG_LEFT_OUT, outOfOrder + " gyro samples are not in order of time: left out");
        }
        return samples.toTrack();
    }

    private void say(RtmdTiming timing, LogWarnings warnings) {
        int silent = frames.size() - withGyro.size();
        if (silent > 0) {
            warnings.add(
                    WarningCode.LOG_LEFT_OUT,
                    silent + " of " + frames.size() + " packets hold no gyro: nothing is known of their time");
        }
        frames.stream()
                .map(f -> f.otherDamage)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(first -> warnings.add(
                        WarningCode.LOG_LEFT_OUT,
                        "what stands beside the gyro is damaged in places, left out, the first: "
                                + first.getMessage()));
        String inexact = timing.inexact();
        if (inexact != null) {
            warnings.add(WarningCode.LOG_TIMES, "the camera's times are not taken for exact: " + inexact);
        }
        String letters = RtmdStreams.gyroLetters(withGyro);
        long others = withGyro.stream()
                .filter(f -> f.letters != null && !f.letters.equals(letters))
                .count();
        if (letters != null && others > 0) {
            warnings.add(
                    WarningCode.LOG_ASSUMED,
                    others + " of " + withGyro.size() + " packets name other axes than most: taken for the same");
        }
        if (withGyro.stream().anyMatch(f -> f.radians)) {
            warnings.add(
                    WarningCode.LOG_ASSUMED,
                    "the camera says that its rates are in radians, and descriptions read them as degrees: a sync tells"
                            + " a scale that is wrong");
        }
    }

    private @Nullable ImuOrientation orientation() {
        String letters = RtmdStreams.gyroLetters(withGyro);
        return letters == null ? null : inCamera(letters);
    }

    /** The camera's own letters in Gyroflow's: the first two change places, and the third is negated. */
    private static ImuOrientation inCamera(String letters) {
        char third = letters.charAt(2);
        char negated = Character.isLowerCase(third) ? Character.toUpperCase(third) : Character.toLowerCase(third);
        return new ImuOrientation("" + letters.charAt(1) + letters.charAt(0) + negated);
    }

    LogFacts facts() {
        TreeSet<String> streams = new TreeSet<>();
        for (RtmdFrame frame : frames) {
            if (frame.count() > 0) {
                streams.add("gyro");
            }
            if (frame.accelerations() > 0) {
                streams.add("accelerometer");
            }
            if (!Double.isNaN(frame.exposureS())) {
                streams.add("exposure");
            }
        }
        boolean exact = !withGyro.isEmpty() && new RtmdTiming(withGyro).inexact() == null;
        return new LogFacts(
                frames.stream()
                        .map(f -> f.camera)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                null,
                null,
                new ArrayList<>(streams),
                1,
                exact ? "the camera stamps gyro and frames by one clock (Sony rtmd)" : null,
                RtmdStabiliser.said(frames));
    }
}
