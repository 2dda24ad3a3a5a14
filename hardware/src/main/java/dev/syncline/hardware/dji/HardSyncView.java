package dev.syncline.hardware.dji;

/**
 * The data of {@code TOPIC_HARD_SYNC}, 55 bytes, shown where they lie: valid as long as the memory is.
 *
 * <pre>
 *  0 u32 ticks of 2.5 ms         15 4 x f32 orientation w x y z
 *  4 u32 ns                      31 3 x f32 acceleration, g
 *  8 u32 ticks since sync began  43 3 x f32 angular rate, rad/s
 * 12 u16 tag, 14 u8 flag
 * </pre>
 */
public final class HardSyncView {
    /** Length of the data. */
    public static final int BYTES = 55;

    private static final int TICKS = 0;
    private static final int NS = 4;
    private static final int TICKS_SINCE_START = 8;
    private static final int TAG = 12;
    private static final int FLAG = 14;
    private static final int ORIENTATION = 15;
    private static final int ACCELERATION = 31;
    private static final int RATE = 43;

    private byte[] memory = new byte[BYTES];
    private int at;

    /** Shows the data at {@code offset}. @throws IndexOutOfBoundsException if there are not {@link #BYTES} */
    public HardSyncView wrap(byte[] data, int offset) {
        if (offset < 0 || offset + BYTES > data.length) {
            throw new IndexOutOfBoundsException(
                    "hardware sync data of " + BYTES + " bytes at " + offset + " of " + data.length);
        }
        memory = data;
        at = offset;
        return this;
    }

    /**
     * Shows the data inside a pushed package.
     *
     * @param at where they begin in the frame's value: after the package number
     * @throws IndexOutOfBoundsException if there are not {@link #BYTES}
     */
    public HardSyncView of(FrameView push, int at) {
        if (at < 0 || at + BYTES > push.valueLength()) {
            throw new IndexOutOfBoundsException(
                    "hardware sync data of " + BYTES + " bytes at " + at + " of a value of " + push.valueLength());
        }
        return wrap(push.memory(), push.valueOffset() + at);
    }

    /** {@code time2p5ms}: the controller's clock in steps of 2.5 ms, 0 to 2³²−1. */
    public long ticks() {
        return LittleEndian.u32(memory, at + TICKS);
    }

    /** {@code time1ns}: ns, 0 to 2³²−1; only what is left after whole ticks counts. */
    public long ns() {
        return LittleEndian.u32(memory, at + NS);
    }

    /** {@code resetTime2p5ms}: ticks since hardware sync was started. */
    public long ticksSinceStart() {
        return LittleEndian.u32(memory, at + TICKS_SINCE_START);
    }

    /** {@code index}: the tag that was given when sync was started, 0 to 65535. */
    public int tag() {
        return LittleEndian.u16(memory, at + TAG);
    }

    /** {@code flag}: true where the packet belongs to a pulse. */
    public boolean isPulse() {
        return memory[at + FLAG] != 0;
    }

    /** The fused orientation's part: 0 to 3 for w, x, y, z. */
    public float orientation(int part) {
        return LittleEndian.f32(memory, at + ORIENTATION + Float.BYTES * part);
    }

    /** Raw acceleration about axis 0 to 2, g. */
    public float accelerationG(int axis) {
        return LittleEndian.f32(memory, at + ACCELERATION + Float.BYTES * axis);
    }

    /** Raw angular rate about axis 0 to 2, rad/s. */
    public float rateRadS(int axis) {
        return LittleEndian.f32(memory, at + RATE + Float.BYTES * axis);
    }

    /** A copy that outlives the memory. */
    public HardSyncData copy() {
        return new HardSyncData(
                ticks(),
                ns(),
                ticksSinceStart(),
                tag(),
                isPulse(),
                new HardSyncData.Quaternion(orientation(0), orientation(1), orientation(2), orientation(3)),
                new HardSyncData.Vector(accelerationG(0), accelerationG(1), accelerationG(2)),
                new HardSyncData.Vector(rateRadS(0), rateRadS(1), rateRadS(2)));
    }

    static void write(HardSyncData data, byte[] to, int offset) {
        LittleEndian.putU32(to, offset + TICKS, data.ticks());
        LittleEndian.putU32(to, offset + NS, data.ns());
        LittleEndian.putU32(to, offset + TICKS_SINCE_START, data.ticksSinceStart());
        LittleEndian.putU16(to, offset + TAG, data.tag());
        to[offset + FLAG] = (byte) (data.isPulse() ? 1 : 0);
        LittleEndian.putF32(to, offset + ORIENTATION, data.orientation().w());
        LittleEndian.putF32(to, offset + ORIENTATION + 4, data.orientation().x());
        LittleEndian.putF32(to, offset + ORIENTATION + 8, data.orientation().y());
        LittleEndian.putF32(to, offset + ORIENTATION + 12, data.orientation().z());
        writeVector(data.accelerationG(), to, offset + ACCELERATION);
        writeVector(data.rateRadS(), to, offset + RATE);
    }

    private static void writeVector(HardSyncData.Vector vector, byte[] to, int offset) {
        LittleEndian.putF32(to, offset, vector.x());
        LittleEndian.putF32(to, offset + 4, vector.y());
        LittleEndian.putF32(to, offset + 8, vector.z());
    }
}
