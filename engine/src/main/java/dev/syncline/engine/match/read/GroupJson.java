package dev.syncline.engine.match.read;

import dev.syncline.engine.match.MessageGroup;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A group as one JSON object. */
final class GroupJson {
    private static final JsonMapper JSON = new JsonMapper();

    /** What the objects look like, as JSON Schema. */
    static final String SCHEMA = "{\"type\":\"object\",\"properties\":{"
            + "\"group\":{\"type\":\"integer\"},\"interval_ns\":{\"type\":\"integer\"},"
            + "\"agreed\":{\"type\":\"boolean\"},\"members\":{\"type\":\"array\",\"items\":{\"type\":\"object\","
            + "\"properties\":{\"stream\":{\"type\":\"string\"},\"membership\":{\"type\":\"string\"},"
            + "\"sequence\":{\"type\":\"integer\"},\"time_ns\":{\"type\":\"integer\"},"
            + "\"values\":{\"type\":\"object\"}}}}}}";

    private GroupJson() {}

    static byte[] bytes(long number, MessageGroup<RecordedMessage> group, List<RecordedStream> streams) {
        ObjectNode object = JSON.createObjectNode();
        object.put("group", number);
        object.put("interval_ns", group.intervalNs());
        object.put("agreed", group.agreed());
        ArrayNode members = object.putArray("members");
        for (int s = 0; s < streams.size(); s++) {
            RecordedMessage member = group.member(s);
            if (member != null) {
                ObjectNode node = members.addObject();
                node.put("stream", streams.get(s).name());
                node.put("membership", group.membership(s).name().toLowerCase(Locale.ROOT));
                if (member.hasSequence()) {
                    node.put("sequence", member.sequence());
                }
                node.put("time_ns", group.timeNs(s));
                List<String> names = streams.get(s).valueNames();
                if (!names.isEmpty()) {
                    ObjectNode values = node.putObject("values");
                    for (int v = 0; v < names.size(); v++) {
                        values.put(names.get(v), member.values()[v]);
                    }
                }
            }
        }
        return JSON.writeValueAsBytes(object);
    }
}
