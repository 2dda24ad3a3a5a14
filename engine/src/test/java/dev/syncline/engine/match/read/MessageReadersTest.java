package dev.syncline.engine.match.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MessageReadersTest {
    private static RecordedFile csv(String text) throws IOException {
        return CsvMessages.read("m.csv", "m", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static RecordedFile jsonl(String text) throws IOException {
        return JsonlMessages.read("m.jsonl", "m", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldReadStreamsWithNumbersExposuresAndValues() throws IOException {
        RecordedFile file = csv("""
                \uFEFFstream,sequence,timestamp_ms,exposure_us,gain
                left,7,1000.5,8000,1.5
                "ri""ght, top",7,1000.25,,2
                left,8,1033.833333,8000,1.5
                """);
        assertEquals(2, file.streams().size());
        RecordedStream left = file.streams().get(0);
        assertEquals("left", left.name());
        assertEquals(List.of("gain"), left.valueNames());
        assertTrue(left.hasSequences() && left.hasExposures());
        assertEquals(33_333_333, left.periodNs());
        RecordedMessage second = left.message(1);
        assertEquals(8, second.sequence());
        assertEquals(1_033_833_333L, second.timeNs());
        assertEquals(8_000_000, second.exposureNs());
        assertEquals("ri\"ght, top", file.streams().get(1).name());
        assertFalse(file.streams().get(1).hasExposures());
    }

    @Test
    void shouldNameAStreamLikeItsFileAndPutItInOrder() throws IOException {
        RecordedFile file = csv("t_s\n2\n1\n\n1e0\n");
        assertEquals("m", file.streams().getFirst().name());
        assertEquals(1_000_000_000L, file.streams().getFirst().timeNs(0));
        assertEquals(
                List.of("m.csv: 1 messages of stream m are older than the one before: put in order"), file.warnings());
    }

    /** A column of times, ms. */
    private static RecordedFile times(IntStream timesMs) throws IOException {
        return csv("t_ms\n" + timesMs.mapToObj(Integer::toString).collect(Collectors.joining("\n")));
    }

    @Test
    void shouldKeepRunsApartWhereTimesStartAnew() throws IOException {
        RecordedFile file = times(IntStream.concat(
                IntStream.range(0, 20).map(i -> 1000 + 33 * i),
                IntStream.range(0, 10).map(i -> 1017 + 33 * i)));
        RecordedStream stream = file.streams().getFirst();
        assertEquals(2, stream.runs());
        assertEquals(20, stream.run(0).size());
        assertEquals(10, stream.run(1).size());
        assertEquals(1_017_000_000L, stream.run(1).timeNs(0));
        assertEquals(33_000_000L, stream.periodNs());
        assertEquals(
                List.of("m.csv: the times of stream m start again once: 2 runs, each taken by itself"),
                file.warnings());
    }

    @Test
    void shouldKeepRunsApartWhereAClockWasSetBack() throws IOException {
        RecordedFile file = times(IntStream.concat(
                IntStream.range(0, 50).map(i -> 1000 + 33 * i),
                IntStream.range(50, 100).map(i -> 1000 + 33 * i - 500)));
        assertEquals(2, file.streams().getFirst().runs());
    }

    @Test
    void shouldPutInOrderWhatFillsAGap() throws IOException {
        IntStream lateBatch = IntStream.of(0, 10, 20, 60, 70, 80, 30, 40, 50, 90, 100, 110);
        assertEquals(1, times(lateBatch).streams().getFirst().runs());
        IntStream secondHalfFirst = IntStream.concat(IntStream.range(50, 100), IntStream.range(0, 50));
        RecordedStream swapped = times(secondHalfFirst).streams().getFirst();
        assertEquals(1, swapped.runs());
        assertEquals(99_000_000L, swapped.timeNs(99));
        IntStream backwards = IntStream.range(0, 50).map(i -> 50 - i);
        assertEquals(1, times(backwards).streams().getFirst().runs());
    }

    @Test
    void shouldReadJsonLines() throws IOException {
        RecordedFile file = jsonl("""
                {"stream": "a", "sequence": 1, "timestamp_s": 0.1, "exposure_ms": 2}
                {"timestamp_ns": "250", "other": [1, {}]}
                """);
        assertEquals(100_000_000L, file.streams().get(0).timeNs(0));
        assertEquals(2_000_000, file.streams().get(0).message(0).exposureNs());
        assertEquals("m", file.streams().get(1).name());
        assertEquals(250, file.streams().get(1).timeNs(0));
        assertFalse(file.streams().get(1).hasSequences());
    }

    @Test
    void shouldSayWhatIsWrongAndWhere() {
        assertWrong("m.csv: is empty, expected a row of column names", () -> csv(""));
        assertWrong("m.csv: has no message", () -> csv("timestamp_s\n"));
        assertWrong(
                "m.csv, line 1: no column for the time among 'a,b'; name one timestamp_s, timestamp_ms, timestamp_us or"
                        + " timestamp_ns",
                () -> csv("a,b\n1,2\n"));
        assertWrong(
                "m.csv, line 1: several columns could be the time among 'time_s,timestamp'; rename all but one",
                () -> csv("time_s,timestamp\n"));
        assertWrong("m.csv, line 3: 'x' in column 1 is no number", () -> csv("t_s\n1\nx\n"));
        assertWrong(
                "m.csv, line 2: '1.5' in column 1 is no whole number of nanoseconds; name the column's unit, such as"
                        + " _s",
                () -> csv("timestamp\n1.5\n"));
        assertWrong(
                "m.csv, line 2: '1e12' in column 1 is beyond 73 years; is the column's unit right?",
                () -> csv("t_s\n1e12\n"));
        assertWrong("m.csv, line 2: 1 column, and the sequence is in column 2", () -> csv("t_s,seq\n1\n"));
        assertWrong("m.csv, line 2: a quotation mark is not closed", () -> csv("t_s\n\"1\n"));
        assertWrong("m.csv, line 2: exposure is negative", () -> csv("t_s,exposure_s\n1,-1\n"));
        assertWrong(
                "m.jsonl, line 1: not a JSON object, such as {\"stream\": \"left\", \"sequence\": 1, \"timestamp_ns\":"
                        + " 0}",
                () -> jsonl("3\n"));
        assertWrong(
                "m.jsonl, line 1: no time: name it timestamp_s, timestamp_ms, timestamp_us or timestamp_ns",
                () -> jsonl("{\"stream\": \"a\"}"));
        assertWrong(
                "m.jsonl, line 2: not JSON: a number in it is beyond all bounds",
                () -> jsonl("{\"t_ns\": 1}\n{\"t_ns\": 1e" + "9".repeat(40) + "}"));
        assertWrong(
                "m.csv, line 1: longer than 65536 bytes: this is no list of messages", () -> csv("t".repeat(70_000)));
    }

    private static void assertWrong(String message, org.junit.jupiter.api.function.Executable reading) {
        assertEquals(
                message, assertThrows(TelemetryFormatException.class, reading).getMessage());
    }

    @Property(tries = 500)
    void shouldThrowNothingButTheFormatsException(@ForAll("texts") String text) throws IOException {
        try {
            csv(text);
        } catch (TelemetryFormatException expected) {
            assertTrue(String.valueOf(expected.getMessage()).startsWith("m.csv"));
        }
        try {
            jsonl(text);
        } catch (TelemetryFormatException expected) {
            assertTrue(String.valueOf(expected.getMessage()).startsWith("m.jsonl"));
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "timestamp_ns",
                "t_s",
                "stream",
                "seq",
                "exposure_ms",
                ",",
                "\n",
                "\"",
                "{",
                "}",
                "\"t_ns\":",
                "[",
                "1",
                "-9",
                "1e99",
                "9".repeat(40),
                "1e-99",
                "e",
                "NaN",
                "null",
                "\u0000",
                "é",
                "\uD800");
        return pieces.list().ofMaxSize(30).map(list -> String.join("", list));
    }
}
