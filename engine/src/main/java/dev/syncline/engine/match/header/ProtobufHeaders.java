package dev.syncline.engine.match.header;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Headers of Protobuf messages: DepthAI's ({@code ts}, {@code tsDevice}, {@code sequenceNum},
 * {@code cam.exposureTimeUs}), Foxglove's ({@code timestamp}) and those with a ROS header in them. Only these fields are
 * parsed: pictures and calibrations beside them are passed over.
 */
final class ProtobufHeaders implements HeaderReader {
    /** A part of a message that is longer is no time and no header. */
    static final int LONGEST_PART = 1 << 16;

    private static final int NS_PER_US = 1_000;
    private static final long LONGEST_EXPOSURE_US = 1L << 32;

    private final Descriptor type;
    private final @Nullable FieldDescriptor time;
    private final @Nullable FieldDescriptor device;
    private final @Nullable FieldDescriptor number;
    private final @Nullable FieldDescriptor header;
    private final @Nullable FieldDescriptor camera;

    private ProtobufHeaders(Descriptor type) {
        this.type = type;
        this.time = ProtobufFields.time(type, "ts", "timestamp");
        this.device = ProtobufFields.time(type, "tsDevice");
        this.number = ProtobufFields.number(type, "sequenceNum", "sequence_num", "sequence", "seq");
        this.header = ProtobufFields.message(type, "header");
        this.camera = ProtobufFields.message(type, "cam");
    }

    /** A reader for messages of a type; null where the type has no stamp. */
    static @Nullable HeaderReader of(Descriptor type) {
        ProtobufHeaders headers = new ProtobufHeaders(type);
        boolean inHeader = headers.header != null
                && ProtobufFields.time(headers.header.getMessageType(), "stamp", "timestamp") != null;
        return headers.time != null || inHeader ? headers : null;
    }

    @Override
    public @Nullable MessageHeader read(ByteBuffer data) {
        long timeNs = MessageHeader.ABSENT;
        long deviceNs = MessageHeader.ABSENT;
        // Protobuf leaves out what is 0.
        long count = number == null ? MessageHeader.ABSENT : 0;
        long exposureNs = 0;
        try {
            CodedInputStream in =
                    UnsafeByteOperations.unsafeWrap(data.duplicate()).newCodedInput();
            in.enableAliasing(true);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
                if (field == null
                        || WireFormat.getTagWireType(tag) != field.getLiteType().getWireType()) {
                    in.skipField(tag);
                } else if (field.equals(number)) {
                    count = in.readInt64();
                } else if (field.equals(time)) {
                    timeNs = ProtobufFields.timeNs(part(in, field));
                } else if (field.equals(device)) {
                    deviceNs = ProtobufFields.timeNs(part(in, field));
                } else if (field.equals(camera)) {
                    exposureNs = exposureNs(part(in, field));
                } else if (field.equals(header)) {
                    DynamicMessage inner = part(in, field);
                    timeNs = time == null ? innerTimeNs(inner) : timeNs;
                    long seq = ProtobufFields.whole(
                            inner, ProtobufFields.number(inner.getDescriptorForType(), "seq", "sequence"));
                    count = number == null ? seq : count;
                } else {
                    in.skipField(tag);
                }
            }
        } catch (IOException damaged) {
            return null;
        }
        return new MessageHeader(timeNs, deviceNs, count < 0 ? MessageHeader.ABSENT : count, exposureNs);
    }

    private static long innerTimeNs(DynamicMessage header) {
        FieldDescriptor stamp = ProtobufFields.time(header.getDescriptorForType(), "stamp", "timestamp");
        return stamp != null && header.hasField(stamp) && header.getField(stamp) instanceof DynamicMessage inner
                ? ProtobufFields.timeNs(inner)
                : MessageHeader.ABSENT;
    }

    private static long exposureNs(DynamicMessage camera) {
        long us = ProtobufFields.whole(camera, ProtobufFields.number(camera.getDescriptorForType(), "exposureTimeUs"));
        return us > 0 && us < LONGEST_EXPOSURE_US ? us * NS_PER_US : 0;
    }

    /** A part of a message, which must not be long. */
    static DynamicMessage part(CodedInputStream in, FieldDescriptor field) throws IOException {
        ByteString bytes = in.readBytes();
        if (bytes.size() > LONGEST_PART) {
            throw new IOException(field.getName() + " is " + bytes.size() + " bytes, expected at most " + LONGEST_PART);
        }
        return DynamicMessage.parseFrom(field.getMessageType(), bytes);
    }
}
