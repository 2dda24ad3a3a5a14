package dev.syncline.engine.match.mcap;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The schemas and channels of a file, collected as their records come by. */
final class McapCatalogue {
    private record Schema(String name, String encoding, ByteBuffer data) {}

    private static final Schema NONE = new Schema("", "", ByteBuffer.allocate(0));

    private final Map<Integer, Schema> schemas = new HashMap<>();
    private final TreeMap<Integer, McapChannel> channels = new TreeMap<>();

    void addSchema(RecordBytes record) throws TelemetryFormatException {
        int id = record.u16("schema id");
        if (id == 0) {
            throw record.wrong("schema id is 0, which stands for no schema");
        }
        String name = record.text("schema name");
        String encoding = record.text("schema encoding");
        ByteBuffer text = record.block(record.u32("schema length"), "schema");
        byte[] own = new byte[text.remaining()];
        text.get(own);
        schemas.put(id, new Schema(name, encoding, ByteBuffer.wrap(own)));
    }

    void addChannel(RecordBytes record) throws TelemetryFormatException {
        int id = record.u16("channel id");
        int schemaId = record.u16("schema id");
        Schema schema = schemaId == 0 ? NONE : schemas.get(schemaId);
        if (schema == null) {
            throw record.wrong("channel " + id + " names schema " + schemaId + ", which has not been defined");
        }
        String topic = record.text("topic");
        String encoding = record.text("message encoding");
        channels.put(id, new McapChannel(id, topic, encoding, schema.name, schema.encoding, schema.data));
    }

    McapChannel channel(int id, RecordBytes record) throws TelemetryFormatException {
        McapChannel channel = channels.get(id);
        if (channel == null) {
            throw record.wrong("a message of channel " + id + ", which has not been defined");
        }
        return channel;
    }

    boolean has(int id) {
        return channels.containsKey(id);
    }

    Collection<McapChannel> channels() {
        return channels.values();
    }
}
