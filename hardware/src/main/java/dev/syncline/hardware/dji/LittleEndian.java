package dev.syncline.hardware.dji;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in the byte order of the wire. */
final class LittleEndian {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    static int u16(byte[] data, int offset) {
        return (short) SHORT.get(data, offset) & 0xFFFF;
    }

    static int i32(byte[] data, int offset) {
        return (int) INT.get(data, offset);
    }

    static long u32(byte[] data, int offset) {
        return i32(data, offset) & 0xFFFF_FFFFL;
    }

    static float f32(byte[] data, int offset) {
        return Float.intBitsToFloat(i32(data, offset));
    }

    static void putU16(byte[] data, int offset, int value) {
        SHORT.set(data, offset, (short) value);
    }

    static void putU32(byte[] data, int offset, long value) {
        INT.set(data, offset, (int) value);
    }

    static void putF32(byte[] data, int offset, float value) {
        INT.set(data, offset, Float.floatToRawIntBits(value));
    }
}
