package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RigCommandTest {
    private static final String BROKEN = """
            name: broken
            fps: 30
            exposure: 5ms
            devices:
              ffc:
                board: OAK-FFC-4P
                cameras:
                  A: {sensor: IMX378, sync: output}
                  D: {sensor: IMX378, sync: input}
            """;
    private static final String RIGHT = """
            name: right
            fps: 30
            exposure: 5ms
            devices: {oak: {board: OAK-D, cameras: {B: {sync: output}, C: {sync: input}}}}
            """;

    @TempDir
    Path folder = Path.of(".");

    private static CommandRun run(Object... args) {
        return CommandRun.of(
                CommandRun.UNREACHED, Stream.of(args).map(String::valueOf).toArray(String[]::new));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void shouldEndWithThreeWhenARuleIsBrokenAndSayWhereAndWhatToDo() throws IOException {
        Path rig = file("rig.yaml", BROKEN);
        CommandRun run = run("rig", "check", rig);
        assertEquals(ExitCode.REFUSED, run.exitCode());
        assertTrue(run.out().startsWith(rig + ":8: error, rule 1: ffc.A: IMX378 cannot drive FSIN"), run.out());
        assertTrue(run.out().contains("fix: make an OV9282 or OV9782 the OUTPUT"), run.out());
        assertTrue(run.out().contains("broken: not right (1 error, 0 warnings; 2 cameras"), run.out());
    }

    @Test
    void shouldPrintFindingsAsJson() throws IOException {
        CommandRun run = run("rig", "check", "--json", file("rig.yaml", BROKEN));
        JsonNode root = JsonMapper.builder().build().readTree(run.out());
        assertEquals("not right", root.path("verdict").asString());
        assertEquals(1, root.path("findings").path(0).path("rule").asInt());
        assertEquals(8, root.path("findings").path(0).path("line").asInt());
        assertEquals(ExitCode.REFUSED, run.exitCode());
    }

    @Test
    void shouldEndWithZeroForARigThatIsRightAndOneForAFileThatIsNone() throws IOException {
        assertEquals(ExitCode.DONE, run("rig", "check", file("rig.yaml", RIGHT)).exitCode());
        CommandRun faulty = run("rig", "check", file("bad.yaml", "devices:\n  a: {board: OAK-X}\n"));
        assertEquals(ExitCode.FAILED, faulty.exitCode());
        assertEquals(1, faulty.err().lines().count(), faulty.err());
        assertTrue(faulty.err().contains("bad.yaml:2: device a: the board 'OAK-X' is not known"), faulty.err());
        assertEquals(
                ExitCode.FAILED,
                run("rig", "check", folder.resolve("none.yaml")).exitCode());
        assertEquals(ExitCode.WRONG_USAGE, run("rig").exitCode());
    }

    @Test
    void shouldPlanDrawAndWriteTheScript() throws IOException {
        Path rig = file("rig.yaml", RIGHT);
        Path svg = folder.resolve("timing.svg");
        CommandRun plan = run("rig", "plan", rig, "--svg", svg);
        assertEquals(ExitCode.DONE, plan.exitCode(), plan.err());
        assertTrue(plan.out().contains("oak.B (OV9282)"), plan.out());
        assertTrue(Files.readString(svg).startsWith("<svg "));
        CommandRun script = run("rig", "plan", rig, "--depthai", "3");
        assertTrue(script.out().contains("FrameSyncMode.OUTPUT"), script.out());
        assertEquals(
                ExitCode.WRONG_USAGE, run("rig", "plan", rig, "--depthai", "4").exitCode());
        CommandRun broken = run("rig", "plan", file("broken.yaml", BROKEN));
        assertEquals(ExitCode.REFUSED, broken.exitCode());
        assertTrue(broken.err().contains("rule 1"), broken.err());
    }

    @Test
    void shouldVerifyWhatItSimulates() throws IOException {
        Path rig = file("rig.yaml", RIGHT);
        Path recording = folder.resolve("frames.csv");
        assertEquals(
                ExitCode.DONE,
                run("rig", "simulate", rig, "--out", recording, "--for", "5s").exitCode());
        CommandRun together = run("rig", "verify", recording, "--within", "50us", "--json");
        assertEquals(ExitCode.DONE, together.exitCode(), together.out() + together.err());
        JsonNode root = JsonMapper.builder().build().readTree(together.out());
        assertEquals(150, root.path("cameras").path(1).path("frames").asInt());
        Path free = file("free.yaml", "fps: 30\ndevices: {oak: {board: OAK-D, cameras: {B: {}, A: {}}}}");
        assertEquals(
                ExitCode.DONE,
                run("rig", "simulate", free, "--out", recording, "--for", "20s").exitCode());
        CommandRun apart = run("rig", "verify", recording);
        assertEquals(ExitCode.REFUSED, apart.exitCode(), apart.out());
        assertTrue(apart.out().contains("not together"), apart.out());
        assertEquals(
                ExitCode.WRONG_USAGE, run("rig", "verify", recording, "--ptp").exitCode());
        assertEquals(
                ExitCode.FAILED,
                run("rig", "verify", recording, "--reference", "nobody").exitCode());
    }

    @Test
    void shouldNotSimulateARigThatCannotWork() throws IOException {
        Path recording = folder.resolve("frames.csv");
        String silent = "fps: 30\ndevices: {oak: {board: OAK-D, cameras: {B: {sync: input}, C: {sync: input}}}}";
        String waiting = "mode: snapshot\nfps: 30\ndevices: {f: {board: OAK-FFC-4P, cameras:"
                + " {B: {sensor: OV9282, sync: output}, C: {sensor: OV9282, sync: input}}}}";
        for (String rig : List.of(BROKEN, silent, waiting)) {
            CommandRun run = run("rig", "simulate", file("rig.yaml", rig), "--out", recording);
            assertEquals(ExitCode.REFUSED, run.exitCode(), run.err());
            assertEquals(1, run.err().lines().count(), run.err());
            assertTrue(run.err().contains("this rig cannot work"), run.err());
            assertTrue(Files.notExists(recording));
        }
    }

    @Test
    void shouldPlanNoExposureThatTheCheckRefuses() throws IOException {
        String rig = "fps: 30\nalignment: start\ndevices: {f: {board: OAK-D, cameras: {"
                + "A: {sync: input, resolution: 4k, exposure: 5ms}, B: {sync: output, exposure: EXPOSURE}}}}";
        // 4K is read in 23.58 ms, whose middle comes 11.78 ms after the first row's: 5 + 23.57 ms of exposure and
        // 7.28 ms of readout are more than 33.33 ms.
        CommandRun plan = run("rig", "plan", file("rig.yaml", rig.replace("EXPOSURE", "5ms")));
        assertTrue(
                plan.out().lines().anyMatch(line -> line.startsWith("f.B") && line.endsWith("too long")), plan.out());
    }

    @Test
    void shouldTellAStepFromADriftAndRemarkNumbers() throws IOException {
        StringBuilder csv = new StringBuilder("stream,sequence,timestamp_us\n");
        for (int n = 0; n < 600; n++) {
            long us = n * 33_333L;
            csv.append("a,").append(n).append(',').append(us).append('\n');
            csv.append("b,")
                    .append(n + 7)
                    .append(',')
                    .append(us + (n < 300 ? 0 : 5_000))
                    .append('\n');
        }
        CommandRun run = run("rig", "verify", file("step.csv", csv.toString()));
        assertEquals(ExitCode.REFUSED, run.exitCode(), run.out());
        assertTrue(run.out().contains("b: it steps by 5 ms against a at 10.005 s"), run.out());
        assertTrue(run.out().lines().noneMatch(line -> line.contains("drifts")), run.out());
        assertTrue(run.out().contains("b: note: its numbers are 7 ahead of those of a"), run.out());
    }

    @Test
    void shouldPulseWithoutALineAndNameAChipThatIsNotThere() {
        CommandRun dry = run("rig", "trigger", "--dry-run", "--rate", "200", "--count", "5");
        assertEquals(ExitCode.DONE, dry.exitCode(), dry.err());
        assertTrue(dry.out().contains("lateness"), dry.out());
        CommandRun absent = run("rig", "trigger", "--gpio", "gpiochip9999/1", "--rate", "30", "--count", "1");
        assertEquals(ExitCode.FAILED, absent.exitCode());
        assertTrue(absent.err().contains("/dev/gpiochip9999"), absent.err());
        for (List<String> wrong : List.of(
                List.of("--gpio", "17", "--rate", "30"),
                List.of("--dry-run", "--rate", "0"),
                List.of("--dry-run", "--rate", "30", "--pulse-width", "40ms"),
                List.of("--dry-run", "--rate", "30", "--count", "0"),
                List.of("--rate", "30"))) {
            assertEquals(
                    ExitCode.WRONG_USAGE,
                    run(Stream.concat(Stream.of("rig", "trigger"), wrong.stream())
                                    .toArray())
                            .exitCode(),
                    wrong.toString());
        }
    }

    @Test
    void shouldKeepTheExamplesRight() throws IOException {
        Path examples = Path.of("..", "docs", "rigs");
        try (Stream<Path> files = Files.list(examples)) {
            for (Path example :
                    files.filter(file -> file.toString().endsWith(".yaml")).toList()) {
                CommandRun run = run("rig", "check", example);
                assertEquals(ExitCode.DONE, run.exitCode(), run.out() + run.err());
            }
        }
    }
}
