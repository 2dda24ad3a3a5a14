package dev.syncline.engine.telemetry.rtmd;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a packet, which stands for one frame of the picture, says. */
final class RtmdFrame {
    private static final int HEAD_BYTES = 0x1c;
    private static final int LABEL_BYTES = 16;
    private static final int DEEPEST = 4;
    private static final int TABLE_HEAD_BYTES = 8;
    private static final int RATES_BYTES = 6;
    private static final int SHIFT_BYTES = 16;
    private static final int LONGEST_NAME = 100;

    /** The largest count; what it stands for lies between these, since no gyro measures less or more. */
    private static final float FULL = 32768;

    private static final float LEAST_DEG_S = 10;
    private static final float MOST_DEG_S = 100_000;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final String file;
    private final String where;
    private ByteBuffer gyro = NOTHING;
    private ByteBuffer acceleration = NOTHING;
    private float scale = Float.NaN;

    /** When the packet's frame is shown, ns on the video's clock. */
    final long timeNs;

    /** How long it is shown, ns; 0 where that is not known. */
    final long durationNs;

    int rateHz;
    int ticks = 1_000_000;
    double offsetUs = Double.NaN;
    boolean radians;

    @Nullable
    String letters;

    double firstFrameUs = Double.NaN;
    double exposureUs = Double.NaN;
    double shutterUs = Double.NaN;
    double readoutUs = Double.NaN;

    @Nullable
    String camera;

    int accelerationRateHz;
    double accelerationOffsetUs = Double.NaN;
    float accelerationScale = Float.NaN;

    @Nullable
    String accelerationLetters;

    @Nullable
    Long cropOrigin;
    /** A number that differs where two tables do, but for their times; null without one. */
    @Nullable
    Integer sensorShift;

    @Nullable
    Integer lensShift;

    /** What is wrong with that which stands beside the gyro; null where nothing is. */
    @Nullable
    TelemetryFormatException otherDamage;

    /** Whether the stabiliser moved within the frame. */
    boolean sensorMoves;

    boolean lensMoves;

    private RtmdFrame(String file, String where, TimedPayload packet) {
        this.file = file;
        this.where = where;
        timeNs = packet.timeNs();
        durationNs = packet.durationNs();
    }

    /**
     * Takes a packet apart.
     *
     * @param file what to call the recording in errors
     * @param number which packet it is, from 1
     * @throws TelemetryFormatException where it is not what it should be
     */
    static RtmdFrame of(String file, int number, TimedPayload packet) throws TelemetryFormatException {
        RtmdFrame frame = new RtmdFrame(file, "packet " + number + " of track rtmd", packet);
        ByteBuffer in = ByteBuffer.wrap(packet.bytes());
        if (in.remaining() < HEAD_BYTES || in.getShort(0) != HEAD_BYTES) {
            throw frame.damaged("its head of 28 bytes is not there");
        }
        frame.take(in.position(HEAD_BYTES), 0);
        // The rest of the packet is let go: hours of them are gigabytes.
        frame.gyro = copy(frame.gyro);
        frame.acceleration = copy(frame.acceleration);
        return frame;
    }

    private static ByteBuffer copy(ByteBuffer table) {
        return table.hasRemaining()
                ? ByteBuffer.allocate(table.remaining()).put(table).flip()
                : NOTHING;
    }

    /** Samples of the gyro in it. */
    int count() {
        return gyro.remaining() / RATES_BYTES;
    }

    /** A sample's rate about one of the log's axes, rad/s. */
    float rate(int sample, int axis) {
        return (float)
                Math.toRadians(gyro.getShort(gyro.position() + RATES_BYTES * sample + 2 * axis) / (double) scale);
    }

    /** Samples of the accelerometer in it. */
    int accelerations() {
        return acceleration.remaining() / RATES_BYTES;
    }

    /** A sample's acceleration along one of the accelerometer's axes, in whatever unit its scale means. */
    double acceleration(int sample, int axis) {
        return acceleration.getShort(acceleration.position() + RATES_BYTES * sample + 2 * axis)
                / (double) accelerationScale;
    }

    /** The exposure, s: RDD 18's own number, else Sony's; NaN where neither is there. */
    double exposureS() {
        return (Double.isNaN(shutterUs) ? exposureUs : shutterUs) * 1e-6;
    }

    private void take(ByteBuffer in, int depth) throws TelemetryFormatException {
        while (in.remaining() >= 4) {
            int at = in.position();
            int tag = in.getShort() & 0xffff;
            if (tag == 0 || tag == 0xffff) {
                return;
            }
            if (tag == RtmdTag.LABEL) {
                if (in.limit() - at < LABEL_BYTES) {
                    throw damaged("a label at byte " + place(in, at) + " has no end");
                }
                in.position(at + LABEL_BYTES);
                continue;
            }
            int length = in.getShort() & 0xffff;
            if (length > in.remaining()) {
                throw damaged(String.format(
                        "tag %04x at byte %d says %d bytes where %d are left",
                        tag, place(in, at), length, in.remaining()));
            }
            ByteBuffer value = in.slice(in.position(), length);
            in.position(in.position() + length);
            if (tag == RtmdTag.CONTAINER) {
                if (depth == DEEPEST) {
                    throw damaged("sets within sets within sets");
                }
                take(value, depth + 1);
            } else {
                value(tag, value);
            }
        }
    }

    private static int place(ByteBuffer in, int at) {
        return in.arrayOffset() + at;
    }

    private void value(int tag, ByteBuffer in) throws TelemetryFormatException {
        switch (tag) {
            case RtmdTag.GYRO -> gyro = table(tag, in, RATES_BYTES);
            case RtmdTag.GYRO_RATE -> rateHz = whole(tag, in);
            case RtmdTag.GYRO_TICKS -> ticks = whole(tag, in);
            case RtmdTag.GYRO_OFFSET -> offsetUs = whole(tag, in);
            case RtmdTag.GYRO_RADIANS -> radians = need(tag, in, 1).get(0) != 0;
            case RtmdTag.GYRO_SCALE -> scale = need(tag, in, 4).getFloat(0);
            case RtmdTag.GYRO_AXES -> letters = axes(need(tag, in, 2).getShort(0) & 0xffff);
            case RtmdTag.FIRST_FRAME -> firstFrameUs = whole(tag, in);
            case RtmdTag.EXPOSURE -> exposureUs = whole(tag, in);
            case RtmdTag.READOUT -> readoutUs = whole(tag, in);
            case RtmdTag.SHUTTER_SPEED -> {
                need(tag, in, 8);
                double below = Integer.toUnsignedLong(in.getInt(4));
                shutterUs = below == 0 ? Double.NaN : 1e6 * Integer.toUnsignedLong(in.getInt(0)) / below;
            }
            case RtmdTag.CAMERA -> camera = firstWord(in);
            default -> {
                try {
                    other(tag, in);
                } catch (TelemetryFormatException e) {
                    otherDamage = otherDamage == null ? e : otherDamage;
                }
            }
        }
    }

    /** What stands beside the gyro, and costs it nothing where it is damaged. */
    private void other(int tag, ByteBuffer in) throws TelemetryFormatException {
        switch (tag) {
            case RtmdTag.ACCELERATION -> acceleration = table(tag, in, RATES_BYTES);
            case RtmdTag.ACCELERATION_RATE -> accelerationRateHz = whole(tag, in);
            case RtmdTag.ACCELERATION_OFFSET -> accelerationOffsetUs = whole(tag, in);
            case RtmdTag.ACCELERATION_SCALE ->
                accelerationScale = need(tag, in, 4).getFloat(0);
            case RtmdTag.ACCELERATION_AXES ->
                accelerationLetters = axes(need(tag, in, 2).getShort(0) & 0xffff);
            case RtmdTag.CROP_ORIGIN -> cropOrigin = need(tag, in, 8).getLong(0);
            case RtmdTag.SENSOR_SHIFT -> {
                ByteBuffer shifts = table(tag, in, SHIFT_BYTES);
                sensorShift = shifts.hasRemaining() ? ended(shifts) : sensorShift;
                sensorMoves = moves(shifts);
            }
            case RtmdTag.LENS_SHIFT -> {
                ByteBuffer shifts = table(tag, in, SHIFT_BYTES);
                lensShift = shifts.hasRemaining() ? ended(shifts) : lensShift;
                lensMoves = moves(shifts);
            }
            default -> {}
        }
    }

    /** Entries of one size behind their number and that size; none where the number is 0 or −1. */
    private ByteBuffer table(int tag, ByteBuffer in, int entryBytes) throws TelemetryFormatException {
        need(tag, in, TABLE_HEAD_BYTES);
        int count = in.getInt(0);
        int bytes = in.getInt(4);
        if (count == 0 || count == -1) {
            return NOTHING;
        }
        int room = in.limit() - TABLE_HEAD_BYTES;
        if (bytes != entryBytes || count < 0 || count > room / entryBytes || !isBlank(in, count * entryBytes)) {
            throw damaged(String.format(
                    "tag %04x says %d entries of %d bytes, expected entries of %d in %d bytes",
                    tag, count, bytes, entryBytes, room));
        }
        return in.slice(TABLE_HEAD_BYTES, count * entryBytes);
    }

    private static boolean isBlank(ByteBuffer in, int from) {
        for (int at = TABLE_HEAD_BYTES + from; at < in.limit(); at++) {
            if (in.get(at) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int ended(ByteBuffer shifts) {
        int last = shifts.limit() - SHIFT_BYTES;
        return 31 * (31 * shifts.getInt(last + 4) + shifts.getInt(last + 8)) + shifts.getInt(last + 12);
    }

    private static boolean moves(ByteBuffer shifts) {
        for (int at = SHIFT_BYTES; at < shifts.limit(); at += SHIFT_BYTES) {
            for (int part = 4; part < SHIFT_BYTES; part += 4) {
                if (shifts.getInt(at + part) != shifts.getInt(part)) {
                    return true;
                }
            }
        }
        return false;
    }

    private int whole(int tag, ByteBuffer in) throws TelemetryFormatException {
        return need(tag, in, 4).getInt(0);
    }

    private ByteBuffer need(int tag, ByteBuffer in, int bytes) throws TelemetryFormatException {
        if (in.limit() < bytes) {
            throw damaged(String.format("tag %04x has %d bytes, expected %d", tag, in.limit(), bytes));
        }
        return in;
    }

    private static String axes(int bits) {
        StringBuilder letters = new StringBuilder();
        for (int output = 0; output < 3; output++) {
            int axis = bits >> (4 * output) & 0xf;
            letters.append(axis < 6 ? "XxYyZz".charAt(axis) : '?');
        }
        return letters.toString();
    }

    private static @Nullable String firstWord(ByteBuffer in) {
        byte[] letters = new byte[Math.min(in.limit(), LONGEST_NAME)];
        in.get(0, letters);
        String text = new String(letters, StandardCharsets.UTF_8)
                .replaceAll("\\p{C}", " ")
                .strip();
        return text.isEmpty() ? null : text.replaceAll(" .*", "");
    }

    /** @throws TelemetryFormatException where its rates cannot be told from its counts */
    void requireScale() throws TelemetryFormatException {
        if (Float.isNaN(scale)) {
            throw damaged("its gyro has no scale (tag e439), so that its rates are not known");
        }
        if (!(scale >= FULL / MOST_DEG_S && scale <= FULL / LEAST_DEG_S)) {
            throw damaged("its gyro counts " + scale + " for 1°/s (tag e439), which no gyro does");
        }
    }

    private TelemetryFormatException damaged(String problem) {
        return new TelemetryFormatException(file, where, problem);
    }
}
