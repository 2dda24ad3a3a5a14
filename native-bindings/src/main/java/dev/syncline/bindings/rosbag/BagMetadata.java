package dev.syncline.bindings.rosbag;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What a bag's {@code metadata.yaml} says, whose versions 1 to 9 have these in one place. A recorder writes it when it is
 * closed, so a bag may lack it.
 *
 * @param version of the description
 * @param files names of the bag's files, in their order; without the folders that versions before 4 put before them
 * @param packing how files or messages are packed, such as {@code zstd}; empty where they are not
 * @param messages how many messages each topic has
 */
record BagMetadata(long version, List<String> files, String packing, Map<String, Long> messages) {
    static final String FILE = "metadata.yaml";

    /** Versions behind this one may say what is not known here. */
    static final long NEWEST_KNOWN = 9;

    private static final int MOST_BYTES = 3 << 20;
    private static final String ROOT = "rosbag2_bagfile_information";
    private static final YAMLMapper YAML = new YAMLMapper();

    BagMetadata {
        files = List.copyOf(files);
        messages = Map.copyOf(messages);
    }

    /**
     * Reads a bag's.
     *
     * @param bag the bag's name, for people
     * @throws TelemetryFormatException when it is no such description
     */
    static BagMetadata read(String bag, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw wrong(bag, "is larger than 3 MiB, which no description of a bag is");
            }
            return of(bag, bytes);
        }
    }

    static BagMetadata of(String bag, byte[] yaml) throws TelemetryFormatException {
        JsonNode root;
        try {
            root = YAML.readTree(yaml).path(ROOT);
        } catch (JacksonException | IllegalArgumentException e) {
            throw wrong(
                    bag,
                    "is no YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        if (!root.isObject()) {
            throw wrong(bag, "does not describe a bag: it has no " + ROOT);
        }
        List<String> files = new ArrayList<>();
        for (JsonNode path : root.path("relative_file_paths")) {
            String text = path.asString("");
            String file = text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1);
            if (file.isEmpty() || file.equals(".") || file.equals("..") || file.indexOf('\0') >= 0) {
                throw wrong(bag, "names a file that cannot be one, in relative_file_paths");
            }
            files.add(file);
        }
        if (files.isEmpty()) {
            throw wrong(bag, "names no files (relative_file_paths)");
        }
        String mode = root.path("compression_mode").asString("");
        boolean packed = !mode.isEmpty() && !mode.equalsIgnoreCase("none");
        Map<String, Long> messages = new LinkedHashMap<>();
        for (JsonNode topic : root.path("topics_with_message_count")) {
            String name = topic.path("topic_metadata").path("name").asString("");
            messages.merge(name, Math.max(0, topic.path("message_count").asLong(0)), Math::max);
        }
        return new BagMetadata(
                root.path("version").asLong(0),
                files,
                packed ? root.path("compression_format").asString("") : "",
                messages);
    }

    private static TelemetryFormatException wrong(String bag, String problem) {
        return new TelemetryFormatException(bag, FILE, problem);
    }
}
