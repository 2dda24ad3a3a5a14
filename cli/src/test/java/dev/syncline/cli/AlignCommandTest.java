package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.engine.synthetic.MotionStyle;
import dev.syncline.engine.synthetic.SyntheticMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AlignCommandTest {
    @TempDir
    Path folder;

    private static CommandRun align(Object... args) {
        String[] words = new String[args.length + 1];
        words[0] = "align";
        for (int i = 0; i < args.length; i++) {
            words[i + 1] = args[i].toString();
        }
        return CommandRun.of(CommandRun.UNREACHED, words);
    }

    /** A log of so many samples a second from 3 s on, whose clock shows {@code zeroS} at the motion's 0 s. */
    private Path log(String name, String orientation, long seed, double hz, double zeroS) throws IOException {
        SyntheticMotion motion = SyntheticMotion.of(MotionStyle.HANDHELD, 1, seed);
        StringBuilder text = new StringBuilder("GYROFLOW IMU LOG\n");
        if (!orientation.isEmpty()) {
            text.append("orientation,").append(orientation).append('\n');
        }
        text.append("tscale,0.000001\ngscale,0.000001\nt,gx,gy,gz\n");
        double[] rate = new double[3];
        for (int i = 0; i < 12 * hz; i++) {
            double t = 3 + i / hz;
            motion.rate(t, rate);
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%d%n",
                    Math.round((t + zeroS) * 1e6),
                    Math.round(rate[0] * 1e6),
                    Math.round(rate[1] * 1e6),
                    Math.round(rate[2] * 1e6)));
        }
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void shouldSayTheOffsetFirstMinusSecond() throws IOException {
        Path first = log("first.gcsv", "YxZ", 1, 200, 1_700_000_000.5);
        Path second = log("second.gcsv", "", 1, 50, 17.25);

        CommandRun run = align(first, second, "--json", folder.resolve("r.json"));

        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("offset    1699999983.2"), run.out());
        assertTrue(run.out().contains("first minus second"), run.out());
        JsonNode found = JsonMapper.builder().build().readTree(folder.resolve("r.json"));
        assertEquals("aligned", found.get("status").stringValue());
        assertEquals(1_699_999_983.25, found.get("offset_s").doubleValue(), 1e-4);
        assertTrue(found.get("offset_sigma_ms").doubleValue() < 0.1);
        assertEquals("XYZ", found.get("axes").stringValue());
        assertEquals("YxZ", found.get("second_orientation").stringValue());
        assertEquals(1, found.get("quaternion_wxyz").get(0).doubleValue(), 1e-3);
        assertEquals(3, found.get("rotation").size());
        assertTrue(found.get("reason_code").isNull());
    }

    @Test
    void shouldRefuseLogsOfTwoBodies() throws IOException {
        Path first = log("first.gcsv", "YxZ", 1, 100, 0);
        Path second = log("second.gcsv", "YxZ", 2, 100, 0);

        CommandRun run = align(first, second, "--json", "-");

        assertEquals(ExitCode.REFUSED, run.exitCode(), run.err());
        JsonNode found = JsonMapper.builder().build().readTree(run.out());
        assertEquals("refused", found.get("status").stringValue());
        assertEquals("NO_PEAK", found.get("reason_code").stringValue());
        assertTrue(found.get("reason_facts").has("score"));
        assertFalse(found.has("offset_s"));
        assertTrue(run.err().contains("syncline: refused: no offset stands out"), run.err());
    }

    @Test
    void shouldSearchWhereItIsTold() throws IOException {
        Path log = log("first.gcsv", "YxZ", 1, 100, 0);

        assertEquals(ExitCode.DONE, align(log, log, "--search", "500ms").exitCode());
        assertEquals(
                ExitCode.REFUSED,
                align(log, log, "--rough-offset", "5s", "--search", "500ms").exitCode());
    }

    @Test
    void shouldNotWriteOverALog() throws IOException {
        Path first = log("first.gcsv", "YxZ", 1, 100, 0);
        Path second = log("second.gcsv", "YxZ", 1, 100, 0);
        byte[] before = Files.readAllBytes(second);

        CommandRun run = align(first, second, "--json", second);

        assertEquals(ExitCode.FAILED, run.exitCode());
        assertTrue(run.err().contains("named twice"), run.err());
        assertEquals(before.length, Files.size(second));
    }

    @Test
    void shouldSayWhatIsWrongWithTheCommandLine() throws IOException {
        Path first = log("first.gcsv", "YxZ", 1, 100, 0);

        assertEquals(ExitCode.WRONG_USAGE, align(first).exitCode());
        assertEquals(
                ExitCode.WRONG_USAGE,
                align(first, first, "--rough-offset", "5s").exitCode());
        assertEquals(ExitCode.WRONG_USAGE, align(first, first, "--flight", "0").exitCode());
        CommandRun absent = align(first, folder.resolve("absent.gcsv"));
        assertEquals(ExitCode.FAILED, absent.exitCode());
        assertTrue(absent.err().contains("absent.gcsv"), absent.err());
    }

    /** The public recording of a phone and a controller; offset as its authors publish it. */
    @Test
    void shouldAlignAPhoneWithAController() throws IOException {
        Path phone = shared("data/real/gyro-pair/smartphone_gyro_data.csv");
        Path controller = shared("data/real/gyro-pair/mcu_gyro_data.csv");

        CommandRun run = align(phone, controller, "--json", "-");

        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        JsonNode found = JsonMapper.builder().build().readTree(run.out());
        assertEquals(947848.6384083075, found.get("offset_s").doubleValue(), 0.2e-3);
        assertEquals("xyZ", found.get("axes").stringValue());
        CommandRun back = align(controller, phone, "--json", "-");
        assertEquals(
                -947848.6384083075,
                JsonMapper.builder()
                        .build()
                        .readTree(back.out())
                        .get("offset_s")
                        .doubleValue(),
                0.2e-3);
    }

    private static Path shared(String name) {
        String named = System.getProperty("syncline.shared");
        Path root = named == null ? null : Path.of(named);
        for (Path at = Path.of("").toAbsolutePath(); root == null && at != null; at = at.getParent()) {
            Path beside = at.resolve("shared");
            root = Files.isDirectory(beside.resolve("data")) ? beside : null;
        }
        Path file = root == null ? Path.of(name) : root.resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "no shared data with " + name + " beside the repository: skipped");
        return file;
    }
}
