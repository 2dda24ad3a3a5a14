package dev.syncline.engine.telemetry.dvtm;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.CameraFacts;
import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.StreamSamples;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The packets of a recording, one a frame, as one log. */
final class DvtmLog {
    /** DJI's body axes: forward, right, down. */
    private static final ImuOrientation FORWARD_RIGHT_DOWN = new ImuOrientation("zyx");

    private final String name;
    private final DamagedParts damage;
    private final DvtmClip clip = new DvtmClip();
    private final List<DvtmFrame> frames = new ArrayList<>();
    private final List<DvtmFrame> turned;

    /** @throws TelemetryFormatException where a packet is damaged and damage is not to be left out */
    DvtmLog(String name, List<TimedPayload> packets, DamagedParts damage) throws TelemetryFormatException {
        this.name = name;
        this.damage = damage;
        for (int i = 0; i < packets.size(); i++) {
            try {
                frames.add(DvtmFrame.of(name, i + 1, packets.get(i), clip));
            } catch (TelemetryFormatException e) {
                damage.leaveOut(e);
            }
        }
        turned = frames.stream().filter(DvtmFrame::tells).toList();
    }

    /**
     * Whether a track has orientations. The first packet with some tells: tracks of hours are not gone through.
     *
     * @throws TelemetryFormatException where none has any, and a packet is damaged
     */
    static boolean hasOrientations(String name, List<TimedPayload> packets) throws TelemetryFormatException {
        TelemetryFormatException first = null;
        DvtmClip clip = new DvtmClip();
        for (int i = 0; i < packets.size(); i++) {
            try {
                if (DvtmFrame.of(name, i + 1, packets.get(i), clip).tells()) {
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

    /** @param allStreams whether orientations and exposures are kept too */
    MotionLog log(boolean allStreams) throws TelemetryFormatException {
        if (turned.isEmpty()) {
            String stabilised = clip.stabilisation();
            throw damage.reason(new TelemetryFormatException(
                    name,
                    "track djmd",
                    "no orientations in its DJI metadata: "
                            + (stabilised == null
                                    ? "this camera, or this mode of it, writes none"
                                    : "the picture was stabilised " + stabilised + ", and then it writes none")
                            + "; give another log"));
        }
        LogWarnings warnings = new LogWarnings();
        damage.tell(warnings);
        DvtmTiming timing = new DvtmTiming(turned, clip.readoutS());
        StreamSamples orientations = new StreamSamples(
                SensorQuantity.ORIENTATION, "the body's axes are forward, right, down; the world's are not described");
        GyroTrack gyro = track(timing, warnings, allStreams ? orientations : null);
        List<SensorTrack> streams =
                allStreams ? StreamSamples.tracks(List.of(orientations, exposures(timing)), 0, warnings) : List.of();
        warnings.add(
                WarningCode.LOG_ASSUMED,
                "the camera logs how it is turned and no rates: they are its turns from sample to sample");
        String inexact = timing.inexact();
        if (inexact != null) {
            warnings.add(WarningCode.LOG_TIMES, "the camera's times are not taken for exact: " + inexact);
        }
        return new MotionLog(
                        name,
                        DvtmFormat.NAME,
                        gyro,
                        FORWARD_RIGHT_DOWN,
                        false,
                        shutter(timing, warnings),
                        gyro.startNs(),
                        List.of(),
                        warnings.list(),
                        timing.speed() == 1,
                        -1)
                .withStreams(streams);
    }

    private StreamSamples exposures(DvtmTiming timing) {
        StreamSamples exposures = new StreamSamples(SensorQuantity.EXPOSURE, "");
        for (DvtmFrame frame : turned) {
            if (!Double.isNaN(frame.exposureS)) {
                exposures.add(Math.round(frame.timeNs * timing.speed()), frame.exposureS);
            }
        }
        return exposures;
    }

    private GyroTrack track(DvtmTiming timing, LogWarnings warnings, @Nullable StreamSamples orientations)
            throws TelemetryFormatException {
        TurnRates turns = new TurnRates(timing.slotNs());
        double[] orientation = new double[4];
        int unset = 0;
        for (DvtmFrame frame : turned) {
            for (int i = 0; i < frame.count(); i++) {
                if (frame.isSet(i)) {
                    frame.orientation(i, orientation);
                    double timeNs = timing.timeNs(frame, i);
                    if (turns.add(timeNs, orientation) && orientations != null) {
                        orientations.add(
                                Math.round(timeNs), orientation[0], orientation[1], orientation[2], orientation[3]);
                    }
                } else {
                    unset++;
                }
            }
        }
        if (turns.rates().size() < 2) {
            throw damage.reason(new TelemetryFormatException(
                    name,
                    "track djmd",
                    turns.rates().size()
                            + " turns from orientation to orientation in it, expected at least 2; give another"
                            + " log"));
        }
        leftOut(warnings, turns.outOfOrder(), "orientations are not in order of time");
        leftOut(warnings, unset, "orientations hold nothing");
        leftOut(warnings, frames.size() - turned.size(), "packets hold no orientations, or not all of a frame's");
        return turns.rates().toTrack();
    }

    private static void leftOut(LogWarnings warnings, int count, String what) {
        if (count > 0) {
            warnings.add(WarningCode.LOG_LEFT_OUT, count + " " + what + ": left out");
        }
    }

    private @Nullable RollingShutter shutter(DvtmTiming timing, LogWarnings warnings) {
        if (Double.isNaN(timing.readoutS())) {
            return null;
        }
        if (!clip.isReadDownwards()) {
            warnings.add(
                    WarningCode.LOG_READOUT,
                    "the camera names a readout of " + Math.round(timing.readoutS() * 1e4) / 10.0
                            + " ms in a direction that descriptions do not agree on: it is not used; see --readout");
            return null;
        }
        return RollingShutter.along(ReadoutDirection.TOP_TO_BOTTOM, timing.readoutS());
    }

    LogFacts facts() {
        TreeSet<String> streams = new TreeSet<>();
        for (DvtmFrame frame : frames) {
            if (frame.count() > 0) {
                streams.add("orientation");
            }
            if (frame.acceleration) {
                streams.add("accelerometer");
            }
            if (!Double.isNaN(frame.exposureS)) {
                streams.add("exposure");
            }
        }
        boolean exact = !turned.isEmpty()
                && clip.isReadDownwards()
                && new DvtmTiming(turned, clip.readoutS()).inexact() == null;
        return new LogFacts(
                clip.camera(),
                clip.firmware(),
                null,
                new ArrayList<>(streams),
                1,
                exact
                        ? "the camera stamps its orientations by its frames (DJI djmd, which descriptions read up to 4 ms"
                                + " apart)"
                        : null,
                clip.stabilisation(),
                filming());
    }

    /** Profiles of a database call the camera as it calls itself: DJI Action 2. */
    private CameraFacts filming() {
        return new CameraFacts(null, clip.camera(), clip.firmware(), null, null, null, Double.NaN, clip.lens(name));
    }
}
