package dev.syncline.engine.match.header;

import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Headers of JSON messages: {@code timestamp: {sec, nsec}} as Foxglove's have it, or a ROS header,
 * {@code header: {stamp: {sec, nanosec}, seq}}.
 */
final class JsonHeaders implements HeaderReader {
    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final Set<String> SECONDS = Set.of("sec", "secs", "seconds");
    private static final Set<String> NANOSECONDS = Set.of("nsec", "nsecs", "nanosec", "nanos");

    private long timeNs;
    private long number;

    @Override
    public @Nullable MessageHeader read(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        timeNs = MessageHeader.ABSENT;
        number = MessageHeader.ABSENT;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                object(parser, true);
            }
        } catch (JacksonException | NumberFormatException notJson) {
            return null;
        }
        return timeNs == MessageHeader.ABSENT ? null : new MessageHeader(timeNs, MessageHeader.ABSENT, number, 0);
    }

    private void object(JsonParser parser, boolean outer) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && name.equals(outer ? "timestamp" : "stamp")) {
                timeNs = stampNs(parser);
            } else if (value == JsonToken.START_OBJECT && outer && name.equals("header")) {
                object(parser, false);
            } else if (value == JsonToken.VALUE_NUMBER_INT && !outer && name.equals("seq")) {
                number = Math.max(parser.getLongValue(), 0);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static long stampNs(JsonParser parser) {
        long seconds = MessageHeader.ABSENT;
        long nanoseconds = MessageHeader.ABSENT;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_NUMBER_INT && SECONDS.contains(name)) {
                seconds = parser.getLongValue();
            } else if (value == JsonToken.VALUE_NUMBER_INT && NANOSECONDS.contains(name)) {
                nanoseconds = parser.getLongValue();
            } else {
                parser.skipChildren();
            }
        }
        return MessageHeader.stampNs(seconds, nanoseconds);
    }
}
