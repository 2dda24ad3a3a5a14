package dev.syncline.engine.match.mcap;

/**
 * A topic as one recorder wrote it.
 *
 * @param id number of the channel in this file, 0 to 65535
 * @param topic name of the topic
 * @param messageEncoding how its messages are written: {@code cdr}, {@code json}, {@code protobuf}…
 * @param schemaName name of the message type, such as {@code sensor_msgs/msg/Image}; empty where there is none
 * @param schemaEncoding language of the schema: {@code ros2msg}, {@code jsonschema}…; empty where there is none
 * @param schema the type's definition; empty where there is none
 */
public record McapChannel(
        int id, String topic, String messageEncoding, String schemaName, String schemaEncoding, String schema) {}
