package dev.syncline.engine.telemetry.dvtm;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A protobuf message, field by field. */
public final class DvtmPacketBuilder {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    private interface Write {
        void to(CodedOutputStream out) throws IOException;
    }

    private DvtmPacketBuilder with(Write write) {
        try {
            write.to(out);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A whole number. */
    public DvtmPacketBuilder whole(int field, long value) {
        return with(o -> o.writeUInt64(field, value));
    }

    /** A real number of 32 bits. */
    public DvtmPacketBuilder real(int field, float value) {
        return with(o -> o.writeFloat(field, value));
    }

    /** Letters. */
    public DvtmPacketBuilder text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes as they are. */
    public DvtmPacketBuilder bytes(int field, byte[] value) {
        return with(o -> o.writeByteArray(field, value));
    }

    /** A message within. */
    public DvtmPacketBuilder inside(int field, DvtmPacketBuilder message) {
        return bytes(field, message.packet());
    }

    /** A message that holds one whole number. */
    public DvtmPacketBuilder wrapped(int field, long value) {
        return inside(field, new DvtmPacketBuilder().whole(1, value));
    }

    /** A message that holds one real number. */
    public DvtmPacketBuilder wrapped(int field, float value) {
        return inside(field, new DvtmPacketBuilder().real(1, value));
    }

    /** Quaternions w, x, y, z, one after the other. */
    public DvtmPacketBuilder orientations(int field, double... parts) {
        for (int i = 0; i < parts.length; i += 4) {
            inside(
                    field,
                    new DvtmPacketBuilder()
                            .real(1, (float) parts[i])
                            .real(2, (float) parts[i + 1])
                            .real(3, (float) parts[i + 2])
                            .real(4, (float) parts[i + 3]));
        }
        return this;
    }

    /** {@return the message} */
    public byte[] packet() {
        with(CodedOutputStream::flush);
        return bytes.toByteArray();
    }

    /** What a clip says, in the layout of most products: readout 10 ms, RockSteady where {@code eis} is 1. */
    public static DvtmPacketBuilder clip(int eis) {
        return new DvtmPacketBuilder()
                .inside(
                        1,
                        new DvtmPacketBuilder()
                                .text(1, "dvtm_wm169.proto")
                                .text(6, "01.00.06.00")
                                .text(10, "DJI Action 2"))
                .wrapped(4, 10_000_000L)
                .inside(5, new DvtmPacketBuilder())
                .wrapped(8, 1457.07f)
                .inside(9, eis == 0 ? new DvtmPacketBuilder() : new DvtmPacketBuilder().whole(1, eis))
                .wrapped(10, 1000L)
                .wrapped(11, 25f);
    }

    /** A frame: its stamp, its exposure of 1/500 s, and what an IMU says of it. */
    public static DvtmPacketBuilder frame(long stampUs, DvtmPacketBuilder imu) {
        return new DvtmPacketBuilder()
                .inside(1, new DvtmPacketBuilder().whole(1, 1).whole(2, stampUs))
                .inside(2, new DvtmPacketBuilder().inside(4, new DvtmPacketBuilder().bytes(1, new byte[] {
                                    1, (byte) 0xf4, 3
                                })))
                .inside(3, imu);
    }
}
