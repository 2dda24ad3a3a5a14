package dev.syncline.hardware.rig.verify;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * Metadata of frames as rpicam writes it: a list of objects with {@code SensorTimestamp} and perhaps
 * {@code FrameWallClock}, ns, and {@code ExposureTime}, µs. A list that was cut short is read as far as it goes.
 */
final class MetadataJson {
    private static final long ABSENT = Long.MIN_VALUE;

    private final String file;
    private final List<long[]> frames = new ArrayList<>();

    private MetadataJson(String file) {
        this.file = file;
    }

    static MetadataJson read(Path path) throws IOException {
        MetadataJson metadata = new MetadataJson(path.toString());
        try (InputStream in = Files.newInputStream(path);
                JsonParser parser = JsonFactory.builder().build().createParser(ObjectReadContext.empty(), in)) {
            metadata.list(parser);
        } catch (StreamReadException e) {
            // A recording that was killed has no end; what is there counts, if there is something.
            boolean cutShort = String.valueOf(e.getOriginalMessage()).contains("end-of-input");
            if (!cutShort || metadata.frames.isEmpty()) {
                throw metadata.wrong(e);
            }
        } catch (JacksonException e) {
            throw metadata.wrong(e);
        }
        if (metadata.frames.isEmpty()) {
            throw new TelemetryFormatException(path.toString(), "", "has no frame");
        }
        return metadata;
    }

    private TelemetryFormatException wrong(JacksonException e) {
        String where = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr();
        return new TelemetryFormatException(
                file,
                where,
                "is no JSON: "
                        + String.valueOf(e.getOriginalMessage())
                                .lines()
                                .findFirst()
                                .orElse(""));
    }

    private void list(JsonParser parser) throws TelemetryFormatException {
        parser.nextToken();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                return;
            }
            if (token != JsonToken.START_OBJECT) {
                throw new TelemetryFormatException(
                        file,
                        "line " + parser.currentTokenLocation().getLineNr(),
                        "expected an object for each frame, such as {\"SensorTimestamp\": 1234}");
            }
            frame(parser);
        }
    }

    private void frame(JsonParser parser) throws TelemetryFormatException {
        int line = parser.currentTokenLocation().getLineNr();
        long sensorNs = ABSENT;
        long wallNs = ABSENT;
        double exposureUs = 0;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value.isNumeric()) {
                switch (name) {
                    case "SensorTimestamp" -> sensorNs = parser.getLongValue();
                    case "FrameWallClock" -> wallNs = parser.getLongValue();
                    case "ExposureTime" -> exposureUs = parser.getDoubleValue();
                    default -> parser.skipChildren();
                }
            } else {
                parser.skipChildren();
            }
        }
        if (sensorNs == ABSENT && wallNs == ABSENT) {
            throw new TelemetryFormatException(
                    file, "line " + line, "a frame has neither SensorTimestamp nor FrameWallClock");
        }
        frames.add(new long[] {sensorNs, wallNs, Math.round(Math.max(0, exposureUs) * 1000)});
    }

    boolean hasWallClock() {
        return frames.stream().allMatch(frame -> frame[1] != ABSENT);
    }

    FrameStream stream(String name, boolean wall) throws TelemetryFormatException {
        int column = wall ? 1 : 0;
        if (frames.stream().anyMatch(frame -> frame[column] == ABSENT)) {
            throw new TelemetryFormatException(
                    file,
                    "",
                    "some frames have no " + (wall ? "FrameWallClock" : "SensorTimestamp")
                            + ", and not all files have the other clock: nothing to compare by");
        }
        List<long[]> inOrder = frames.stream()
                .sorted(Comparator.comparingLong(frame -> frame[column]))
                .toList();
        long[] times = inOrder.stream().mapToLong(frame -> frame[column]).toArray();
        long[] exposures = inOrder.stream().mapToLong(frame -> frame[2]).toArray();
        return new FrameStream(name, times, exposures);
    }
}
