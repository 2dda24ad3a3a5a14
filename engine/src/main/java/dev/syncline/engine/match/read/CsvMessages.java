package dev.syncline.engine.match.read;

import dev.syncline.engine.match.read.MessageFields.Field;
import dev.syncline.engine.match.read.MessageFields.Kind;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages as CSV: a row of names, then a row a message. Columns: {@code stream} (without it, all rows are one stream,
 * named like the file), {@code sequence}, {@code timestamp_s|_ms|_us|_ns} (the only one that must be there; ns where it
 * has no unit), {@code exposure_…}; every other column is a measured value. Fields may be quoted.
 */
public final class CsvMessages {
    private final String file;
    private final TextLines lines;
    private final String streamName;

    private List<Field> fields = List.of();
    private List<Integer> valueColumns = List.of();
    private List<String> valueNames = List.of();
    private int stream = -1;
    private int sequence = -1;
    private int time = -1;
    private int exposure = -1;

    private CsvMessages(String file, String streamName, InputStream in) {
        this.file = file;
        this.streamName = streamName;
        this.lines = new TextLines(in, file);
    }

    /**
     * Reads a file.
     *
     * @param file its name, for messages
     * @param streamName the stream's name where the file has no column for it
     * @throws TelemetryFormatException naming the line that is not what it should be
     */
    public static RecordedFile read(String file, String streamName, InputStream in) throws IOException {
        return new CsvMessages(file, streamName, in).read();
    }

    private RecordedFile read() throws IOException {
        String names = lines.next();
        if (names == null) {
            throw new TelemetryFormatException(file, "", "is empty, expected a row of column names");
        }
        readNames(split(names));
        StreamSet streams = new StreamSet(file);
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                List<String> row = split(line);
                String name = stream < 0 ? streamName : at(row, stream, "stream");
                streams.stream(name, valueNames).add(message(row));
            }
        }
        return streams.build(List.of());
    }

    private void readNames(List<String> names) throws TelemetryFormatException {
        fields = names.stream().map(MessageFields::of).toList();
        stream = only(Kind.STREAM, names);
        sequence = only(Kind.SEQUENCE, names);
        time = only(Kind.TIME, names);
        exposure = only(Kind.EXPOSURE, names);
        if (time < 0) {
            throw lines.wrong("no column for the time among '" + shown(String.join(",", names))
                    + "'; name one timestamp_s, timestamp_ms, timestamp_us or timestamp_ns");
        }
        valueColumns = new ArrayList<>();
        valueNames = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).kind() == Kind.VALUE) {
                valueColumns.add(i);
                valueNames.add(names.get(i).strip());
            }
        }
    }

    private int only(Kind kind, List<String> names) throws TelemetryFormatException {
        int at = MessageFields.only(kind, fields);
        if (at == -2) {
            throw lines.wrong("several columns could be the " + kind.name().toLowerCase(java.util.Locale.ROOT)
                    + " among '" + shown(String.join(",", names)) + "'; rename all but one");
        }
        return at;
    }

    private RecordedMessage message(List<String> row) throws TelemetryFormatException {
        long number = sequence < 0 ? RecordedMessage.NO_SEQUENCE : sequence(at(row, sequence, "sequence"));
        long timeNs = ns(at(row, time, "time"), time);
        long exposureNs = exposure < 0 || at(row, exposure, "exposure").isEmpty()
                ? 0
                : ns(at(row, exposure, "exposure"), exposure);
        if (exposureNs < 0) {
            throw lines.wrong("exposure is negative");
        }
        double[] values = new double[valueColumns.size()];
        for (int i = 0; i < values.length; i++) {
            int column = valueColumns.get(i);
            values[i] = column < row.size() ? MessageFields.value(row.get(column)) : Double.NaN;
        }
        return new RecordedMessage(number, timeNs, exposureNs, values);
    }

    private String at(List<String> row, int column, String what) throws TelemetryFormatException {
        if (column >= row.size()) {
            throw lines.wrong(row.size() + (row.size() == 1 ? " column" : " columns") + ", and the " + what
                    + " is in column " + (column + 1));
        }
        return row.get(column);
    }

    private long ns(String text, int column) throws TelemetryFormatException {
        try {
            return fields.get(column).unit().toNs(text);
        } catch (NumberFormatException e) {
            throw lines.wrong("'" + shown(text) + "' in column " + (column + 1) + " " + e.getMessage());
        }
    }

    private long sequence(String text) throws TelemetryFormatException {
        if (text.isEmpty()) {
            return RecordedMessage.NO_SEQUENCE;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw lines.wrong("sequence '" + shown(text) + "' is no whole number");
        }
        throw lines.wrong("sequence " + shown(text) + " is negative");
    }

    /** The fields of a row, quotes taken off and blanks around them too. */
    private List<String> split(String line) throws TelemetryFormatException {
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && field.toString().isBlank()) {
                quoted = true;
            } else if (c == ',') {
                row.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        if (quoted) {
            throw lines.wrong("a quotation mark is not closed");
        }
        row.add(field.toString().strip());
        return row;
    }

    static String shown(@Nullable String text) {
        String plain = String.valueOf(text).replaceAll("\\p{C}", "?");
        return plain.length() > 60 ? plain.substring(0, 60) + "…" : plain;
    }
}
