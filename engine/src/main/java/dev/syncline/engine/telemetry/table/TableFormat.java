package dev.syncline.engine.telemetry.table;

import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormat;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables as text, of apps and loggers that are known and of any whose columns a user names. */
public final class TableFormat implements TelemetryFormat {
    static final String NAME = "table";

    private static final int HEAD_BYTES = 1 << 16;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "tables of phones and loggers (.csv, .txt, .tsv; others if their columns are named)";
    }

    @Override
    public List<String> sidecarEndings() {
        return List.of("csv", "txt", "tsv");
    }

    @Override
    public boolean takesColumns() {
        return true;
    }

    @Override
    public boolean detect(byte[] head) {
        List<String> lines = lines(head);
        return lines.size() > 1 && LayoutGuess.of(lines) != null;
    }

    @Override
    public @Nullable String refusal(byte[] head) {
        return TableRefusal.of(lines(head));
    }

    @Override
    public MotionLog read(Path file) throws IOException {
        return read(file, ReadOptions.PLAIN);
    }

    @Override
    public MotionLog read(Path file, ReadOptions options) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (options.recording() != null) {
            throw new TelemetryFormatException(name, "", "a table holds one recording: choose none");
        }
        List<String> lines;
        try (InputStream in = Files.newInputStream(file)) {
            lines = lines(in.readNBytes(HEAD_BYTES));
        }
        Layout layout = layout(name, lines, options.columns());
        return new TableReader(name, layout, options.allStreams(), new DamagedParts(options)).read(file);
    }

    private static Layout layout(String name, List<String> lines, @Nullable String columns)
            throws TelemetryFormatException {
        if (columns == null) {
            Layout guessed = LayoutGuess.of(lines);
            if (guessed == null) {
                throw new TelemetryFormatException(
                        name,
                        "",
                        "no row of names tells which columns are time and gyro: name them, t=1,gx=2,gy=3,gz=4,unit=deg/s");
            }
            return guessed;
        }
        try {
            Layout named = new NamedColumns(columns).find(lines);
            if (named == null) {
                throw new TelemetryFormatException(
                        name, "", "no row has the columns '" + columns + "' that were named: look at its first lines");
            }
            return named;
        } catch (IllegalArgumentException notUnderstood) {
            throw new TelemetryFormatException(name, "", "the columns: " + notUnderstood.getMessage());
        }
    }

    /** The whole lines at the beginning of a text; none where it is no text. */
    private static List<String> lines(byte[] head) {
        for (byte b : head) {
            if (b == 0) {
                return List.of();
            }
        }
        String text = new String(head, StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(
                (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList());
        if (!text.endsWith("\n") && lines.size() > 1) {
            lines.removeLast();
        }
        return lines;
    }
}
