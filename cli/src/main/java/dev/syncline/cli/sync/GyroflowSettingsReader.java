package dev.syncline.cli.sync;

import dev.syncline.engine.file.JsonTree;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads Gyroflow's sync settings: a JSON object, or the name of a file that holds one. */
final class GyroflowSettingsReader implements ITypeConverter<GyroflowSettings> {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final long MOST_BYTES = 1 << 20;

    /** Read, and of no use here. */
    private static final Map<String, String> IGNORED = ignored();

    private final List<String> notes = new ArrayList<>();

    private static Map<String, String> ignored() {
        Map<String, String> ignored = new LinkedHashMap<>();
        String own = "Syncline follows points, measures rotation and finds offsets in its own way";
        ignored.put("calc_initial_fast", "the whole range is searched at once, which costs hardly more");
        ignored.put("do_autosync", "this command syncs whenever it is called");
        ignored.put("of_method", own);
        ignored.put("pose_method", own);
        ignored.put("offset_method", own);
        ignored.put("force_whole_video_analysis", "only the windows are looked at");
        return ignored;
    }

    @Override
    public GyroflowSettings convert(String value) {
        GyroflowSettingsReader reader = new GyroflowSettingsReader();
        return reader.settings(reader.object(value));
    }

    private JsonNode object(String value) {
        String text = value.strip();
        try {
            if (!text.startsWith("{")) {
                Path file = Path.of(text);
                if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                    throw problem("expected a JSON object, or a file that holds one, found "
                            + (text.isEmpty() ? "nothing" : text));
                }
                text = Files.readString(file, StandardCharsets.UTF_8);
            }
            JsonNode node = JsonTree.read(MAPPER, text.getBytes(StandardCharsets.UTF_8));
            if (!node.isObject()) {
                throw problem("expected a JSON object, found " + node.getNodeType());
            }
            return node.path("synchronization").isObject() ? node.path("synchronization") : node;
        } catch (CharacterCodingException e) {
            throw problem("is no text in " + value.strip() + ": expected a JSON object");
        } catch (JacksonException e) {
            throw problem("not JSON: " + JsonTree.problem(e));
        } catch (IOException | IllegalArgumentException e) {
            throw problem("cannot be read: " + e.getMessage());
        }
    }

    private GyroflowSettings settings(JsonNode node) {
        // Names of before 1.1.
        double offsetS = number(node, "initial_offset", number(node, "rough_offset", 0, -1e7, 1e7), -1e7, 1e7);
        boolean inverse = truth(node, "initial_offset_inv", truth(node, "rough_offset_inv", false));
        double searchS = number(node, "search_size", 5, 0.01, 1e7);
        double most = number(node, "max_sync_points", 5, 1, Places.MOST);
        if (most != Math.rint(most)) {
            throw problem("max_sync_points: found " + most + ", expected a whole number");
        }
        int points = (int) most;
        double windowS = number(node, "time_per_syncpoint", 1, 0.3, 60);
        double every = number(node, "every_nth_frame", 1, 0, 1000);
        if (every > 1) {
            notes.add("every_nth_frame is ignored: points are followed from each frame to the next");
        }
        boolean auto = truth(node, "auto_sync_points", true);
        JsonNode pattern = node.path("custom_sync_pattern");
        Places places = auto ? new Places.AsNamed() : new Places.Even(points);
        if (!pattern.isMissingNode() && !pattern.isNull() && !(pattern.isContainer() && pattern.isEmpty())) {
            places = pattern(pattern);
            if (node.has("max_sync_points") || node.has("auto_sync_points")) {
                notes.add("max_sync_points and auto_sync_points are ignored: custom_sync_pattern says where");
            }
        }
        for (String key : node.propertyNames()) {
            String why = IGNORED.get(key);
            if (why != null) {
                notes.add(key + " is ignored: " + why);
            } else if (!KNOWN.contains(key)) {
                notes.add(key.replaceAll("\\p{Cntrl}", "?") + " is ignored: it is no sync setting that is known here");
            }
        }
        return new GyroflowSettings(
                seconds(offsetS), inverse, seconds(searchS), points, seconds(windowS), height(node), places, notes);
    }

    private static final List<String> KNOWN = List.of(
            "initial_offset",
            "initial_offset_inv",
            "rough_offset",
            "rough_offset_inv",
            "search_size",
            "max_sync_points",
            "every_nth_frame",
            "time_per_syncpoint",
            "custom_sync_pattern",
            "auto_sync_points",
            "processing_resolution");

    /** 0 and below stand for the video's own height. */
    private int height(JsonNode node) {
        double px = number(node, "processing_resolution", 720, -1, 8192);
        if (px <= 0) {
            return 8192;
        }
        if (px < 64) {
            throw problem("processing_resolution: found " + px + ", expected at least 64, or 0 for the video's own");
        }
        return (int) px;
    }

    private Places pattern(JsonNode pattern) {
        List<Places.Pattern.Item> items = new ArrayList<>();
        for (JsonNode item : pattern.isArray() ? pattern : List.of(pattern)) {
            if (!item.isObject()) {
                throw problem("custom_sync_pattern: found " + item + ", expected start, interval and gap");
            }
            Places.Pattern.Length interval = length(item, "interval");
            if (interval != null && !(interval.value() > 0)) {
                throw problem("custom_sync_pattern: the interval must be longer than 0");
            }
            items.add(new Places.Pattern.Item(length(item, "start"), interval, length(item, "gap")));
        }
        return new Places.Pattern(items);
    }

    /** "5s", "100ms", or a number of frames, as text or not. */
    private Places.Pattern.@Nullable Length length(JsonNode item, String key) {
        JsonNode node = item.path(key);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        String text = node.asString("").strip();
        double scale = text.endsWith("ms") ? 1e-3 : 1;
        boolean frames = !text.endsWith("s");
        try {
            double value = Double.parseDouble(text.replaceAll("m?s$", "")) * scale;
            if (value >= 0 && value <= 1e7) {
                return new Places.Pattern.Length(value, frames);
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw problem(
                "custom_sync_pattern: " + key + ": found " + node + ", expected such as \"5s\", \"100ms\" or frames");
    }

    private double number(JsonNode node, String key, double otherwise, double least, double most) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        double number = JsonTree.number(value);
        if (!(number >= least && number <= most)) {
            throw problem(key + ": found " + value + ", expected a number from " + plain(least) + " to " + plain(most));
        }
        return number;
    }

    private boolean truth(JsonNode node, String key, boolean otherwise) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw problem(key + ": found " + value + ", expected true or false");
        }
        return value.booleanValue();
    }

    private static Duration seconds(double s) {
        return Duration.ofNanos(Math.round(s * 1e9));
    }

    private static String plain(double value) {
        return new java.math.BigDecimal(Double.toString(value))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static TypeConversionException problem(String text) {
        return new TypeConversionException(text);
    }
}
