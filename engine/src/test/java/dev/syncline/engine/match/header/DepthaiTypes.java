package dev.syncline.engine.match.header;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.syncline.engine.match.mcap.McapChannel;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Protobuf types with the fields of DepthAI's and Foxglove's that matter here, and messages of them. */
public final class DepthaiTypes {
    private DepthaiTypes() {}

    /** As DepthAI 3.12 records pictures: one topic a file, always of this name. */
    public static McapChannel frames() {
        FileDescriptorProto common = FileDescriptorProto.newBuilder()
                .setName("common.proto")
                .setPackage("dai.proto.common")
                .setSyntax("proto3")
                .addMessageType(type(
                        "Timestamp",
                        field("sec", 1, FieldDescriptorProto.Type.TYPE_INT64),
                        field("nsec", 2, FieldDescriptorProto.Type.TYPE_INT64)))
                .addMessageType(
                        type("CameraSettings", field("exposureTimeUs", 1, FieldDescriptorProto.Type.TYPE_INT32)))
                .build();
        FileDescriptorProto image = FileDescriptorProto.newBuilder()
                .setName("ImgFrame.proto")
                .setPackage("dai.proto.img_frame")
                .setSyntax("proto3")
                .addDependency("common.proto")
                .addMessageType(type(
                        "ImgFrame",
                        field("ts", 1, ".dai.proto.common.Timestamp"),
                        field("tsDevice", 2, ".dai.proto.common.Timestamp"),
                        field("sequenceNum", 3, FieldDescriptorProto.Type.TYPE_INT64),
                        field("cam", 6, ".dai.proto.common.CameraSettings"),
                        field("data", 11, FieldDescriptorProto.Type.TYPE_BYTES)))
                .build();
        // What is imported comes last: linking must not depend on the order.
        return channel(
                1,
                "img_frame",
                "dai.proto.img_frame.ImgFrame",
                FileDescriptorSet.newBuilder().addFile(image).addFile(common).build());
    }

    /** DepthAI's batches of IMU samples. */
    public static McapChannel imu() {
        FileDescriptorProto imu = FileDescriptorProto.newBuilder()
                .setName("IMUData.proto")
                .setPackage("dai.proto.imu_data")
                .setSyntax("proto3")
                .addMessageType(type(
                        "Timestamp",
                        field("sec", 1, FieldDescriptorProto.Type.TYPE_INT64),
                        field("nsec", 2, FieldDescriptorProto.Type.TYPE_INT64)))
                .addMessageType(type(
                        "IMUReport",
                        field("sequence", 1, FieldDescriptorProto.Type.TYPE_INT32),
                        field("ts", 3, ".dai.proto.imu_data.Timestamp"),
                        field("tsDevice", 4, ".dai.proto.imu_data.Timestamp")))
                .addMessageType(type(
                        "Vector3f",
                        field("x", 1, FieldDescriptorProto.Type.TYPE_FLOAT),
                        field("y", 2, FieldDescriptorProto.Type.TYPE_FLOAT),
                        field("z", 3, FieldDescriptorProto.Type.TYPE_FLOAT)))
                .addMessageType(type(
                        "IMUReportVec",
                        field("vec", 1, ".dai.proto.imu_data.Vector3f"),
                        field("report", 2, ".dai.proto.imu_data.IMUReport")))
                .addMessageType(type(
                        "IMUPacket",
                        field("accelerometer", 1, ".dai.proto.imu_data.IMUReportVec"),
                        field("gyroscope", 2, ".dai.proto.imu_data.IMUReportVec")))
                .addMessageType(type(
                        "IMUData",
                        field("packets", 1, ".dai.proto.imu_data.IMUPacket").toBuilder()
                                .setLabel(Label.LABEL_REPEATED)
                                .build(),
                        field("sequenceNum", 2, FieldDescriptorProto.Type.TYPE_INT64),
                        field("ts", 3, ".dai.proto.imu_data.Timestamp")))
                .build();
        return channel(
                2,
                "imu",
                "dai.proto.imu_data.IMUData",
                FileDescriptorSet.newBuilder().addFile(imu).build());
    }

    /** A Foxglove type with Google's time. */
    public static McapChannel foxglove() {
        FileDescriptorProto time = FileDescriptorProto.newBuilder()
                .setName("google/protobuf/timestamp.proto")
                .setPackage("google.protobuf")
                .setSyntax("proto3")
                .addMessageType(type(
                        "Timestamp",
                        field("seconds", 1, FieldDescriptorProto.Type.TYPE_INT64),
                        field("nanos", 2, FieldDescriptorProto.Type.TYPE_INT32)))
                .build();
        FileDescriptorProto image = FileDescriptorProto.newBuilder()
                .setName("foxglove/CompressedImage.proto")
                .setPackage("foxglove")
                .setSyntax("proto3")
                .addDependency("google/protobuf/timestamp.proto")
                .addMessageType(type(
                        "CompressedImage",
                        field("timestamp", 1, ".google.protobuf.Timestamp"),
                        field("data", 2, FieldDescriptorProto.Type.TYPE_BYTES)))
                .build();
        return channel(
                3,
                "/camera",
                "foxglove.CompressedImage",
                FileDescriptorSet.newBuilder().addFile(time).addFile(image).build());
    }

    /** A picture of these stamps, number and exposure, with a few bytes of data. */
    public static byte[] frame(long timeNs, long deviceNs, long number, int exposureUs) {
        Descriptor type = typeOf(frames());
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type)
                .setField(field(type, "ts"), time(field(type, "ts").getMessageType(), timeNs))
                .setField(field(type, "tsDevice"), time(field(type, "tsDevice").getMessageType(), deviceNs))
                .setField(field(type, "sequenceNum"), number)
                .setField(field(type, "data"), com.google.protobuf.ByteString.copyFrom(new byte[32]));
        Descriptor camera = field(type, "cam").getMessageType();
        message.setField(
                field(type, "cam"),
                DynamicMessage.newBuilder(camera)
                        .setField(field(camera, "exposureTimeUs"), exposureUs)
                        .build());
        return message.build().toByteArray();
    }

    /** A batch of samples; each is (accelerometer's time, gyroscope's time, x of both). */
    public static byte[] batch(long[]... samples) {
        Descriptor type = typeOf(imu());
        FieldDescriptor packets = field(type, "packets");
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (long[] sample : samples) {
            Descriptor packet = packets.getMessageType();
            message.addRepeatedField(
                    packets,
                    DynamicMessage.newBuilder(packet)
                            .setField(field(packet, "accelerometer"), sample(packet, "accelerometer", sample[0], (float)
                                    sample[2]))
                            .setField(field(packet, "gyroscope"), sample(packet, "gyroscope", sample[1], (float)
                                    -sample[2]))
                            .build());
        }
        return message.build().toByteArray();
    }

    private static DynamicMessage sample(Descriptor packet, String sensor, long timeNs, float x) {
        Descriptor type = field(packet, sensor).getMessageType();
        Descriptor vector = field(type, "vec").getMessageType();
        Descriptor report = field(type, "report").getMessageType();
        return DynamicMessage.newBuilder(type)
                .setField(
                        field(type, "vec"),
                        DynamicMessage.newBuilder(vector)
                                .setField(field(vector, "x"), x)
                                .build())
                .setField(
                        field(type, "report"),
                        DynamicMessage.newBuilder(report)
                                .setField(
                                        field(report, "ts"),
                                        time(field(report, "ts").getMessageType(), timeNs))
                                .build())
                .build();
    }

    /** A Foxglove picture. */
    public static byte[] foxglove(long timeNs) {
        Descriptor type = typeOf(foxglove());
        Descriptor time = field(type, "timestamp").getMessageType();
        return DynamicMessage.newBuilder(type)
                .setField(
                        field(type, "timestamp"),
                        DynamicMessage.newBuilder(time)
                                .setField(field(time, "seconds"), timeNs / 1_000_000_000)
                                .setField(field(time, "nanos"), (int) (timeNs % 1_000_000_000))
                                .build())
                .build()
                .toByteArray();
    }

    private static DynamicMessage time(Descriptor type, long ns) {
        return DynamicMessage.newBuilder(type)
                .setField(field(type, "sec"), ns / 1_000_000_000)
                .setField(field(type, "nsec"), ns % 1_000_000_000)
                .build();
    }

    private static Descriptor typeOf(McapChannel channel) {
        return known(ProtobufSchema.descriptor(channel.schema(), channel.schemaName()));
    }

    private static FieldDescriptor field(Descriptor type, String name) {
        return known(type.findFieldByName(name));
    }

    private static <T> T known(@Nullable T value) {
        if (value == null) {
            throw new AssertionError("missing in the test's own types");
        }
        return value;
    }

    private static McapChannel channel(int id, String topic, String type, FileDescriptorSet types) {
        return new McapChannel(id, topic, "protobuf", type, "protobuf", ByteBuffer.wrap(types.toByteArray()));
    }

    private static DescriptorProto type(String name, FieldDescriptorProto... fields) {
        return DescriptorProto.newBuilder()
                .setName(name)
                .addAllField(java.util.List.of(fields))
                .build();
    }

    private static FieldDescriptorProto field(String name, int number, FieldDescriptorProto.Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(Label.LABEL_OPTIONAL)
                .setType(type)
                .build();
    }

    private static FieldDescriptorProto field(String name, int number, String messageType) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(Label.LABEL_OPTIONAL)
                .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                .setTypeName(messageType)
                .build();
    }
}
