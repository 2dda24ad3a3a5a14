package dev.syncline.engine.telemetry.rtmd;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A packet of Sony's metadata: a head, a label, a set of tags. */
@SuppressWarnings("ByteBufferBackingArray") // made by allocate
public final class RtmdPacketBuilder {
    private static final byte[] LABEL = HexFormat.of().parseHex("060e2b34025301010c0201017f010000");

    private final ByteBuffer tags = ByteBuffer.allocate(1 << 16);

    /** What a camera that stamps gyro and frames writes: 2000 samples a second, 16.4 counts for 1°/s, axes as they are. */
    public static RtmdPacketBuilder stamped(int offsetUs, int exposureUs) {
        return new RtmdPacketBuilder()
                .text(0x8114, "ILCE-7SM3 5072108")
                .rational(0x8109, exposureUs, 1_000_000)
                .whole(0xe40c, 12_000)
                .whole(0xe40d, exposureUs)
                .whole(0xe40e, 8_000)
                .whole(0xe435, 2000)
                .whole(0xe436, 1_000_000)
                .whole(0xe437, offsetUs)
                .bytes(0xe438, 0)
                .real(0xe439, 16.4f)
                .bytes(0xe43a, 4, 0x20);
    }

    /** A tag and its bytes. */
    public RtmdPacketBuilder bytes(int tag, int... value) {
        tags.putShort((short) tag).putShort((short) value.length);
        for (int b : value) {
            tags.put((byte) b);
        }
        return this;
    }

    private RtmdPacketBuilder bytes(int tag, byte[] value) {
        tags.putShort((short) tag).putShort((short) value.length).put(value);
        return this;
    }

    /** A tag with a whole number of 32 bits. */
    public RtmdPacketBuilder whole(int tag, int value) {
        return bytes(tag, ByteBuffer.allocate(4).putInt(value).array());
    }

    /** A tag with two of them. */
    public RtmdPacketBuilder rational(int tag, int above, int below) {
        return bytes(tag, ByteBuffer.allocate(8).putInt(above).putInt(below).array());
    }

    /** A tag with a real number of 32 bits. */
    public RtmdPacketBuilder real(int tag, float value) {
        return bytes(tag, ByteBuffer.allocate(4).putFloat(value).array());
    }

    /** A tag with letters. */
    public RtmdPacketBuilder text(int tag, String value) {
        return bytes(tag, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A table of entries of three 16-bit numbers. */
    public RtmdPacketBuilder triples(int tag, int... values) {
        ByteBuffer b = ByteBuffer.allocate(8 + 2 * values.length)
                .putInt(values.length / 3)
                .putInt(6);
        for (int value : values) {
            b.putShort((short) value);
        }
        return bytes(tag, b.array());
    }

    /** A table of entries of four 32-bit numbers. */
    public RtmdPacketBuilder shifts(int tag, int... values) {
        ByteBuffer b = ByteBuffer.allocate(8 + 4 * values.length)
                .putInt(values.length / 4)
                .putInt(16);
        for (int value : values) {
            b.putInt(value);
        }
        return bytes(tag, b.array());
    }

    /** {@return the packet, filled up with zeros as cameras do} */
    public byte[] packet() {
        byte[] set = Arrays.copyOf(tags.array(), tags.position());
        ByteBuffer b = ByteBuffer.allocate(28 + 16 + 4 + set.length + 12);
        b.putShort((short) 0x1c).position(28);
        b.put(LABEL).putShort((short) 0x8300).putShort((short) set.length).put(set);
        return b.array();
    }
}
