package dev.syncline.engine.telemetry.insta360;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The fields of a protobuf message, one after the other, without knowing its definition. */
final class ProtobufFields {
    private final ByteBuffer in;
    private final String file;
    private int number;
    private long whole;
    private double real;
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    ProtobufFields(ByteBuffer message, String file) {
        this.in = message.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.file = file;
    }

    /** Goes to the next field; false at the end. A value of another kind than is asked for is 0, NaN or empty. */
    boolean next() throws TelemetryFormatException {
        if (!in.hasRemaining()) {
            return false;
        }
        long key = varint();
        number = (int) (key >>> 3);
        whole = 0;
        real = Double.NaN;
        bytes = ByteBuffer.allocate(0);
        switch ((int) (key & 7)) {
            case 0 -> whole = varint();
            case 1 -> {
                need(8);
                real = in.getDouble();
            }
            case 2 -> {
                long length = varint();
                need(length);
                bytes = in.slice(in.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
                in.position(in.position() + (int) length);
            }
            case 5 -> {
                need(4);
                real = in.getFloat();
            }
            default -> throw wrong("a field of kind " + (key & 7));
        }
        return true;
    }

    int number() {
        return number;
    }

    long whole() {
        return whole;
    }

    double real() {
        return real;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    private long varint() throws TelemetryFormatException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            need(1);
            byte b = in.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw wrong("a number of more than 10 bytes");
    }

    private void need(long count) throws TelemetryFormatException {
        if (count < 0 || count > in.remaining()) {
            throw wrong("a field of " + count + " bytes where " + in.remaining() + " are left");
        }
    }

    private TelemetryFormatException wrong(String found) {
        return new TelemetryFormatException(file, "metadata, byte " + in.position(), found + ": it is damaged");
    }
}
