package dev.syncline.engine.match.header;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Samples in DepthAI's IMU messages: each message holds some packets, each packet a report of every sensor with a stamp
 * of its own.
 */
public final class ImuBatchReader {
    /** The type of such messages. */
    static final String TYPE = "dai.proto.imu_data.IMUData";

    /** The sensors that are read: m/s² and rad/s. */
    public static final List<String> SENSORS = List.of("accelerometer", "gyroscope");

    /** Takes samples. */
    @FunctionalInterface
    public interface Sink {
        /**
         * A sample.
         *
         * @param sensor its place in {@link #SENSORS}
         * @param header stamps and number of its report
         */
        void accept(int sensor, MessageHeader header, double x, double y, double z);
    }

    private final Descriptor type;
    private final FieldDescriptor packets;

    private ImuBatchReader(Descriptor type, FieldDescriptor packets) {
        this.type = type;
        this.packets = packets;
    }

    static @Nullable ImuBatchReader of(Descriptor type) {
        FieldDescriptor packets = type.findFieldByName("packets");
        boolean known = packets != null
                && packets.isRepeated()
                && packets.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && SENSORS.stream().allMatch(s -> ProtobufFields.message(packets.getMessageType(), s) != null);
        return known ? new ImuBatchReader(type, packets) : null;
    }

    /**
     * Reads a message's samples.
     *
     * @return false where the message is damaged
     */
    public boolean read(ByteBuffer data, Sink sink) {
        try {
            CodedInputStream in =
                    UnsafeByteOperations.unsafeWrap(data.duplicate()).newCodedInput();
            in.enableAliasing(true);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
                boolean packet =
                        packets.equals(field) && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
                if (packet) {
                    packet(ProtobufHeaders.part(in, packets), sink);
                } else {
                    in.skipField(tag);
                }
            }
            return true;
        } catch (IOException damaged) {
            return false;
        }
    }

    private static void packet(DynamicMessage packet, Sink sink) {
        for (int s = 0; s < SENSORS.size(); s++) {
            DynamicMessage sample = inner(packet, SENSORS.get(s));
            DynamicMessage report = sample == null ? null : inner(sample, "report");
            DynamicMessage vector = sample == null ? null : inner(sample, "vec");
            if (report != null && vector != null) {
                long number =
                        ProtobufFields.whole(report, ProtobufFields.number(report.getDescriptorForType(), "sequence"));
                MessageHeader header = new MessageHeader(
                        timeNs(report, "ts"),
                        timeNs(report, "tsDevice"),
                        number < 0 ? MessageHeader.ABSENT : number,
                        0);
                sink.accept(s, header, value(vector, "x"), value(vector, "y"), value(vector, "z"));
            }
        }
    }

    private static @Nullable DynamicMessage inner(DynamicMessage message, String name) {
        FieldDescriptor field = ProtobufFields.message(message.getDescriptorForType(), name);
        return field != null && message.hasField(field) && message.getField(field) instanceof DynamicMessage inner
                ? inner
                : null;
    }

    private static long timeNs(DynamicMessage report, String name) {
        DynamicMessage time = inner(report, name);
        return time == null || ProtobufFields.time(report.getDescriptorForType(), name) == null
                ? MessageHeader.ABSENT
                : ProtobufFields.timeNs(time);
    }

    private static double value(DynamicMessage vector, String name) {
        FieldDescriptor field = vector.getDescriptorForType().findFieldByName(name);
        return field != null && !field.isRepeated() && vector.getField(field) instanceof Number number
                ? number.doubleValue()
                : Double.NaN;
    }
}
