package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.console.ErrorLine;
import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.sync.ClipSync;
import dev.syncline.cli.sync.DeviceChoice;
import dev.syncline.cli.worker.WorkerCommand;
import dev.syncline.engine.sync.flow.FlowDeviceException;
import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WorkerCommandTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    Path folder;

    private String clip;

    @BeforeEach
    void clip() throws IOException {
        clip = Files.writeString(folder.resolve("clip.mp4"), "video").toString();
    }

    private static List<JsonNode> lines(String out) {
        return out.lines().map(MAPPER::readTree).toList();
    }

    private static int run(ClipSync sync, java.io.InputStream in, StringWriter out, String... args) {
        CommandLine command = new CommandLine(new WorkerCommand(sync, in));
        ErrorLine errors = new ErrorLine(() -> false);
        return command.setOut(new PrintWriter(out))
                .setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(errors)
                .execute(args);
    }

    private List<JsonNode> answers(ClipSync sync, String... requests) {
        StringWriter out = new StringWriter();
        byte[] in = String.join("\n", requests).getBytes(StandardCharsets.UTF_8);
        assertEquals(ExitCode.DONE, run(sync, new ByteArrayInputStream(in), out));
        return lines(out.toString());
    }

    private String job(String id, String... more) {
        var node = MAPPER.createObjectNode().put("id", id);
        var args = node.putArray("args").add(clip);
        for (String each : more) {
            args.add(each);
        }
        return node.toString();
    }

    @Test
    void shouldAnswerEachJobWithItsResult() {
        List<JsonNode> answers = answers(
                (job, progress) -> job.options().points() == 5 ? CommandRun.refused(job) : CommandRun.synced(job),
                job("a"),
                job("b", "--points", "5"));

        assertEquals("ready", answers.get(0).path("event").asString());
        assertEquals(1, answers.get(0).path("schema").asInt());
        assertEquals("a", answers.get(1).path("id").asString());
        assertEquals("synced", answers.get(1).path("status").asString());
        assertEquals(
                -12500,
                answers.get(1)
                        .path("result")
                        .path("points")
                        .get(0)
                        .path("offset_ms")
                        .asDouble());
        assertEquals("b", answers.get(2).path("id").asString());
        assertEquals("refused", answers.get(2).path("status").asString());
        assertEquals("NO_ROTATION", answers.get(2).path("reason_code").asString());
        assertEquals(3, answers.get(2).path("exit_code").asInt());
    }

    @Test
    void shouldWriteTheFilesThatAJobAsksFor() throws IOException {
        Path json = folder.resolve("out.json");
        answers((job, progress) -> CommandRun.synced(job), job("a", "--json", json.toString()));
        assertTrue(Files.readString(json).contains("\"status\" : \"synced\""));
    }

    /** An archive writes this reason into its table. */
    @Test
    void shouldSayThatDamageCanBeLeftOut() {
        JsonNode done = answers(
                        (job, progress) -> {
                            new DamagedParts(job.input().reading())
                                    .leaveOut(new TelemetryFormatException("a.gcsv", "line 5", "is damaged"));
                            return CommandRun.synced(job);
                        },
                        job("a"),
                        job("b", "--lenient"))
                .get(1);
        assertEquals(
                "a.gcsv, line 5: is damaged; --lenient leaves damaged parts out",
                done.path("reason").asString());
    }

    @Test
    void shouldGoOnAfterAJobThatFails() {
        List<JsonNode> answers = answers(
                (job, progress) -> {
                    if (job.options().points() == 4) {
                        throw new IOException("clip.mp4: the file is damaged");
                    }
                    return CommandRun.synced(job);
                },
                job("a", "--points=4"),
                job("b", "--nonsense"),
                "{\"id\":\"c\",\"args\":[\"" + folder.resolve("none.mp4") + "\"]}",
                job("d"));
        assertEquals("failed", answers.get(1).path("status").asString());
        assertEquals(
                "clip.mp4: the file is damaged", answers.get(1).path("reason").asString());
        assertEquals("wrong_usage", answers.get(2).path("status").asString());
        assertEquals("failed", answers.get(3).path("status").asString());
        assertTrue(answers.get(3).path("reason").asString().contains("none.mp4"));
        assertEquals("synced", answers.get(4).path("status").asString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | not JSON",
                "[1] | expected an object",
                "{\"id\":7,\"args\":[\"a\"]} | id must be a text",
                "{\"id\":\"\",\"args\":[\"a\"]} | id must be a text",
                "{\"id\":\"7\"} | args must be a list",
                "{\"id\":\"7\",\"args\":[]} | args must be a list",
                "{\"id\":\"7\",\"args\":[1]} | every one of args must be a text",
                "{\"cancel\":\"7\"} | no job 7 waits or runs"
            })
    void shouldSayWhatIsWrongWithALine(String line, String reason) {
        List<JsonNode> answers = answers(CommandRun.UNREACHED, "", line);
        assertEquals("error", answers.get(1).path("event").asString());
        assertEquals(2, answers.get(1).path("line").asInt());
        assertTrue(
                answers.get(1).path("reason").asString().contains(reason),
                answers.get(1).toString());
    }

    @Test
    void shouldRefuseALineThatIsTooLongAndReadOn() {
        String longest = job("a") + " ".repeat((1 << 20) - job("a").length());
        List<JsonNode> taken = answers((job, progress) -> CommandRun.synced(job), longest);
        assertEquals("done", taken.get(1).path("event").asString());
        List<JsonNode> refused = answers((job, progress) -> CommandRun.synced(job), longest + " ", job("b"));
        assertTrue(refused.get(1).path("reason").asString().contains("longer than"));
        assertEquals("b", refused.get(2).path("id").asString());
    }

    @Test
    void shouldCancelAJobThatRunsAndOneThatWaits() throws Exception {
        CountDownLatch runs = new CountDownLatch(1);
        ClipSync endless = (job, progress) -> {
            runs.countDown();
            new CountDownLatch(1).await();
            return CommandRun.synced(job);
        };
        StringWriter out = new StringWriter();
        PipedOutputStream requests = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(requests, 1 << 16);
        Thread worker = Thread.ofPlatform().start(() -> run(endless, in, out));
        requests.write((job("a") + "\n" + job("b") + "\n").getBytes(StandardCharsets.UTF_8));
        requests.flush();
        runs.await();
        requests.write("{\"cancel\":\"b\"}\n{\"cancel\":\"a\"}\n".getBytes(StandardCharsets.UTF_8));
        requests.close();
        worker.join();
        List<JsonNode> answers = lines(out.toString());
        assertEquals("a", answers.get(1).path("id").asString());
        assertEquals("cancelled", answers.get(1).path("status").asString());
        assertFalse(answers.get(1).has("result"));
        assertEquals("b", answers.get(2).path("id").asString());
        assertEquals("cancelled", answers.get(2).path("status").asString());
    }

    @Test
    void shouldRefuseASecondJobOfTheSameId() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        StringWriter out = new StringWriter();
        PipedOutputStream requests = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(requests, 1 << 16);
        Thread worker = Thread.ofPlatform()
                .start(() -> run(
                        (job, progress) -> {
                            go.await();
                            return CommandRun.synced(job);
                        },
                        in,
                        out));
        requests.write((job("a") + "\n" + job("a") + "\n\n").getBytes(StandardCharsets.UTF_8));
        requests.close();
        while (!out.toString().contains("\"error\"")) {
            Thread.onSpinWait();
        }
        go.countDown();
        worker.join();
        List<JsonNode> answers = lines(out.toString());
        assertTrue(answers.get(1).path("reason").asString().contains("a job of this id"));
        assertEquals("synced", answers.get(2).path("status").asString());
    }

    @Test
    void shouldTellHowFarAJobIsWhereAsked() {
        StringWriter out = new StringWriter();
        ClipSync sync = (job, progress) -> {
            progress.accept(new dev.syncline.engine.api.SyncProgress("following points", 1, 3));
            return CommandRun.synced(job);
        };
        run(sync, new ByteArrayInputStream(job("a").getBytes(StandardCharsets.UTF_8)), out, "--progress");
        JsonNode step = lines(out.toString()).get(1);
        assertEquals("progress", step.path("event").asString());
        assertEquals("following points", step.path("stage").asString());
        assertEquals(3, step.path("total").asInt());
    }

    private static final ClipSync LOST_DEVICE = (job, progress) -> {
        if (!job.device().equals(DeviceChoice.CPU)) {
            throw new FlowDeviceException("cuda:0: cuLaunchKernel follow failed (CUDA_ERROR_ECC_UNCORRECTABLE)");
        }
        return CommandRun.synced(job);
    };

    @Test
    void shouldSyncOnTheProcessorWhereTheDeviceFailsAndSaySo() {
        JsonNode done = answers(LOST_DEVICE, job("a", "--device", "cuda")).getLast();

        assertEquals("synced", done.path("status").asString());
        assertTrue(done.path("result").path("warning_codes").toString().contains("DEVICE_FAILED"), done.toString());
        assertTrue(done.path("messages").toString().contains("CUDA_ERROR_ECC_UNCORRECTABLE"), done.toString());
    }

    @Test
    void shouldTryTheProcessorOnceAlone() {
        AtomicInteger calls = new AtomicInteger();
        JsonNode done = answers(
                        (job, progress) -> {
                            calls.incrementAndGet();
                            if (job.device().equals(DeviceChoice.CPU)) {
                                throw new IOException("clip.mp4: damaged");
                            }
                            throw new FlowDeviceException("cuda:0: lost");
                        },
                        job("a", "--device", "cuda"))
                .getLast();

        assertEquals("failed", done.path("status").asString());
        assertEquals("clip.mp4: damaged", done.path("reason").asString());
        assertEquals(2, calls.get());
    }

    @Test
    void shouldNotWarnOfADeviceThatDidNotFail() {
        JsonNode done = answers((job, progress) -> CommandRun.synced(job), job("a", "--device", "cuda"))
                .getLast();

        assertFalse(done.toString().contains("DEVICE_FAILED"), done.toString());
    }

    @Test
    void shouldFailInASyncByItselfWhereTheDeviceFails() {
        Path result = folder.resolve("r.json");
        CommandRun run = CommandRun.of(
                LOST_DEVICE,
                "sync",
                clip,
                "--quiet",
                "--lens",
                "none",
                "--device",
                "cuda",
                "--json",
                result.toString());

        assertEquals(ExitCode.FAILED, run.exitCode());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains("CUDA_ERROR_ECC_UNCORRECTABLE"), run.err());
        assertFalse(Files.exists(result));
    }
}
