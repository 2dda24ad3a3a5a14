package dev.syncline.engine.telemetry.dvtm;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A protobuf message field by field, without its definition. Limits are protobuf's own: nothing is read past a message's end. */
final class DvtmMessage {
    private static final int LONGEST_TEXT = 100;

    private final CodedInputStream in;

    DvtmMessage(byte[] bytes) {
        in = CodedInputStream.newInstance(bytes);
    }

    /** What becomes of a field: one of this class's methods is called for its value, or none. */
    @FunctionalInterface
    interface Field {
        void take(int number, int wireType) throws IOException;
    }

    /**
     * Goes through the message that is open.
     *
     * @throws IOException where it is no message
     */
    void fields(Field field) throws IOException {
        while (!in.isAtEnd()) {
            int tag = in.readTag();
            int before = in.getTotalBytesRead();
            field.take(WireFormat.getTagFieldNumber(tag), WireFormat.getTagWireType(tag));
            if (in.getTotalBytesRead() == before) {
                in.skipField(tag);
            }
        }
    }

    /** Goes through a message that is the field's value; one of another wire type is left alone. */
    void inside(int wireType, Field field) throws IOException {
        if (wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            int outer = in.pushLimit(in.readRawVarint32());
            fields(field);
            in.popLimit(outer);
        }
    }

    long whole() throws IOException {
        return in.readRawVarint64();
    }

    float real() throws IOException {
        return in.readFloat();
    }

    String text() throws IOException {
        byte[] letters = in.readByteArray();
        return new String(letters, 0, Math.min(letters.length, LONGEST_TEXT), StandardCharsets.UTF_8)
                .replaceAll("\\p{C}", "")
                .strip();
    }

    /** Whole numbers that stand together, the first so many; 0 for those that are not there. */
    long[] wholes(int most) throws IOException {
        long[] numbers = new long[most];
        int outer = in.pushLimit(in.readRawVarint32());
        for (int i = 0; !in.isAtEnd(); i++) {
            long number = in.readRawVarint64();
            if (i < most) {
                numbers[i] = number;
            }
        }
        in.popLimit(outer);
        return numbers;
    }

    /** Real numbers of 32 bits that stand together, as many as the message holds and at most so many. */
    float[] reals(int most) throws IOException {
        float[] numbers = new float[most];
        int count = 0;
        int outer = in.pushLimit(in.readRawVarint32());
        while (!in.isAtEnd()) {
            float number = in.readFloat();
            if (count < most) {
                numbers[count++] = number;
            }
        }
        in.popLimit(outer);
        return Arrays.copyOf(numbers, count);
    }
}
