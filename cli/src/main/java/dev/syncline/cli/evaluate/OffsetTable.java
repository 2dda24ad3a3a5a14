package dev.syncline.cli.evaluate;

import dev.syncline.engine.file.WholeFile;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * Another tool's offsets as CSV with a header: {@code clip,video_s,offset_ms}, and {@code sigma_ms} where the tool gives
 * error bars. A row for each point; one without an offset says that the tool found none in this clip.
 */
final class OffsetTable {
    private static final long MAX_BYTES = 64L << 20;

    private final Map<String, List<Answer.Point>> points = new LinkedHashMap<>();

    private OffsetTable() {}

    /** @throws IOException when it cannot be read or is no such table: one line with file, line and problem */
    static OffsetTable read(Path file) throws IOException {
        byte[] text = WholeFile.read(file, MAX_BYTES, "a table of offsets");
        OffsetTable table = new OffsetTable();
        int line = 1;
        try (MappingIterator<Map<String, String>> rows = CsvMapper.builder()
                .enable(CsvReadFeature.TRIM_SPACES)
                .enable(CsvReadFeature.SKIP_EMPTY_LINES)
                .build()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(text)) {
            while (rows.hasNextValue()) {
                line++;
                table.add(file, line, rows.nextValue());
            }
        } catch (JacksonException e) {
            throw new TelemetryFormatException(
                    file.toString(), "after line " + line, "not a table: " + e.getOriginalMessage());
        }
        if (table.points.isEmpty()) {
            throw new TelemetryFormatException(
                    file.toString(), "", "no rows, expected clip,video_s,offset_ms and a row for each point");
        }
        table.points.values().forEach(of -> of.sort(Comparator.comparingDouble(Answer.Point::videoS)));
        return table;
    }

    private void add(Path file, int row, Map<String, String> cells) throws IOException {
        String clip = cells.get("clip");
        if (clip == null || clip.isEmpty()) {
            throw new TelemetryFormatException(
                    file.toString(), "row " + row, "no clip; the columns are clip,video_s,offset_ms and sigma_ms");
        }
        List<Answer.Point> of = points.computeIfAbsent(clip, c -> new ArrayList<>());
        if (!cells.containsKey("offset_ms")) {
            throw new TelemetryFormatException(
                    file.toString(), "row " + row, "no column offset_ms (video less log, ms)");
        }
        String offset = cells.get("offset_ms");
        if (offset == null || offset.isEmpty()) {
            return;
        }
        double sigma = number(file, row, "sigma_ms", cells.get("sigma_ms"));
        if (sigma <= 0) {
            throw new TelemetryFormatException(file.toString(), "row " + row, "sigma_ms must be above 0");
        }
        double videoS = number(file, row, "video_s", cells.get("video_s"));
        of.add(new Answer.Point(Double.isNaN(videoS) ? 0 : videoS, number(file, row, "offset_ms", offset), sigma));
    }

    private static double number(Path file, int row, String column, @Nullable String cell) throws IOException {
        if (cell == null || cell.isEmpty()) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(cell);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is none.
        }
        throw new TelemetryFormatException(
                file.toString(),
                "row " + row,
                column + " is '" + cell.replaceAll("\\p{Cntrl}", "?") + "', expected a number");
    }

    /** Names of the clips in it. */
    Iterable<String> clips() {
        return points.keySet();
    }

    /** What it says of a clip: straight lines between points, constant outside them. */
    Answer answer(String clip) {
        List<Answer.Point> of = points.get(clip);
        if (of == null) {
            return new Answer.Absent();
        }
        if (of.isEmpty()) {
            return new Answer.Refused("");
        }
        return new Answer.Synced(of, videoS -> at(of, videoS), null);
    }

    private static double at(List<Answer.Point> points, double videoS) {
        if (videoS <= points.getFirst().videoS()) {
            return points.getFirst().offsetMs();
        }
        for (int i = 1; i < points.size(); i++) {
            Answer.Point a = points.get(i - 1);
            Answer.Point b = points.get(i);
            if (videoS < b.videoS()) {
                double share = (videoS - a.videoS()) / (b.videoS() - a.videoS());
                return a.offsetMs() + share * (b.offsetMs() - a.offsetMs());
            }
        }
        return points.getLast().offsetMs();
    }
}
