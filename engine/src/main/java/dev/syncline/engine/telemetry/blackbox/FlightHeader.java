package dev.syncline.engine.telemetry.blackbox;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text before a flight's frames: lines {@code H key:value}. Fields are named once for frames that stand alone (I) and
 * serve those that build on them (P) too.
 */
final class FlightHeader {
    /** Fields of the accelerometer. */
    static final List<String> ACCELERATION = List.of("accSmooth[0]", "accSmooth[1]", "accSmooth[2]");
    /** Fields of the attitude that the firmware works out: x, y, z of a unit quaternion whose w is not negative. */
    static final List<String> TURN = List.of("imuQuaternion[0]", "imuQuaternion[1]", "imuQuaternion[2]");

    private static final int LONGEST_LINE = 4096;
    private static final int MOST_FIELDS = 128;
    private static final int MOST_LINES = 4096;

    private final String file;
    private final int at;
    private final Map<String, String> values = new HashMap<>();
    private int end;

    private FlightHeader(String file, int at) {
        this.file = file;
        this.at = at;
    }

    /** Reads the lines from {@code at} on, none past {@code end}. */
    static FlightHeader read(String file, byte[] b, int at, int end) throws TelemetryFormatException {
        FlightHeader header = new FlightHeader(file, at);
        int from = at;
        while (from + 1 < end && b[from] == 'H' && b[from + 1] == ' ' && header.values.size() < MOST_LINES) {
            int stop = from;
            while (stop < end && stop - from < LONGEST_LINE && b[stop] != '\n') {
                stop++;
            }
            if (stop == end || b[stop] != '\n') {
                throw new TelemetryFormatException(
                        file, "byte " + from, "a header line without an end: the log is cut short or damaged");
            }
            String line = new String(b, from + 2, stop - from - 2, StandardCharsets.ISO_8859_1);
            int colon = line.indexOf(':');
            if (colon > 0) {
                header.values.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
            from = stop + 1;
        }
        header.end = from;
        return header;
    }

    /** Where the frames begin. */
    int end() {
        return end;
    }

    /** A value as it stands there; empty where there is none. */
    String text(String key) {
        return values.getOrDefault(key, "");
    }

    /** The names of a kind of frame's fields; empty where the flight has no such frames. */
    String[] names(char kind) throws TelemetryFormatException {
        String text = text("Field " + kind + " name");
        String[] names = text.isEmpty() ? new String[0] : text.split("\\s*,\\s*");
        if (names.length > MOST_FIELDS) {
            throw wrong(names.length + " fields in its " + kind + " frames, at most " + MOST_FIELDS + " are logged");
        }
        return names;
    }

    /** One number a field: how it is coded or predicted. */
    int[] perField(char kind, String what, int fields) throws TelemetryFormatException {
        String text = text("Field " + kind + " " + what);
        String[] parts = text.isEmpty() ? new String[0] : text.split("\\s*,\\s*");
        if (parts.length != fields) {
            throw wrong("'Field " + kind + " " + what + "' has " + parts.length + " numbers for " + fields + " fields");
        }
        int[] numbers = new int[fields];
        for (int i = 0; i < fields; i++) {
            numbers[i] = whole(parts[i], -1);
        }
        return numbers;
    }

    /** The rate in rad/s of one count of {@code gyroADC}. */
    double radPerCount() throws TelemetryFormatException {
        String text = text("gyro_scale").isEmpty() ? text("gyro.scale") : text("gyro_scale");
        float scale = 1;
        if (!text.isEmpty()) {
            scale = Float.intBitsToFloat(hex(text));
        }
        if (!(scale > 0 && scale < 1e6)) {
            throw wrong("gyro_scale '" + text + "' is no scale above 0 (the bits of a float, such as 0x3f800000)");
        }
        // Baseflight's scale gives rad/us; the others' gives degrees per second.
        double rad = text("Firmware type").equals("Baseflight") ? scale * 1e6 : scale * Math.PI / 180;
        // Betaflight 4.3 and later log tenths of a degree per second where they are asked to.
        return whole(text("blackbox_high_resolution"), 0) > 0 ? rad / 10 : rad;
    }

    /**
     * The m/s² of one count of {@code accSmooth}; 0 where the flight has no accelerometer, no scale of it ({@code acc_1G}), or
     * one that is coded as it never is.
     */
    double accelerationPerCount() throws TelemetryFormatException {
        int perG = whole(text("acc_1G"), 0);
        return perG > 0 && isLogged(ACCELERATION) ? 9.80665 / perG : 0;
    }

    /** Whether the flight has these fields, coded as those of a sensor are. */
    boolean isLogged(List<String> fields) throws TelemetryFormatException {
        List<String> names = Arrays.asList(names('I'));
        if (!names.containsAll(fields)) {
            return false;
        }
        for (char kind : new char[] {'I', 'P'}) {
            int[] predictors = perField(kind, "predictor", names.size());
            for (String field : fields) {
                int predictor = predictors[names.indexOf(field)];
                if (predictor < 0 || predictor > 3) {
                    return false;
                }
            }
        }
        return true;
    }

    private int hex(String text) throws TelemetryFormatException {
        try {
            return Integer.parseUnsignedInt(text.startsWith("0x") ? text.substring(2) : text, 16);
        } catch (NumberFormatException notHex) {
            throw wrong("gyro_scale '" + text + "' is not a number such as 0x3f800000");
        }
    }

    /** {@code P interval} as a fraction, such as 1/16: frames that are logged out of all. */
    int[] logged() throws TelemetryFormatException {
        String[] parts = text("P interval").split("/", 2);
        int first = parts[0].isEmpty() ? 1 : whole(parts[0].strip(), -1);
        int[] fraction = parts.length == 2 ? new int[] {first, whole(parts[1].strip(), -1)} : new int[] {1, first};
        if (fraction[0] < 1 || fraction[1] < 1 || fraction[0] > fraction[1] || fraction[1] > 1 << 20) {
            throw wrong("'P interval:" + text("P interval") + "' is not a fraction such as 1/2 or a number such as 16");
        }
        return fraction;
    }

    /** {@code I interval}: one frame in so many stands alone. */
    int aloneEvery() throws TelemetryFormatException {
        int every = text("I interval").isEmpty() ? 32 : whole(text("I interval"), -1);
        if (every < 1 || every > 1 << 24) {
            throw wrong("'I interval:" + text("I interval") + "' is no number of 1 or more");
        }
        return every;
    }

    /** {@code Data version}; 2 is what firmwares have written since 2015. */
    int version() {
        return whole(text("Data version"), 2);
    }

    /** The firmware as people call it; null where the log does not say. */
    @Nullable
    String firmware() {
        String name = text("Firmware revision");
        return name.isEmpty() ? null : name;
    }

    /** The board and the craft; null where the log names neither. */
    @Nullable
    String board() {
        String board = (text("Board information") + " " + text("Craft name")).strip();
        return board.isEmpty() ? null : board;
    }

    private static int whole(String text, int otherwise) {
        try {
            return text.isEmpty() ? otherwise : Integer.parseInt(text.strip());
        } catch (NumberFormatException notANumber) {
            return otherwise;
        }
    }

    TelemetryFormatException wrong(String problem) {
        String line = problem.replaceAll("\\p{C}", "?");
        return new TelemetryFormatException(
                file, "flight header at byte " + at, line.length() > 300 ? line.substring(0, 300) + "..." : line);
    }
}
