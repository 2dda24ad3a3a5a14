package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.ReadoutNames;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.base.statistics.Median;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.GyroSamples;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.MotionLog.TimeSpan;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.SaturationScan;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * GoPro's metadata track. Rates come out in rad/s, times on the video's clock as {@link GpmfTiming} says. Streams other
 * than the gyro's are looked at where they are asked for ({@link OtherStreams}); the sensor's readout time (SROT) always is.
 */
public final class GpmfReader {
    private GpmfReader() {}

    /**
     * True where some payload holds a gyro stream.
     *
     * @throws TelemetryFormatException when none does, and a payload is damaged
     */
    public static boolean hasGyro(String name, List<TimedPayload> payloads) throws TelemetryFormatException {
        PayloadScan scan = new PayloadScan(name, false);
        TelemetryFormatException damage = null;
        for (int i = 0; i < payloads.size() && scan.blocks().isEmpty(); i++) {
            try {
                scan.take(payloads.get(i), i);
            } catch (TelemetryFormatException e) {
                damage = damage == null ? e : damage;
            }
        }
        if (scan.blocks().isEmpty() && damage != null) {
            throw damage;
        }
        return !scan.blocks().isEmpty();
    }

    /**
     * Reads the gyro of a recording that is not damaged.
     *
     * @param name what to call the recording in errors
     * @param payloads the packets of the {@code gpmd} track, in order
     * @throws TelemetryFormatException naming payload and byte, when something is damaged or missing
     */
    public static MotionLog read(String name, List<TimedPayload> payloads) throws TelemetryFormatException {
        return read(name, payloads, true, ReadOptions.PLAIN, new DamagedParts(ReadOptions.PLAIN));
    }

    /**
     * Reads the gyro of a recording.
     *
     * @param name what to call the recording in errors
     * @param payloads the packets of the {@code gpmd} track, in order
     * @param inVideo whether the payloads have a video's times, so that the gyro is put where the camera says that the frames
     *     turned ({@link FrameTurns})
     * @param options whether the streams beside the gyro's are read too; the rest is for {@code damage}
     * @param damage what becomes of damaged payloads
     * @throws TelemetryFormatException naming payload and byte, when there is no payload, a payload is damaged, none
     *     holds a gyro stream, a scale is 0 or missing numbers, or times cannot be worked out
     */
    static MotionLog read(
            String name, List<TimedPayload> payloads, boolean inVideo, ReadOptions options, DamagedParts damage)
            throws TelemetryFormatException {
        return placed(name, payloads, inVideo, options, damage).log();
    }

    /**
     * A log and what the turns that a video's camera logs at each frame say of its clock.
     *
     * @param verdict {@link FrameTurns.Verdict#STILL} too where the camera logs none
     */
    record Placed(MotionLog log, FrameTurns.Verdict verdict) {}

    /** As {@link #read(String, List, boolean, ReadOptions, DamagedParts)}. */
    static Placed placed(
            String name, List<TimedPayload> payloads, boolean inVideo, ReadOptions options, DamagedParts damage)
            throws TelemetryFormatException {
        if (payloads.isEmpty()) {
            throw damage.reason(new TelemetryFormatException(name, "", "the GoPro metadata track is empty"));
        }
        PayloadScan scan = scan(name, payloads, options.allStreams(), damage);
        LogWarnings warnings = new LogWarnings();
        List<SampleBlock> blocks = scan.blocks();
        GpmfTiming timing = timing(name, blocks, warnings);
        GyroTrack gyro = track(name, blocks, timing, damage);
        damage.tell(warnings);
        if (scan.blocksOfOthers() > 0) {
            warnings.add(
                    WarningCode.LOG_LEFT_OUT,
                    "payloads with the gyro of another device than '" + scan.deviceName() + "': "
                            + scan.blocksOfOthers() + ", left out");
        }
        List<TimeSpan> saturated = SaturationScan.spans(gyro);
        if (!saturated.isEmpty()) {
            warnings.add(WarningCode.LOG_SATURATED, SaturationScan.warning(saturated));
        }
        String declared = declared(blocks);
        String letters = letters(scan);
        List<SampleBlock> turns = scan.otherBlocks().getOrDefault(OtherStream.CORI, List.of());
        boolean hasTurns = inVideo && !turns.isEmpty();
        boolean byFrames = hasTurns && !timing.isAtAnotherSpeed();
        FrameTurns.Place place = byFrames ? FrameTurns.place(gyro, letters, turns) : null;
        double lateNs = place != null ? lateNs(place, warnings) : inVideo ? 0 : Double.NaN;
        List<SensorTrack> streams =
                options.allStreams() ? OtherStreams.of(scan, timing, lateNs, letters, warnings) : List.of();
        MotionLog log = new MotionLog(
                name,
                GpmfFormat.NAME,
                byFrames ? gyro.shifted(-Math.round(lateNs)) : gyro,
                new ImuOrientation(letters),
                declared != null,
                shutter(scan.readoutsMs()),
                // Gyroflow takes the turns of the frames where there are any.
                hasTurns ? payloads.getFirst().timeNs() : gyro.startNs(),
                saturated,
                warnings.list(),
                true,
                -1,
                List.of(),
                streams);
        return new Placed(log, place == null ? FrameTurns.Verdict.STILL : place.verdict());
    }

    /**
     * What the turns that a video's camera logs at each frame say of its gyro's clock.
     *
     * @return {@link FrameTurns.Verdict#STILL} too where there is no gyro to compare
     */
    static FrameTurns.Verdict frameTurns(String name, List<TimedPayload> payloads) {
        DamagedParts damage = new DamagedParts(ReadOptions.PLAIN.lenient(true));
        try {
            PayloadScan scan = scan(name, payloads, false, damage);
            GyroTrack gyro = track(name, scan.blocks(), timing(name, scan.blocks(), new LogWarnings()), damage);
            List<SampleBlock> turns = scan.otherBlocks().getOrDefault(OtherStream.CORI, List.of());
            return FrameTurns.place(gyro, letters(scan), turns).verdict();
        } catch (TelemetryFormatException unreadable) {
            return FrameTurns.Verdict.STILL;
        }
    }

    private static PayloadScan scan(String name, List<TimedPayload> payloads, boolean allStreams, DamagedParts damage)
            throws TelemetryFormatException {
        PayloadScan scan = new PayloadScan(name, allStreams);
        for (int i = 0; i < payloads.size(); i++) {
            try {
                scan.take(payloads.get(i), i);
            } catch (TelemetryFormatException e) {
                damage.leaveOut(e);
            }
        }
        if (scan.blocks().isEmpty()) {
            throw damage.reason(new TelemetryFormatException(
                    name, "", "no gyro (GYRO) in its " + payloads.size() + " GoPro payloads; give another log"));
        }
        return scan;
    }

    private static GpmfTiming timing(String name, List<SampleBlock> blocks, LogWarnings warnings)
            throws TelemetryFormatException {
        GpmfTiming timing = GpmfTiming.of("gyro", blocks, null, warnings);
        if (timing == null) {
            throw new TelemetryFormatException(name, "", "the times of its GoPro payloads do not increase");
        }
        return timing;
    }

    private static @Nullable String declared(List<SampleBlock> blocks) {
        return blocks.stream()
                .map(SampleBlock::orientationLetters)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String letters(PayloadScan scan) {
        String declared = declared(scan.blocks());
        return declared == null ? GpmfOrientation.ofModel(scan.deviceName()) : declared;
    }

    private static double lateNs(FrameTurns.Place place, LogWarnings warnings) {
        String said =
                switch (place.verdict()) {
                    case PLACED ->
                        String.format(
                                Locale.ROOT,
                                "the gyro's stamps are %.1f ms later than the turns that the camera logs at each frame"
                                        + " (CORI): moved by so much",
                                place.lateNs() * 1e-6);
                    case STILL, FEW ->
                        "the turns that the camera logs at each frame (CORI) are too small or too few to place its"
                                + " gyro's clock: right to about 20 ms";
                    case UNCLEAR ->
                        "the turns that the camera logs at each frame (CORI) fit its gyro in several places, since it swung"
                                + " evenly or turned slowly: the gyro's clock is right to about 20 ms";
                    case NOISY ->
                        "the camera turned too little for the noise of its gyro, so the turns that it logs at each frame"
                                + " (CORI) do not tell where the gyro's clock lies: right to about 20 ms";
                    case DRIFTS ->
                        String.format(
                                Locale.ROOT,
                                "the gyro's clock drifts by %.1f ms over the clip against the turns that the camera logs at"
                                        + " each frame (CORI): its times need a sync",
                                place.driftNs() * 1e-6);
                    case DISAGREE ->
                        "the gyro turns otherwise than the camera says at each frame (CORI), as in a time lapse: its"
                                + " clock is right to about 20 ms, if at all";
                };
        warnings.add(WarningCode.LOG_TIMES, said);
        return place.lateNs();
    }

    private static GyroTrack track(String name, List<SampleBlock> blocks, GpmfTiming timing, DamagedParts damage)
            throws TelemetryFormatException {
        GyroSamples samples = new GyroSamples();
        samples.expect(blocks.stream().mapToLong(SampleBlock::count).sum());
        double[] rate = new double[3];
        for (int b = 0; b < blocks.size(); b++) {
            SampleBlock block = blocks.get(b);
            for (int i = 0; i < block.count(); i++) {
                block.read(i, rate);
                float x = (float) rate[0];
                float y = (float) rate[1];
                float z = (float) rate[2];
                if (Float.isFinite(x) && Float.isFinite(y) && Float.isFinite(z)) {
                    samples.add(timing.timeNs(b, i), x, y, z);
                } else {
                    damage.leaveOut(new TelemetryFormatException(
                            name, "gyro payload " + (b + 1), "sample " + (i + 1) + " is not a finite number"));
                }
            }
        }
        try {
            return samples.toTrack();
        } catch (IllegalArgumentException impossible) {
            throw new TelemetryFormatException(name, "", "unusable gyro: " + impossible.getMessage());
        }
    }

    private static @Nullable RollingShutter shutter(double[] readoutsMs) {
        return readoutsMs.length == 0
                ? null
                : ReadoutNames.shutter(Median.of(readoutsMs), ReadoutDirection.TOP_TO_BOTTOM);
    }
}
