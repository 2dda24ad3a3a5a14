package dev.syncline.engine.match.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which fields of a table or an object are a message's stream, number, time and exposure; the others are values. */
final class MessageFields {
    private static final List<String> STREAM = List.of("stream", "topic", "camera", "sensor");
    private static final List<String> SEQUENCE = List.of("sequence", "seq", "sequence_number", "sequence_num");
    private static final String[] TIME = {"timestamp", "time", "t"};
    private static final String[] EXPOSURE = {"exposure", "exposure_time"};

    /** What a field is. */
    enum Kind {
        STREAM,
        SEQUENCE,
        TIME,
        EXPOSURE,
        VALUE
    }

    /** A field's meaning, with its unit where it is a time. */
    record Field(Kind kind, TimeUnitName unit) {}

    private MessageFields() {}

    static Field of(String rawName) {
        String name = rawName.strip().toLowerCase(Locale.ROOT);
        if (STREAM.contains(name)) {
            return new Field(Kind.STREAM, TimeUnitName.NS);
        }
        if (SEQUENCE.contains(name)) {
            return new Field(Kind.SEQUENCE, TimeUnitName.NS);
        }
        @Nullable TimeUnitName unit = TimeUnitName.of(name, TIME);
        if (unit != null) {
            return new Field(Kind.TIME, unit);
        }
        unit = TimeUnitName.of(name, EXPOSURE);
        return unit != null ? new Field(Kind.EXPOSURE, unit) : new Field(Kind.VALUE, TimeUnitName.NS);
    }

    /** Index of the only field of a kind; −1 where there is none, −2 where there are several. */
    static int only(Kind kind, List<Field> fields) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).kind() == kind) {
                found.add(i);
            }
        }
        return found.isEmpty() ? -1 : found.size() > 1 ? -2 : found.getFirst();
    }

    /** A measured value; not a number where it is none. */
    static double value(String text) {
        try {
            return text.length() > 64 ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }
}
