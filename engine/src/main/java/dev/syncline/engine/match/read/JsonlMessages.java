package dev.syncline.engine.match.read;

import dev.syncline.engine.file.JsonTree;
import dev.syncline.engine.match.read.MessageFields.Field;
import dev.syncline.engine.match.read.MessageFields.Kind;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages as JSON lines: one object a line, its names those of {@link CsvMessages}' columns; values are left out. */
public final class JsonlMessages {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String file;
    private final String streamName;
    private final TextLines lines;

    private JsonlMessages(String file, String streamName, InputStream in) {
        this.file = file;
        this.streamName = streamName;
        this.lines = new TextLines(in, file);
    }

    /**
     * Reads a file.
     *
     * @param file its name, for messages
     * @param streamName the stream's name where an object does not say
     * @throws TelemetryFormatException naming the line that is not what it should be
     */
    public static RecordedFile read(String file, String streamName, InputStream in) throws IOException {
        return new JsonlMessages(file, streamName, in).read();
    }

    private RecordedFile read() throws IOException {
        StreamSet streams = new StreamSet(file);
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                add(object(line), streams);
            }
        }
        return streams.build(List.of());
    }

    private JsonNode object(String line) throws TelemetryFormatException {
        JsonNode node;
        try {
            node = JsonTree.read(JSON, line.getBytes(StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw lines.wrong("not JSON: " + CsvMessages.shown(e.getOriginalMessage()));
        } catch (NumberFormatException e) {
            // Jackson lets this one through, for an exponent that no BigDecimal can hold.
            throw lines.wrong("a number's exponent is too large");
        }
        if (!node.isObject()) {
            throw lines.wrong(
                    "not a JSON object, such as {\"stream\": \"left\", \"sequence\": 1, \"timestamp_ns\": 0}");
        }
        return node;
    }

    private void add(JsonNode object, StreamSet streams) throws TelemetryFormatException {
        List<Map.Entry<String, JsonNode>> entries = new ArrayList<>(object.properties());
        List<Field> fields =
                entries.stream().map(e -> MessageFields.of(e.getKey())).toList();
        String stream = text(Kind.STREAM, entries, fields);
        String sequence = text(Kind.SEQUENCE, entries, fields);
        Long time = ns(Kind.TIME, entries, fields);
        Long exposure = ns(Kind.EXPOSURE, entries, fields);
        if (time == null) {
            throw lines.wrong("no time: name it timestamp_s, timestamp_ms, timestamp_us or timestamp_ns");
        }
        if (exposure != null && exposure < 0) {
            throw lines.wrong("exposure is negative");
        }
        String name = stream == null ? streamName : stream;
        streams.stream(name, List.of())
                .add(new RecordedMessage(number(sequence), time, exposure == null ? 0 : exposure, new double[0]));
    }

    private @Nullable String text(Kind kind, List<Map.Entry<String, JsonNode>> entries, List<Field> fields)
            throws TelemetryFormatException {
        int at = MessageFields.only(kind, fields);
        if (at == -2) {
            throw lines.wrong(
                    "several names for the " + kind.name().toLowerCase(java.util.Locale.ROOT) + "; leave one");
        }
        if (at < 0 || entries.get(at).getValue().isNull()) {
            return null;
        }
        JsonNode value = entries.get(at).getValue();
        if (value.isContainer()) {
            throw lines.wrong("'" + CsvMessages.shown(entries.get(at).getKey()) + "' is no single value");
        }
        return value.asString();
    }

    private @Nullable Long ns(Kind kind, List<Map.Entry<String, JsonNode>> entries, List<Field> fields)
            throws TelemetryFormatException {
        String text = text(kind, entries, fields);
        if (text == null) {
            return null;
        }
        int at = MessageFields.only(kind, fields);
        try {
            return fields.get(at).unit().toNs(text.strip());
        } catch (NumberFormatException e) {
            throw lines.wrong("'" + CsvMessages.shown(text) + "' in '"
                    + CsvMessages.shown(entries.get(at).getKey()) + "' " + e.getMessage());
        }
    }

    private long number(@Nullable String text) throws TelemetryFormatException {
        if (text == null) {
            return RecordedMessage.NO_SEQUENCE;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw lines.wrong("sequence '" + CsvMessages.shown(text) + "' is no whole number");
        }
        throw lines.wrong("sequence " + CsvMessages.shown(text) + " is negative");
    }
}
