package dev.syncline.engine.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.SampleLogs.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One rule for damage, held by the reader of every format that is installed. */
class DamagedPartsTest {
    private static final ReadOptions LENIENT = ReadOptions.PLAIN.lenient(true);

    @TempDir
    static Path folder = Path.of("");

    interface Made {
        Sample sample() throws IOException;
    }

    /** The formats, how many samples a flipped bit may cost at most, and whether damage is left out without being asked. */
    @SuppressWarnings("ImmutableEnumChecker") // how to make a sample does not change
    enum Format {
        GCSV("gcsv", SampleLogs::gcsv, 3, false),
        TABLE("table", SampleLogs::table, 3, false),
        GPMF("gpmf", SampleLogs::gpmf, 4, false),
        BLACKBOX("blackbox", SampleLogs::blackbox, 4, true),
        ULOG("ulog", SampleLogs::ulog, 9, false),
        DATAFLASH("dataflash", SampleLogs::dataflash, 2, true),
        TLOG("tlog", SampleLogs::tlog, 8, true),
        CAMM("camm", SampleLogs::camm, 2, false),
        RTMD("rtmd", SampleLogs::rtmd, 2, false),
        DVTM("dvtm", SampleLogs::dvtm, 4, false),
        MCAP("mcap", SampleLogs::mcap, SampleLogs.COUNT, false),
        INSTA360("insta360", SampleLogs::insta360, SampleLogs.COUNT, false),
        PROJECT("gyroflow-project", SampleLogs::project, SampleLogs.COUNT, false);

        private final String name;
        private final Made made;
        private final int mostLost;
        private final boolean losesParts;

        /** The track's letters, where it is a track in a video. */
        @Nullable
        String track() {
            return this == DVTM ? "djmd" : this == CAMM || this == RTMD ? name : null;
        }

        /** Packets in a track's sample: one for each rate, or for each orientation at the ends of one. */
        int packets() {
            return this == DVTM ? SampleLogs.COUNT + 1 : SampleLogs.COUNT;
        }

        Format(String name, Made made, int mostLost, boolean losesParts) {
            this.name = name;
            this.made = made;
            this.mostLost = mostLost;
            this.losesParts = losesParts;
        }
    }

    private static List<TimedPayload> packets(byte[] bytes, int packetBytes) {
        List<TimedPayload> packets = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += packetBytes) {
            packets.add(new TimedPayload(
                    at / packetBytes * 5_000_000L,
                    0,
                    Arrays.copyOfRange(bytes, at, Math.min(at + packetBytes, bytes.length))));
        }
        return packets;
    }

    private static MotionLog read(Format format, byte[] bytes, ReadOptions options) throws IOException {
        Path file = folder.resolve("log");
        if (format.track() != null) {
            Files.write(file, "0000ftyp".getBytes(StandardCharsets.US_ASCII));
            List<TimedPayload> track = packets(bytes, format.made.sample().bytes().length / format.packets());
            return TelemetryReaders.describe(
                            file, (video, fourCc) -> fourCc.equals(format.track()) ? track : List.of(), options)
                    .log();
        }
        Files.write(file, bytes);
        return TelemetryReaders.describe(file, (video, fourCc) -> List.of(), options)
                .log();
    }

    private String problem = "";

    private @Nullable MotionLog readOrNull(Format format, byte[] bytes, ReadOptions options) throws IOException {
        try {
            return read(format, bytes, options);
        } catch (TelemetryFormatException e) {
            problem = String.valueOf(e.getMessage());
            assertEquals(1, problem.lines().count(), problem);
            return null;
        }
    }

    private static List<String> values(MotionLog log) {
        GyroTrack gyro = log.gyro();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < gyro.size(); i++) {
            values.add(gyro.x(i) + " " + gyro.y(i) + " " + gyro.z(i));
        }
        return values;
    }

    /** Every byte of a short log; of a long one so many that the test is quick. */
    private static int step(Sample sample) {
        return 1 + sample.bytes().length / 80;
    }

    @Test
    void shouldKnowAllFormats() {
        Set<String> known =
                Arrays.stream(Format.values()).map(f -> f.name).collect(Collectors.toCollection(HashSet::new));
        known.add("pendulum");
        assertEquals(
                TelemetryFormats.installed().all().stream()
                        .map(TelemetryFormat::name)
                        .collect(Collectors.toSet()),
                known);
    }

    /** A log that is cut short anywhere reads up to the cut, asked to be lenient or not. */
    @ParameterizedTest
    @EnumSource
    void shouldReadUpToACutAtAnyByte(Format format) throws IOException {
        Sample sample = format.made.sample();
        int length = sample.bytes().length;
        List<String> whole = values(read(format, sample.bytes(), ReadOptions.PLAIN));
        assertEquals(SampleLogs.COUNT, whole.size());
        for (int cut = 0; cut < length; cut += step(sample)) {
            byte[] bytes = Arrays.copyOf(sample.bytes(), cut);
            MotionLog lenient = readOrNull(format, bytes, LENIENT);
            int complete = (int)
                    ((long) (cut - sample.samplesFrom()) * SampleLogs.COUNT / (length - sample.samplesFrom() + 1));
            int least = complete - Math.min(format.mostLost, 4);
            if (lenient == null) {
                assertTrue(least < 2, format + " cut at " + cut + " of " + length);
                continue;
            }
            List<String> kept = values(lenient);
            assertTrue(kept.size() >= least, format + " cut at " + cut + ": " + kept.size());
            // A text's last number may have lost digits: nothing tells.
            int sure = format == Format.GCSV || format == Format.TABLE ? kept.size() - 1 : kept.size();
            assertEquals(whole.subList(0, sure), kept.subList(0, sure), format + " cut at " + cut);
            if (format.track() == null) {
                MotionLog strict = read(format, bytes, ReadOptions.PLAIN);
                assertEquals(kept, values(strict), format + " cut at " + cut);
                assertEquals(lenient.warnings(), strict.warnings());
            }
        }
    }

    /** A bit that is flipped costs the part where it stands, and only a lenient reader may lose one without an error. */
    @ParameterizedTest
    @EnumSource
    void shouldLeaveOutTheDamagedPartOnlyWhereverABitIsFlipped(Format format) throws IOException {
        Sample sample = format.made.sample();
        Set<String> whole = new HashSet<>(values(read(format, sample.bytes(), ReadOptions.PLAIN)));
        int refused = 0;
        for (int at = 0; at < sample.bytes().length; at += step(sample)) {
            byte[] bytes = sample.bytes().clone();
            bytes[at] ^= (byte) (1 << (at * 5 + 7) % 8);
            MotionLog strict = readOrNull(format, bytes, ReadOptions.PLAIN);
            MotionLog lenient = readOrNull(format, bytes, LENIENT);
            String where = format + ", byte " + at;
            if (strict != null) {
                assertEquals(values(strict), values(lenient == null ? strict : lenient), where);
                assertTrue(lenient != null, where);
                assertTrue(
                        format.losesParts
                                || strict.warnings().stream()
                                        .noneMatch(w -> w.text().contains("damaged part")),
                        where);
            } else {
                refused++;
            }
            if (lenient != null && at >= sample.samplesFrom()) {
                long good = values(lenient).stream().filter(whole::contains).count()
                        + lenient.others().stream()
                                .mapToInt(o -> o.gyro().size())
                                .sum();
                assertTrue(good >= SampleLogs.COUNT - format.mostLost, where + ": " + good + " " + lenient.warnings());
                assertTrue(
                        strict != null
                                || lenient.warnings().stream().anyMatch(w -> w.code() == WarningCode.LOG_LEFT_OUT),
                        where);
            } else if (at >= sample.samplesFrom()) {
                assertTrue(format.mostLost >= SampleLogs.COUNT, where + " is not read: " + problem);
            }
        }
        assertTrue(format.losesParts || format.track() != null || refused > 0, "some damage is an error");
    }

    @Test
    void shouldSayWhatIsDamagedAndThatTheRestCanBeKept() throws IOException {
        byte[] log = new String(SampleLogs.gcsv().bytes(), StandardCharsets.US_ASCII)
                .replace("100.050", "1oo.o5o")
                .getBytes(StandardCharsets.US_ASCII);
        TelemetryFormatException e =
                assertThrows(TelemetryFormatException.class, () -> read(Format.GCSV, log, ReadOptions.PLAIN));
        assertEquals(
                "log, line 16: time '1oo.o5o' in column 1 is not a finite number; take the row out", e.getMessage());
        assertTrue(e.leavesGoodParts());
        MotionLog kept = read(Format.GCSV, log, LENIENT);
        assertEquals(SampleLogs.COUNT - 1, kept.gyro().size());
        assertEquals(
                "1 damaged part is left out: log, line 16: time '1oo.o5o' in column 1 is not a finite number; take the"
                        + " row out",
                kept.warnings().getFirst().text());
        byte[] headless = "GYROFLOW IMU LOG\nt,gx\n1,2\n".getBytes(StandardCharsets.US_ASCII);
        assertFalse(assertThrows(TelemetryFormatException.class, () -> read(Format.GCSV, headless, LENIENT))
                .leavesGoodParts());
    }
}
