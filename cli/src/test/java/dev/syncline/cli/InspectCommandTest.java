package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InspectCommandTest {
    @TempDir
    Path folder;

    private Path log = Path.of("");

    @BeforeEach
    void makeLog() throws IOException {
        StringBuilder text =
                new StringBuilder("GYROFLOW IMU LOG\norientation,YxZ\ntscale,0.001\ngscale,0.01\nt,gx,gy,gz\n");
        for (int ms = 0; ms < 4000; ms += 10) {
            if (ms < 1000 || ms > 1500) {
                text.append(ms).append(',').append(ms % 300).append(",-5,7\n");
            }
        }
        log = Files.writeString(folder.resolve("a.gcsv"), text);
    }

    private static CommandRun inspect(Object... args) {
        String[] words = new String[args.length + 1];
        words[0] = "inspect";
        for (int i = 0; i < args.length; i++) {
            words[i + 1] = args[i].toString();
        }
        return CommandRun.of(CommandRun.UNREACHED, words);
    }

    @Test
    void shouldSayWhatIsInALog() {
        CommandRun run = inspect(log);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("a.gcsv: gcsv\n"), run.out());
        assertTrue(
                run.out().contains("349 samples, 100.00 Hz, 0.000 to 3.990 s (3.990 s), up to 166.2 °/s"), run.out());
        assertTrue(run.out().contains("1, the longest 0.520 s"), run.out());
        assertTrue(run.out().contains("YxZ (the log says so)"), run.out());
        assertTrue(run.out().contains("needs sync   yes"), run.out());
    }

    @Test
    void shouldDoubtWhatIsNoGyrosAndCountRecordings() throws IOException {
        String once = Files.readString(log);
        Files.writeString(log, once + once);
        CommandRun run = inspect(log);
        assertTrue(run.out().contains("recordings   2\n"), run.out());
        assertTrue(run.out().contains("warning      its axis y holds one reading all along\n"), run.out());
        assertTrue(inspect(log, "--json").out().contains("\"LOG_DOUBTFUL\""));
    }

    @Test
    void shouldSayTheSameAsJson() {
        CommandRun run = inspect(log, "--json");
        JsonNode found = JsonMapper.builder().build().readTree(run.out()).get(0);
        assertEquals("gcsv", found.get("format").stringValue());
        assertEquals(349, found.get("samples").intValue());
        assertEquals(1, found.get("gaps").intValue());
        assertEquals(0.52, found.get("longest_gap_s").doubleValue(), 1e-9);
        assertTrue(found.get("needs_sync").booleanValue());
        assertTrue(found.get("video").isNull());
    }

    @Test
    void shouldConvertALogSoThatItReadsTheSame() throws IOException {
        for (String format : new String[] {"gcsv", "csv"}) {
            Path converted = folder.resolve("out." + format);
            assertEquals(
                    ExitCode.DONE,
                    inspect(log, "--dump", format, "--out", converted).exitCode());
            String first = inspect(log).out().lines().skip(2).findFirst().orElse("");
            assertTrue(first.contains("349 samples"), first);
            assertTrue(
                    inspect(converted).out().contains(first),
                    () -> inspect(converted).out());
        }
    }

    @Test
    void shouldDrawTheRates() throws IOException {
        Path picture = folder.resolve("a.svg");
        assertEquals(ExitCode.DONE, inspect(log, "--plot", picture).exitCode());
        String svg = Files.readString(picture);
        assertTrue(svg.startsWith("<svg ") && svg.endsWith("</svg>\n"), svg.substring(0, 200));
        assertTrue(svg.contains("a.gcsv, °/s over log time"));
        List<String> lines = Pattern.compile("<path d=\"([^\"]*)\"[^>]*fill=\"none\"/>")
                .matcher(svg)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertEquals(3, lines.size());
        for (String line : lines) {
            assertEquals(2, line.chars().filter(c -> c == 'M').count(), "one gap breaks it in two");
            assertEquals(
                    347, line.chars().filter(c -> c == 'L').count(), "each other sample is joined to the one before");
        }
    }

    @ParameterizedTest
    @CsvSource({"0.01,0.57", "0.0174,1.00", "0.0175,1.0", "0.1744,10.0", "0.1746,10"})
    void shouldLabelQuietAxesWithTheirDigits(double rate, String degrees) throws IOException {
        StringBuilder rows = new StringBuilder("t (s),gx (rad/s),gy (rad/s),gz (rad/s)\n");
        for (int i = 0; i < 200; i++) {
            rows.append(i * 0.005)
                    .append(',')
                    .append(i % 2 == 0 ? rate : -rate / 2)
                    .append(",0.001,-0.002\n");
        }
        Path table = Files.writeString(folder.resolve("quiet.csv"), rows);
        Path picture = folder.resolve("quiet.svg");
        assertEquals(ExitCode.DONE, inspect(table, "--plot", picture).exitCode());
        assertTrue(Files.readString(picture).contains(">X ±" + degrees + "</text>"));
    }

    @Test
    void shouldGoOnAfterAFileThatCannotBeReadAndFail() throws IOException {
        Path odd = Files.writeString(folder.resolve("odd.csv"), "nothing of use\n");
        CommandRun run = inspect(odd, log);
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertTrue(run.err().startsWith("syncline: odd.csv: not a motion log that can be read"), run.err());
        assertTrue(run.out().startsWith("a.gcsv: gcsv"), run.out());
        assertEquals(ExitCode.FAILED, inspect(odd).exitCode());
        assertEquals(ExitCode.FAILED, inspect(folder.resolve("none.bbl")).exitCode());
    }

    @Test
    void shouldKeepItsOutputsOffItsInputs() throws IOException {
        CommandRun over = inspect(log, "--dump", "csv", "--out", log);
        assertEquals(ExitCode.FAILED, over.exitCode());
        assertTrue(over.err().contains("named twice"), over.err());
        assertTrue(Files.readString(log).startsWith("GYROFLOW IMU LOG"));
        assertEquals(ExitCode.WRONG_USAGE, inspect(log, "--dump", "csv").exitCode());
        assertEquals(
                ExitCode.WRONG_USAGE,
                inspect(log, log, "--plot", folder.resolve("p.svg")).exitCode());
        assertEquals(ExitCode.WRONG_USAGE, inspect(log, "--flight", "0").exitCode());
        assertFalse(Files.exists(folder.resolve("p.svg")));
    }

    @Test
    void shouldLeaveDamageOutWhereItIsAskedTo() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(log));
        lines.set(lines.size() - 3, "x" + lines.get(lines.size() - 3));
        Path damaged = Files.write(folder.resolve("damaged.gcsv"), lines);
        CommandRun strict = inspect(damaged);
        assertEquals(ExitCode.FAILED, strict.exitCode());
        assertTrue(
                strict.err().contains("damaged.gcsv, line " + (lines.size() - 2) + ": ")
                        && strict.err().contains("; --lenient leaves damaged parts out"),
                strict::err);
        CommandRun lenient = inspect(damaged, "--lenient", "--json");
        assertEquals(ExitCode.DONE, lenient.exitCode(), lenient::err);
        assertTrue(lenient.out().contains("LOG_LEFT_OUT"), lenient::out);
        assertTrue(lenient.out().contains("1 damaged part is left out: damaged.gcsv, line "), lenient::out);
    }

    @Test
    void shouldReadALogThatGoesOnInAnotherFile() throws IOException {
        Path next = Files.copy(log, folder.resolve("next.gcsv"));
        CommandRun run = inspect(log, "--gyro-next", next);
        assertEquals(ExitCode.DONE, run.exitCode(), run::err);
        assertTrue(run.out().contains("the clock begins again with next.gcsv"), run::out);
        assertEquals(
                ExitCode.WRONG_USAGE,
                inspect(log, "--gyro-next", next, "--chapters").exitCode());
        CommandRun gone = inspect(log, "--gyro-next", folder.resolve("gone.gcsv"));
        assertEquals(ExitCode.FAILED, gone.exitCode());
        assertTrue(gone.err().contains("gone.gcsv: no such file"), gone::err);
        assertEquals(ExitCode.DONE, inspect(log, "--chapters").exitCode(), "no chapter by its name: alone");
    }

    /** Steps of 2 and 3 ms, two to one: 428.6 a second, whatever the most usual step is. */
    @Test
    void shouldSayTheMeanRate() throws IOException {
        StringBuilder text = new StringBuilder("GYROFLOW IMU LOG\ntscale,0.001\ngscale,1\nt,gx,gy,gz\n");
        int ms = 0;
        for (int i = 0; i < 301; i++) {
            text.append(ms).append(",0.1,0.2,0.3\n");
            ms += i % 3 == 0 ? 3 : 2;
        }
        CommandRun run = inspect(Files.writeString(folder.resolve("coarse.gcsv"), text));
        assertTrue(run.out().contains("301 samples, 428.57 Hz"), run::out);
    }

    @Test
    void shouldReadATableAsItIsTold() throws IOException {
        Path table = Files.writeString(folder.resolve("t.csv"), "when,a,b,c\n0,1,2,3\n5,1,2,3\n10,1,2,3\n");
        assertEquals(ExitCode.FAILED, inspect(table).exitCode());
        CommandRun run = inspect(table, "--columns", "t=when,gx=a,gy=b,gz=c,unit=deg/s,time=ms");
        assertTrue(
                run.out().contains("3 samples, 200.00 Hz, 0.000 to 0.010 s (0.010 s), up to 3.0 °/s"),
                run.out() + run.err());
        assertEquals(ExitCode.FAILED, inspect(log, "--columns", "t=1,gx=2,gy=3").exitCode());
    }

    private Path logWithOthers() throws IOException {
        StringBuilder text = new StringBuilder("GYROFLOW IMU LOG\norientation,YxZ\ntscale,0.001\ngscale,0.01\n");
        text.append("ascale,0.001\nmscale,0.001\nt,gx,gy,gz,ax,ay,az,mx,my,mz\n");
        for (int ms = 0; ms < 1000; ms += 10) {
            text.append(ms)
                    .append(",1,2,3,0,")
                    .append(ms % 20 == 0 ? 500 : 1500)
                    .append(",0,300,0,-400\n");
        }
        return Files.writeString(folder.resolve("others.gcsv"), text);
    }

    @Test
    void shouldSayWhatOtherSensorsSay() throws IOException {
        Path others = logWithOthers();
        CommandRun run = inspect(others);
        assertTrue(
                run.out()
                        .contains(
                                "  acceleration 100 samples, 100.00 Hz, 0.000 to 0.990 s (0.990 s), length 4.90 to 14.71"
                                        + " m/s², mean 9.81\n"),
                run::out);
        assertTrue(
                run.out()
                        .contains("  magnetic field 100 samples, 100.00 Hz, 0.000 to 0.990 s (0.990 s), length 50.00 to"
                                + " 50.00 µT, mean 50.00\n"),
                run::out);
        JsonNode found = JsonMapper.builder()
                .build()
                .readTree(inspect(others, "--json").out())
                .get(0)
                .get("other_streams");
        assertEquals(2, found.size());
        JsonNode field = found.get(1);
        assertEquals("magnetic_field", field.get("quantity").stringValue());
        assertEquals("µT", field.get("unit").stringValue());
        assertEquals(100, field.get("samples").intValue());
        assertEquals(100, field.get("rate_hz").doubleValue(), 1e-9);
        assertEquals(50, field.get("mean").doubleValue(), 1e-4);
        assertTrue(field.get("note").isNull());
        JsonNode none =
                JsonMapper.builder().build().readTree(inspect(log, "--json").out());
        assertEquals(0, none.get(0).get("other_streams").size());
    }

    private static String fromGyroOn(CommandRun run) {
        return run.out().substring(run.out().indexOf("  gyro "));
    }

    @Test
    void shouldConvertWhatOtherSensorsSay() throws IOException {
        Path others = logWithOthers();
        Path gcsv = folder.resolve("again.gcsv");
        CommandRun run = inspect(others, "--dump", "gcsv", "--out", gcsv);
        assertEquals("", run.err(), run::err);
        assertEquals(fromGyroOn(inspect(others)), fromGyroOn(inspect(gcsv)));
        CommandRun csv = inspect(others, "--dump", "csv", "--out", folder.resolve("t.csv"));
        assertEquals(ExitCode.DONE, csv.exitCode(), csv::err);
        assertTrue(csv.err().contains("acceleration: written to " + folder.resolve("t.acceleration.csv")), csv::err);
        List<String> acceleration = Files.readAllLines(folder.resolve("t.acceleration.csv"));
        assertEquals("t_s,ax_m_s2,ay_m_s2,az_m_s2", acceleration.get(0));
        assertEquals("0.010000000,0.0,14.709975,0.0", acceleration.get(2));
        assertEquals(101, acceleration.size());
        List<String> field = Files.readAllLines(folder.resolve("t.magnetic-field.csv"));
        assertEquals("t_s,mx_ut,my_ut,mz_ut", field.get(0));
        assertEquals("0.990000000,30.0,0.0,-40.0", field.get(100));
    }

    @Test
    void shouldKeepTheFilesOfOtherStreamsOffItsInput() throws IOException {
        Path input = Files.move(logWithOthers(), folder.resolve("t.acceleration.csv"));
        CommandRun run = inspect(input, "--dump", "csv", "--out", folder.resolve("t.csv"));
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertTrue(run.err().contains("named twice"), run::err);
        assertTrue(Files.readString(input).startsWith("GYROFLOW IMU LOG"));
        assertFalse(Files.exists(folder.resolve("t.csv")));
    }

    @Test
    void shouldDumpToStandardOutputAndNothingBesideIt() throws IOException {
        for (String format : List.of("csv", "gcsv")) {
            Path file = folder.resolve("dumped." + format);
            assertEquals(
                    ExitCode.DONE, inspect(log, "--dump", format, "--out", file).exitCode());
            CommandRun run = inspect(log, "--dump", format, "--out", "-");
            assertEquals(ExitCode.DONE, run.exitCode(), run.err());
            assertEquals(Files.readString(file), run.out());
            assertTrue(run.err().startsWith("a.gcsv: gcsv\n"), "the table is for people: " + run.err());
        }
        assertFalse(Files.exists(Path.of("-")));
    }

    @Test
    void shouldSayWhatStandardOutputHasNoRoomFor() throws IOException {
        Files.writeString(log, """
                GYROFLOW IMU LOG
                tscale,0.001
                gscale,0.01
                ascale,0.001
                t,gx,gy,gz,ax,ay,az
                0,1,2,3,4,5,1000
                10,2,1,3,4,5,1000
                20,1,2,4,4,5,1000
                """);
        CommandRun run = inspect(log, "--dump", "csv", "--out", "-");
        assertEquals(4, run.out().lines().count(), run.out());
        assertTrue(
                run.err()
                        .contains("syncline: acceleration: not written, standard output has room for the gyro's table"
                                + " alone; name a file\n"),
                run.err());
        assertTrue(inspect(log, "--dump", "gcsv", "--out", "-").out().contains("\nt,gx,gy,gz,ax,ay,az\n"));
        CommandRun both = inspect(log, "--dump", "csv", "--out", "-", "--json");
        assertEquals(ExitCode.WRONG_USAGE, both.exitCode());
        assertEquals("", both.out());
    }
}
