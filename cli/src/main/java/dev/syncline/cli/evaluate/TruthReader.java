package dev.syncline.cli.evaluate;

import dev.syncline.engine.file.JsonTree;
import dev.syncline.engine.file.WholeFile;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code NAME.truth.json} and finds the files of the clip beside it. */
final class TruthReader {
    static final String ENDING = ".truth.json";
    private static final long MAX_BYTES = 1 << 20;
    private static final double MOST_DRIFT_PPM = 500_000;
    private static final double MOST_FRAMES = 1e9;
    private static final double MOST_S = 1e9;
    private static final List<String> VIDEOS = List.of("mp4", "mov", "mkv", "avi", "m4v", "insv", "webm", "mts", "ts");

    private final Path file;
    private final JsonNode json;

    private TruthReader(Path file, JsonNode json) {
        this.file = file;
        this.json = json;
    }

    /**
     * All clips of a folder, by name.
     *
     * @throws IOException when there is none, or a file is not what it should be: one line
     */
    static List<Truth> folder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        List<Truth> truths = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                truths.add(read(file));
            }
        }
        if (truths.isEmpty()) {
            throw new IOException(folder + ": no NAME" + ENDING
                    + " in this folder; 'syncline render --out DIR' makes clips" + " with their truth");
        }
        return truths;
    }

    /** @throws IOException when the file or the clip's video cannot be read or is not what it should be: one line */
    static Truth read(Path file) throws IOException {
        byte[] text = WholeFile.read(file, MAX_BYTES, "the truth of a clip");
        JsonNode json;
        try {
            json = JsonTree.read(JsonMapper.shared(), text);
        } catch (JacksonException e) {
            throw new TelemetryFormatException(file.toString(), JsonTree.where(e), "not JSON: " + JsonTree.problem(e));
        }
        if (!json.isObject()) {
            throw new TelemetryFormatException(file.toString(), "", "expected a JSON object");
        }
        return new TruthReader(file, json).truth();
    }

    private Truth truth() throws IOException {
        String name = file.getFileName().toString();
        name = name.substring(0, name.length() - ENDING.length());
        boolean refused = flag("should_refuse");
        double fps = number("fps", 1e-3, 1e6);
        double frames = number("frames", 1, MOST_FRAMES);
        return new Truth(
                name,
                number("offset_at_log_zero_s", -MOST_S, MOST_S),
                json.hasNonNull("drift_ppm") ? number("drift_ppm", -MOST_DRIFT_PPM, MOST_DRIFT_PPM) : 0,
                frames / fps,
                refused,
                json.path("imu_orientation").asString(null),
                search(),
                video(name),
                beside(name + ".gcsv"),
                beside(name + ".lens.json"));
    }

    private boolean flag(String field) throws IOException {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw wrong(field, value, "true or false");
        }
        return value.booleanValue();
    }

    private double number(String field, double least, double most) throws IOException {
        return number(field, json.path(field), least, most);
    }

    private double number(String field, JsonNode value, double least, double most) throws IOException {
        double number = JsonTree.number(value);
        if (!(number >= least && number <= most)) {
            throw wrong(field, value, "a number from " + least + " to " + most);
        }
        return number;
    }

    private Truth.@Nullable Search search() throws IOException {
        JsonNode value = json.path("search");
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isArray() || value.size() != 2) {
            throw wrong("search", value, "[middle, reach], s");
        }
        return new Truth.Search(
                number("search", value.get(0), -MOST_S, MOST_S), number("search", value.get(1), 1e-6, MOST_S));
    }

    private TelemetryFormatException wrong(String field, JsonNode value, String expected) {
        String found = value.isMissingNode() ? "nothing" : value.toString().replaceAll("\\p{Cntrl}", "?");
        found = found.length() <= 40 ? found : found.substring(0, 40) + "…";
        return new TelemetryFormatException(
                file.toString(), "field " + field, "found " + found + ", expected " + expected);
    }

    private Path video(String name) throws IOException {
        for (String ending : VIDEOS) {
            for (String each : List.of(ending, ending.toUpperCase(java.util.Locale.ROOT))) {
                Path video = beside(name + "." + each);
                if (video != null) {
                    return video;
                }
            }
        }
        throw new IOException(file + ": its video is not there: no " + name + ".mp4 (or " + String.join(", ", VIDEOS)
                + ") beside it");
    }

    private @Nullable Path beside(String name) {
        Path path = file.resolveSibling(name);
        return Files.isRegularFile(path) ? path : null;
    }
}
