package dev.syncline.engine.match.mcap;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A topic as one recorder wrote it.
 *
 * @param id number of the channel in this file, 0 to 65535
 * @param topic name of the topic
 * @param messageEncoding how its messages are written: {@code cdr}, {@code json}, {@code protobuf}…
 * @param schemaName name of the message type, such as {@code sensor_msgs/msg/Image}; empty where there is none
 * @param schemaEncoding language of the schema: {@code ros2msg}, {@code jsonschema}…; empty where there is none
 * @param schema the type's definition, text or binary; empty where there is none
 */
public record McapChannel(
        int id, String topic, String messageEncoding, String schemaName, String schemaEncoding, ByteBuffer schema) {
    public McapChannel {
        schema = schema.asReadOnlyBuffer();
    }

    /** A topic whose schema is text. */
    public McapChannel(
            int id, String topic, String messageEncoding, String schemaName, String schemaEncoding, String schema) {
        this(
                id,
                topic,
                messageEncoding,
                schemaName,
                schemaEncoding,
                ByteBuffer.wrap(schema.getBytes(StandardCharsets.UTF_8)));
    }

    /** The type's definition, from its first byte to its last. */
    @Override
    public ByteBuffer schema() {
        return schema.duplicate();
    }

    /** The type's definition as text. */
    public String schemaText() {
        return StandardCharsets.UTF_8.decode(schema.duplicate()).toString();
    }
}
