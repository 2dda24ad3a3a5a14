package dev.syncline.hardware.framesync.check;

import dev.syncline.hardware.framesync.check.RecordedFrames.TimeKind;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads what cameras write beside a recording: metadata as JSON (an array of objects, or one object after another, with
 * {@code FrameWallClock} or {@code SensorTimestamp} in ns, {@code SyncFrame} where Syncline recorded), or a file of times
 * that begins with {@code # timecode format v2}.
 */
public final class RecordedFramesReader {
    private static final String TIMECODES = "# timecode format v2";
    /** A year at 100 frames/s would be 3·10⁹; a file of this many is 2 GB of JSON. */
    private static final int MOST_FRAMES = 50_000_000;
    /** The largest time in microseconds that is a wall clock; more are nanoseconds. */
    private static final long MICROSECONDS_BELOW = 100_000_000_000_000_000L;

    /** A wall clock that moves by more against the sensor's from one frame to the next was stepped, ns. */
    private static final long STEP_NS = 1_000_000;

    private static final int STEPS_SAID = 3;

    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private long[] wall = new long[1024];
    private long[] sensor = new long[1024];
    private long[] syncFrame = new long[1024];
    private int count;
    private int withWall;
    private int withSensor;
    private final List<String> notes = new ArrayList<>();

    private RecordedFramesReader(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @param asked the clock to take from metadata; {@code null} takes the wall clock where every frame has it
     * @throws RecordedFramesException if it is no list of two or more frames in order
     * @throws IOException if it cannot be read
     */
    public static RecordedFrames read(Path file, @Nullable TimeKind asked) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(64);
            String start = new String(in.readNBytes(TIMECODES.length()), StandardCharsets.US_ASCII);
            in.reset();
            RecordedFramesReader reader = new RecordedFramesReader(file);
            return start.startsWith("#") ? reader.timecodes(in) : reader.metadata(in, asked);
        }
    }

    private RecordedFrames timecodes(InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String header = lines.readLine();
        if (header == null || !header.strip().equals(TIMECODES)) {
            throw problem("line 1: expected '" + TIMECODES + "'");
        }
        int number = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            double ms = milliseconds(line.strip(), number);
            room();
            wall[count] = Math.round(ms * 1e6);
            syncFrame[count++] = RecordedFrames.UNKNOWN;
        }
        return frames(TimeKind.RELATIVE, wall);
    }

    private double milliseconds(String text, int number) throws RecordedFramesException {
        try {
            double ms = Double.parseDouble(text);
            if (Math.abs(ms) < 1e12) {
                return ms;
            }
        } catch (NumberFormatException e) {
            // Said below, with the line.
        }
        String shown = text.length() > 30 ? text.substring(0, 30) + "…" : text;
        throw problem("line " + number + ": found '" + shown + "', expected a time in milliseconds");
    }

    private RecordedFrames metadata(InputStream in, @Nullable TimeKind asked) throws IOException {
        try (JsonParser parser = JSON.createParser(tools.jackson.core.ObjectReadContext.empty(), in)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    frame(parser);
                } else if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
                    throw problem(where(parser) + ": expected an object for each frame");
                }
            }
        } catch (UnexpectedEndOfInputException e) {
            // A recorder that was killed writes no end; every frame before it is whole.
            if (count == 0) {
                throw problem("it ends before the first frame does: expected metadata as JSON");
            }
            notes.add("the list has no end, as where a recorder was killed: its " + count + " whole frames are used");
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            throw problem((at == null ? "" : "line " + at.getLineNr() + ": ") + "this is no JSON ("
                    + e.getOriginalMessage() + "); expected metadata as JSON or a file that begins with '" + TIMECODES
                    + "'");
        }
        if (count == 0) {
            throw problem("no frames in it");
        }
        TimeKind kind = asked != null ? asked : withWall == count ? TimeKind.WALL : TimeKind.SENSOR;
        int with = kind == TimeKind.WALL ? withWall : withSensor;
        if (with != count) {
            throw problem((count - with) + " of " + count + " frames have no "
                    + (kind == TimeKind.WALL
                            ? "FrameWallClock"
                            : withWall == 0 && asked == null
                                    ? "FrameWallClock and no SensorTimestamp"
                                    : "SensorTimestamp"));
        }
        if (kind == TimeKind.WALL && withSensor == count) {
            takeStepsOut();
        }
        long[] times = kind == TimeKind.WALL ? wall : sensor;
        takeJumpsOut(times);
        return frames(kind, times);
    }

    /** Lets the times go on by the server's numbers where those go on and the times do not. */
    private void takeJumpsOut(long[] times) {
        long[] lengths = new long[Math.max(0, count - 1)];
        for (int i = 1; i < count; i++) {
            if (syncFrame[i - 1] == RecordedFrames.UNKNOWN || syncFrame[i] <= syncFrame[i - 1]) {
                return;
            }
            lengths[i - 1] = (times[i] - times[i - 1]) / (syncFrame[i] - syncFrame[i - 1]);
        }
        Arrays.sort(lengths);
        long frameNs = lengths.length == 0 ? 0 : lengths[lengths.length / 2];
        long jumpsNs = 0;
        for (int i = 1; i < count; i++) {
            long jumpNs = times[i] + jumpsNs - times[i - 1] - (syncFrame[i] - syncFrame[i - 1]) * frameNs;
            if (2 * Math.abs(jumpNs) > frameNs) {
                jumpsNs -= jumpNs;
                notes.add(String.format(
                        Locale.ROOT,
                        "times jump by %+.3f s before frame %d and SyncFrame goes on, which is followed: a clock was stepped",
                        jumpNs * 1e-9,
                        i));
            }
            times[i] += jumpsNs;
        }
    }

    /** Lets the wall clock go on as before where it was stepped, which the sensor's clock never is. */
    private void takeStepsOut() {
        long stepsNs = 0;
        int steps = 0;
        long differenceNs = wall[0] - sensor[0];
        for (int i = 1; i < count; i++) {
            long stepNs = wall[i] - sensor[i] - differenceNs;
            differenceNs = wall[i] - sensor[i];
            if (Math.abs(stepNs) > STEP_NS) {
                stepsNs += stepNs;
                if (++steps <= STEPS_SAID) {
                    notes.add(String.format(
                            Locale.ROOT,
                            "the wall clock was stepped by %+.3f s before frame %d; the sensor's goes on, and is followed",
                            stepNs * 1e-9,
                            i));
                }
            }
            wall[i] -= stepsNs;
        }
        if (steps > STEPS_SAID) {
            notes.add("and " + (steps - STEPS_SAID) + " more times");
        }
    }

    private void frame(JsonParser parser) throws IOException {
        room();
        boolean hasWall = false;
        boolean hasSensor = false;
        syncFrame[count] = RecordedFrames.UNKNOWN;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            boolean whole = value == JsonToken.VALUE_NUMBER_INT;
            switch (key) {
                case "FrameWallClock" -> {
                    wall[count] = nanoseconds(parser, whole, key);
                    hasWall = true;
                }
                case "SensorTimestamp" -> {
                    sensor[count] = whole(parser, whole, key);
                    hasSensor = true;
                }
                case "SyncFrame" -> {
                    if (value != JsonToken.VALUE_NULL) {
                        syncFrame[count] = whole(parser, whole, key);
                    }
                }
                default -> parser.skipChildren();
            }
        }
        // Only now is it whole.
        withWall += hasWall ? 1 : 0;
        withSensor += hasSensor ? 1 : 0;
        count++;
    }

    /** Builds of libcamera before September 2025 wrote microseconds. */
    private long nanoseconds(JsonParser parser, boolean whole, String key) throws IOException {
        long time = whole(parser, whole, key);
        return time > 0 && time < MICROSECONDS_BELOW ? time * 1000 : time;
    }

    private long whole(JsonParser parser, boolean whole, String key) throws IOException {
        if (!whole) {
            throw problem(where(parser) + ": " + key + " is no whole number");
        }
        return parser.getLongValue();
    }

    private static String where(JsonParser parser) {
        return "line " + parser.currentTokenLocation().getLineNr();
    }

    private void room() throws RecordedFramesException {
        if (count == MOST_FRAMES) {
            throw problem("more than " + MOST_FRAMES + " frames; split the recording");
        }
        if (count == wall.length) {
            wall = Arrays.copyOf(wall, 2 * count);
            sensor = Arrays.copyOf(sensor, 2 * count);
            syncFrame = Arrays.copyOf(syncFrame, 2 * count);
        }
    }

    private RecordedFrames frames(TimeKind kind, long[] times) throws RecordedFramesException {
        if (count < 2) {
            throw problem("found " + count + " frames, expected 2 or more");
        }
        for (int i = 1; i < count; i++) {
            if (times[i] <= times[i - 1]) {
                throw problem("frame " + i + " is not later than the one before it (" + (times[i] - times[i - 1])
                        + " ns): the clock was stepped, or the file is of two recordings");
            }
        }
        return new RecordedFrames(
                String.valueOf(file.getFileName()),
                kind,
                Arrays.copyOf(times, count),
                Arrays.copyOf(syncFrame, count),
                notes);
    }

    private RecordedFramesException problem(String what) {
        return new RecordedFramesException(file + ": " + what);
    }
}
