package dev.syncline.engine.telemetry.mavlink;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.GyroSamples;
import dev.syncline.engine.telemetry.GyroSamples.Recording;
import dev.syncline.engine.telemetry.JoinedRecordings;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.StreamSamples;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a log's packets and keeps the gyro: of the senders and messages that hold rates the one with the most of them.
 * Layouts and checksums' extras are those of MAVLink's common message set. Rates are about forward, right and down; times are
 * the drone's own, not those at which the packets arrived.
 */
final class TlogScan {
    private static final ImuOrientation FORWARD_RIGHT_DOWN = new ImuOrientation("zyx");
    private static final int HEARTBEAT = 0;
    private static final int HEARTBEAT_EXTRA = 50;
    private static final int ARDUPILOT = 3;
    private static final int TURN = 31;
    private static final int TURN_EXTRA = 246;
    private static final double STANDARD_GRAVITY = 9.80665;
    private static final double UT_PER_GAUSS = 100;
    /** 1990; no board is on for so long. */
    private static final long EARLIEST_TIME_OF_DAY_NS = 631_152_000_000_000_000L;

    private static final int PAYLOAD_BYTES = 64;
    private static final int MOST_SENDERS = 64;

    /**
     * A message with rates.
     *
     * @param extra of its checksum
     * @param microseconds whether its time is of 64 bits and in µs, else of 32 bits and in ms
     * @param ratesAt first byte of the rate about x
     * @param floats whether rates are float and rad/s, else of 16 bits and mrad/s
     * @param raw whether only ArduPilot's rates have a unit
     * @param accelerationAt first byte of the acceleration along x: m/s² as floats, else thousandths of g; 0 for none
     * @param fieldAt first byte of the magnetic field along x: gauss as floats, else thousandths of it; 0 for none
     */
    private record Kind(
            int number,
            String name,
            int extra,
            boolean microseconds,
            int ratesAt,
            boolean floats,
            boolean raw,
            int accelerationAt,
            int fieldAt) {
        List<SensorQuantity> others() {
            return accelerationAt == 0
                    ? List.of()
                    : List.of(SensorQuantity.ACCELERATION, SensorQuantity.MAGNETIC_FIELD);
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind(105, "HIGHRES_IMU", 93, true, 20, true, false, 8, 32),
            new Kind(26, "SCALED_IMU", 170, false, 10, false, false, 4, 16),
            new Kind(27, "RAW_IMU", 144, true, 14, false, true, 8, 20),
            new Kind(116, "SCALED_IMU2", 76, false, 10, false, false, 4, 16),
            new Kind(129, "SCALED_IMU3", 46, false, 10, false, false, 4, 16),
            new Kind(30, "ATTITUDE", 39, false, 16, true, false, 0, 0));

    private final String file;
    private final byte[] bytes;
    private final ByteBuffer payload = ByteBuffer.allocate(PAYLOAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final Map<Integer, Map<Kind, GyroSamples>> bySender = new HashMap<>();
    private final boolean allStreams;
    private final Map<Integer, StreamSamples> turnsBySender = new HashMap<>();
    private final Map<Integer, Integer> autopilots = new HashMap<>();
    private long lostBytes;
    private int damaged;

    /** @param allStreams whether other sensors than the gyro are kept too */
    TlogScan(String file, byte[] bytes, boolean allStreams) {
        this.allStreams = allStreams;
        this.file = file;
        this.bytes = bytes;
    }

    void run() {
        int at = 0;
        while (at + Packet.STAMP_BYTES + Packet.LEAST_BYTES <= bytes.length) {
            int packet = at + Packet.STAMP_BYTES;
            int length = Packet.length(bytes, packet);
            if (length == 0 || packet + length > bytes.length) {
                lostBytes++;
                at++;
                continue;
            }
            take(packet);
            at = packet + length;
        }
        lostBytes += bytes.length - at;
    }

    private void take(int at) {
        int number = Packet.message(bytes, at);
        if (number == HEARTBEAT) {
            if (Packet.isWhole(bytes, at, HEARTBEAT_EXTRA)) {
                load(at);
                autopilots.putIfAbsent(Packet.sender(bytes, at) >> 8, payload.get(5) & 0xff);
            }
            return;
        }
        if (number == TURN && allStreams) {
            if (Packet.isWhole(bytes, at, TURN_EXTRA)) {
                load(at);
                turn(Packet.sender(bytes, at));
            } else {
                damaged++;
            }
            return;
        }
        for (Kind kind : KINDS) {
            if (kind.number() == number) {
                if (Packet.isWhole(bytes, at, kind.extra())) {
                    load(at);
                    sample(kind, Packet.sender(bytes, at));
                } else {
                    damaged++;
                }
            }
        }
    }

    /** The payload, with the zeros that were left out at its end. */
    private void load(int at) {
        Arrays.fill(payload.array(), (byte) 0);
        int length = Math.min(Packet.payloadBytes(bytes, at), PAYLOAD_BYTES);
        System.arraycopy(bytes, Packet.payloadAt(bytes, at), payload.array(), 0, length);
    }

    private void sample(Kind kind, int sender) {
        if (!bySender.containsKey(sender) && bySender.size() >= MOST_SENDERS) {
            damaged++;
            return;
        }
        long time = kind.microseconds() ? payload.getLong(0) : Integer.toUnsignedLong(payload.getInt(0));
        long tickNs = kind.microseconds() ? 1000 : 1_000_000;
        float x = rate(kind, 0);
        float y = rate(kind, 1);
        float z = rate(kind, 2);
        if (time < 0 || time > Long.MAX_VALUE / 2 / tickNs || !Float.isFinite(x + y + z)) {
            damaged++;
            return;
        }
        GyroSamples samples = bySender.computeIfAbsent(sender, s -> new HashMap<>())
                .computeIfAbsent(kind, k -> new GyroSamples(allStreams ? k.others() : List.of()));
        if (allStreams && kind.accelerationAt() > 0) {
            double acceleration = kind.floats() ? 1 : STANDARD_GRAVITY / 1000;
            double field = kind.floats() ? UT_PER_GAUSS : UT_PER_GAUSS / 1000;
            for (int axis = 0; axis < 3; axis++) {
                samples.beside(axis, number(kind, kind.accelerationAt(), axis) * acceleration);
                samples.beside(3 + axis, number(kind, kind.fieldAt(), axis) * field);
            }
        }
        samples.add(time * tickNs, x, y, z);
    }

    private double number(Kind kind, int from, int axis) {
        return kind.floats() ? payload.getFloat(from + 4 * axis) : payload.getShort(from + 2 * axis);
    }

    private void turn(int sender) {
        if (turnsBySender.containsKey(sender) || turnsBySender.size() < MOST_SENDERS) {
            turnsBySender
                    .computeIfAbsent(
                            sender,
                            s -> new StreamSamples(
                                    SensorQuantity.ORIENTATION, "ATTITUDE_QUATERNION: to north, east, down"))
                    .add(
                            Integer.toUnsignedLong(payload.getInt(0)) * 1_000_000,
                            payload.getFloat(4),
                            payload.getFloat(8),
                            payload.getFloat(12),
                            payload.getFloat(16));
        }
    }

    private float rate(Kind kind, int axis) {
        return kind.floats()
                ? payload.getFloat(kind.ratesAt() + 4 * axis)
                : payload.getShort(kind.ratesAt() + 2 * axis) * 1e-3f;
    }

    /** A sender's message with its samples. */
    private record Stream(int sender, Kind kind, GyroSamples samples) {}

    private @Nullable Stream best() {
        Stream best = null;
        for (int sender : bySender.keySet().stream().sorted().toList()) {
            Map<Kind, GyroSamples> streams = bySender.getOrDefault(sender, Map.of());
            for (Kind kind : KINDS) {
                GyroSamples samples = streams.get(kind);
                boolean known = !kind.raw() || autopilots.getOrDefault(sender >> 8, 0) == ARDUPILOT;
                if (samples != null
                        && known
                        && (best == null || samples.size() > best.samples().size())) {
                    best = new Stream(sender, kind, samples);
                }
            }
        }
        return best;
    }

    MotionLog log() throws TelemetryFormatException {
        Stream best = best();
        if (best == null || best.samples().size() < 2) {
            throw new TelemetryFormatException(
                    file,
                    "",
                    "no gyro in it: too few of HIGHRES_IMU, SCALED_IMU, ATTITUDE or ArduPilot's RAW_IMU were received");
        }
        LogWarnings warnings = new LogWarnings();
        warnings.add(
                WarningCode.LOG_ASSUMED,
                "rates are those of " + best.kind().name() + " from system " + (best.sender() >> 8) + ", component "
                        + (best.sender() & 0xff));
        List<String> lost = new ArrayList<>();
        if (lostBytes > 0) {
            lost.add(lostBytes + (lostBytes == 1 ? " byte that makes no packet" : " bytes that make no packet"));
        }
        if (damaged > 0) {
            lost.add(damaged + (damaged == 1 ? " damaged message" : " damaged messages"));
        }
        if (!lost.isEmpty()) {
            warnings.add(WarningCode.LOG_LEFT_OUT, String.join(" and ", lost) + ": left out");
        }
        try {
            List<MotionLog> recordings = new ArrayList<>();
            double tickNs = best.kind().microseconds() ? 1e3 : 1e6;
            List<Recording> found = best.samples().toRecordings(tickNs, warnings);
            List<List<SensorTrack>> turns = turns(best, found.size(), warnings);
            for (int i = 0; i < found.size(); i++) {
                GyroTrack gyro = found.get(i).gyro();
                List<SensorTrack> streams = new ArrayList<>(found.get(i).streams());
                streams.addAll(turns.get(i));
                recordings.add(new MotionLog(
                                file,
                                TlogFormat.NAME,
                                gyro,
                                FORWARD_RIGHT_DOWN,
                                false,
                                null,
                                gyro.startNs(),
                                List.of(),
                                warnings.list())
                        .withStreams(streams));
            }
            return JoinedRecordings.of(recordings);
        } catch (IllegalArgumentException e) {
            throw new TelemetryFormatException(file, "", String.valueOf(e.getMessage()));
        }
    }

    /** Turns are stamped in ms since the start, so beside times of day they cannot stand. */
    private List<List<SensorTrack>> turns(Stream best, int recordings, LogWarnings warnings) {
        StreamSamples turns = turnsBySender.get(best.sender());
        boolean otherClock = turns != null && best.samples().firstNs() > EARLIEST_TIME_OF_DAY_NS;
        if (otherClock) {
            warnings.add(
                    WarningCode.LOG_LEFT_OUT,
                    "orientation: stamped since the start where the rates have a time of day: left out");
        }
        return StreamSamples.byRecording(
                turns == null || otherClock ? List.of() : List.of(turns), recordings, 1e6, warnings);
    }

    LogFacts facts() {
        List<String> streams = new ArrayList<>();
        for (Kind kind : KINDS) {
            if (bySender.values().stream().anyMatch(each -> each.containsKey(kind))) {
                streams.add(kind.name());
            }
        }
        return new LogFacts(null, null, null, streams, 1, null, null);
    }
}
