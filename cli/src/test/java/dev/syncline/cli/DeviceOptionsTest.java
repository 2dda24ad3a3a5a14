package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.syncline.bindings.cuda.CudaAccelerator;
import dev.syncline.bindings.opencl.OpenClAccelerator;
import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.sync.EngineSync;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResultJson;
import dev.syncline.engine.sync.flow.FlowAccelerator;
import dev.syncline.engine.sync.flow.FlowDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --device} and {@code --device-memory} of the real command. */
class DeviceOptionsTest {
    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SmallClip clip;

    @BeforeAll
    static void render() throws IOException {
        clip = SmallClip.render(folder);
    }

    private static CommandRun sync(Path result, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "sync", clip.video().toString(), "-q", "--lens", clip.lens().toString(), "--threads", "2"));
        args.addAll(List.of("--json", result.toString()));
        args.addAll(List.of(more));
        return CommandRun.of(new EngineSync(), args.toArray(String[]::new));
    }

    private static void assertRefused(int exitCode, String expected, String... options) {
        Path result = folder.resolve("refused.json");
        CommandRun run = sync(result, options);
        assertEquals(exitCode, run.exitCode(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(expected), run.err());
        assertFalse(Files.exists(result));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu", "CUDA", "cuda:", "cuda:-1", "cuda:1000", "cpu:0", "auto:1", "opencl:x"})
    void shouldRefuseWordsThatNameNoDevice(String word) {
        assertRefused(ExitCode.WRONG_USAGE, "expected cpu, auto, cuda, opencl", "--device", word);
    }

    @Test
    void shouldSayWhyCudaCannotBeUsed() {
        FlowAccelerator.Found found = new CudaAccelerator().find();
        String trouble = found.trouble();
        assumeTrue(trouble != null, "there is a CUDA device");
        assertRefused(ExitCode.FAILED, "--device cuda: " + trouble, "--device", "cuda");
    }

    @Test
    void shouldSayThatThereIsNoSuchDevice() {
        FlowAccelerator.Found found = new OpenClAccelerator().find();
        String trouble = found.trouble();
        int devices = found.devices().size();
        assertRefused(
                ExitCode.FAILED,
                trouble != null
                        ? trouble
                        : "there is no opencl:" + devices + ", only opencl:0" + (devices == 1 ? "\n" : " to"),
                "--device",
                "opencl:" + devices);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0m", "512", "1k", "-1m", "1.5g", "1000000m"})
    void shouldRefuseWhatIsNoAmountOfMemory(String amount) {
        assertRefused(ExitCode.WRONG_USAGE, "256m", "--device", "opencl", "--device-memory", amount);
    }

    @Test
    void shouldRefuseMemoryOfADeviceThatIsNotUsed() {
        assertRefused(ExitCode.WRONG_USAGE, "--device-memory goes with --device", "--device-memory", "256m");
    }

    @Test
    void shouldGiveTheSameBytesWithTheProcessorNamed() throws IOException {
        Path unnamed = folder.resolve("unnamed.json");
        Path named = folder.resolve("named.json");
        assertEquals(ExitCode.DONE, sync(unnamed).exitCode());
        assertEquals(ExitCode.DONE, sync(named, "--device", "cpu").exitCode());
        assertEquals(Files.readString(unnamed), Files.readString(named));
        assertFalse(Files.readString(named).contains("\"driver\""), "the processor needs no driver");
    }

    @Test
    void shouldSayWhatAutoTook() throws IOException {
        Path result = folder.resolve("auto.json");
        CommandRun run = sync(result, "--device", "auto");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        String device = SyncResultJson.read(result).engine().device();
        assertTrue(
                run.err()
                        .contains("points were followed on "
                                + (device == null ? "the processor: no device can be used" : device)),
                run.err());
    }

    /** The least memory that can be named is enough here; the answer is the processor's. */
    @ParameterizedTest
    @ValueSource(strings = {"1m", "64m"})
    void shouldSyncOnOpenClWithinItsMemoryAndSaySo(String memory) throws IOException {
        FlowAccelerator.Found found = new OpenClAccelerator().find();
        assumeTrue(found.trouble() == null, String.valueOf(found.trouble()));
        FlowDevice device = found.devices().getFirst();
        Path onProcessor = folder.resolve("processor.json");
        Path onDevice = folder.resolve("device.json");
        assertEquals(ExitCode.DONE, sync(onProcessor).exitCode());
        CommandRun run = sync(onDevice, "--device", "opencl:0", "--device-memory", memory);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        SyncResult expected = SyncResultJson.read(onProcessor);
        SyncResult actual = SyncResultJson.read(onDevice);
        assertEquals("klt-opencl", actual.engine().flow());
        assertEquals(device.name(), actual.engine().device());
        assertEquals(device.driver(), actual.engine().driver());
        assertEquals("ffmpeg", actual.engine().decoder());
        assertEquals(expected.points().size(), actual.points().size());
        for (int i = 0; i < expected.points().size(); i++) {
            assertEquals(
                    (double) expected.points().get(i).offsetNs(),
                    (double) actual.points().get(i).offsetNs(),
                    0.15 * expected.points().get(i).sigmaNs());
        }
    }
}
