package dev.syncline.engine.match.header;

import com.google.protobuf.Descriptors.Descriptor;
import dev.syncline.engine.match.mcap.McapChannel;
import org.jspecify.annotations.Nullable;

/** Finds out how the messages of a channel tell their stamp, by the schema in the file. */
public final class MessageHeaders {
    private MessageHeaders() {}

    /** A reader for a channel's messages; null where its type is known to have no stamp, or is not understood. */
    public static @Nullable HeaderReader of(McapChannel channel) {
        return switch (channel.messageEncoding()) {
            case "cdr" -> channel.schemaEncoding().equals("ros2msg") ? RosHeaders.ros2(channel.schemaText()) : null;
            case "ros1" -> channel.schemaEncoding().equals("ros1msg") ? RosHeaders.ros1(channel.schemaText()) : null;
            case "json" -> new JsonHeaders();
            case "protobuf" -> {
                Descriptor type = descriptor(channel);
                yield type == null ? null : ProtobufHeaders.of(type);
            }
            default -> null;
        };
    }

    /** A reader for the samples in a channel's messages, which are batches; null where they are not. */
    public static @Nullable ImuBatchReader batches(McapChannel channel) {
        if (!channel.messageEncoding().equals("protobuf")
                || !channel.schemaName().equals(ImuBatchReader.TYPE)) {
            return null;
        }
        Descriptor type = descriptor(channel);
        return type == null ? null : ImuBatchReader.of(type);
    }

    private static @Nullable Descriptor descriptor(McapChannel channel) {
        return channel.schemaEncoding().equals("protobuf")
                ? ProtobufSchema.descriptor(channel.schema(), channel.schemaName())
                : null;
    }
}
