package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.hardware.dji.simulated.FlightControllerPort;
import dev.syncline.hardware.dji.simulated.FlightControllerSpec;
import dev.syncline.hardware.dji.simulated.MotionSource;
import dev.syncline.hardware.dji.simulated.PulseStamps;
import dev.syncline.hardware.serial.PtyPair;
import dev.syncline.hardware.serial.SerialDriver;
import dev.syncline.hardware.serial.SerialLink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code clock dji} from end to end over what the kernel offers: a terminal, and a GPIO line whose edges the kernel stamps. A
 * simulated controller raises the line at its pulses. Prints how far the samples' times are off.
 */
@Tag("guest")
class ClockDjiOverGpioTest {
    private static final Path GPIO_SIM = Path.of("/sys/kernel/config/gpio-sim");
    private static final int LINE = 3;
    private static final int PULSE_HZ = 10;
    private static final long TICK_NS = 2_500_000;

    @TempDir
    Path folder;

    private final Map<Long, Long> sampledNsByTick = new ConcurrentHashMap<>();
    /** Used by the controller's thread alone. */
    private int samplesUntilLow;

    private final Queue<Long> lateNs = new ConcurrentLinkedQueue<>();

    @Test
    void shouldPutAControllersMotionIntoThisHostsTime() throws Exception {
        boolean present = Files.isDirectory(GPIO_SIM);
        if ("guest".equals(System.getProperty("syncline.required"))) {
            assertTrue(present, "no gpio-sim here");
        }
        Assumptions.assumeTrue(present, "no gpio-sim here");
        Path config = Files.createDirectories(
                GPIO_SIM.resolve("synclinedji" + ProcessHandle.current().pid()));
        Path bank = Files.createDirectory(config.resolve("bank0"));
        Files.writeString(bank.resolve("num_lines"), "8");
        Files.writeString(config.resolve("live"), "1");
        try (PtyPair line = PtyPair.open(folder)) {
            String chip = Files.readString(bank.resolve("chip_name")).strip();
            String device = Files.readString(config.resolve("dev_name")).strip();
            Path pull = Path.of("/sys/devices/platform", device, chip, "sim_gpio" + LINE, "pull");
            FutureTask<Void> controller = new FutureTask<>(() -> {
                play(line.first(), pull);
                return null;
            });
            Thread playing = Thread.ofPlatform().start(controller);
            CommandRun run = CommandRun.of(
                    CommandRun.UNREACHED,
                    "clock",
                    "dji",
                    "--port",
                    line.second(),
                    "--driver",
                    "termios",
                    "--pulse",
                    "gpio:" + chip + "/" + LINE,
                    "--freq",
                    Integer.toString(PULSE_HZ),
                    "--packets",
                    "50",
                    "--live",
                    "-t",
                    "15s");
            playing.interrupt();
            controller.get();

            assertEquals(0, run.exitCode(), run.err());
            measure(run);
        } finally {
            Files.writeString(config.resolve("live"), "0");
            Files.delete(bank);
            Files.delete(config);
        }
    }

    private void play(String port, Path pull) throws IOException {
        // 30 ppm fast, packets 3 to 15 ms late; nothing is lost, so that every sample has its truth.
        FlightControllerSpec spec = FlightControllerSpec.usual(7).losing(0, 0);
        try (SerialLink link = SerialDriver.TERMIOS.open(port, 921_600)) {
            new FlightControllerPort(
                            link,
                            spec,
                            MotionSource.sway(),
                            PulseStamps.EXACT,
                            System.nanoTime(),
                            edgeNs -> {
                                lateNs.add(System.nanoTime() - edgeNs);
                                Files.writeString(pull, "pull-up");
                                samplesUntilLow = 3;
                            },
                            (hostNs, ticks) -> {
                                sampledNsByTick.put(ticks, hostNs);
                                lower(pull);
                            })
                    .workUntil(Long.MAX_VALUE);
        } catch (InterruptedIOException e) {
            assertTrue(Thread.interrupted());
        }
    }

    /** A line that went down at once would do so before the kernel has seen it high. */
    private void lower(Path pull) {
        if (samplesUntilLow > 0 && --samplesUntilLow == 0) {
            try {
                Files.writeString(pull, "pull-down");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void measure(CommandRun run) {
        JsonMapper json = JsonMapper.builder().build();
        long[] errors = run.out()
                .lines()
                .mapToLong(text -> {
                    JsonNode sample = json.readTree(text);
                    Long truth = sampledNsByTick.get(sample.get("device_ns").asLong() / TICK_NS);
                    assertNotNull(truth, "a sample that was never taken: " + text);
                    return sample.get("host_ns").asLong() - truth;
                })
                .sorted()
                .toArray();
        assertTrue(errors.length > 100, errors.length + " samples; " + run.err());
        long[] late = lateNs.stream().mapToLong(Long::longValue).sorted().toArray();
        long worst = Math.max(-errors[0], errors[errors.length - 1]);
        System.out.printf(
                Locale.ROOT,
                "clock dji over a GPIO line: %d samples, late by %.1f to %.1f µs, median %.1f;"
                        + " the line was raised %.1f to %.1f µs after its time, median %.1f%n",
                errors.length,
                errors[0] * 1e-3,
                errors[errors.length - 1] * 1e-3,
                errors[errors.length / 2] * 1e-3,
                late[0] * 1e-3,
                late[late.length - 1] * 1e-3,
                late[late.length / 2] * 1e-3);
        System.out.println(Arrays.stream(run.err().split("\n"))
                .filter(text -> text.startsWith("locked") || text.startsWith("offset") || text.startsWith("skew"))
                .toList());
        // How late an emulated machine raises a line says nothing; off by a pulse would be 100 ms.
        assertTrue(worst < 1_000_000_000L / PULSE_HZ / 2, "off by a pulse: " + worst + " ns");
    }
}
