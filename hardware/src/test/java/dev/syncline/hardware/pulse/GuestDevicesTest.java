package dev.syncline.hardware.pulse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.bindings.linux.ptp.OffsetMethod;
import dev.syncline.bindings.linux.ptp.PtpDevice;
import dev.syncline.bindings.linux.ptp.PtpReading;
import dev.syncline.engine.clock.BracketedReading;
import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.Pulse;
import dev.syncline.hardware.clocks.HostClock;
import dev.syncline.hardware.clocks.HostClocks;
import dev.syncline.hardware.device.DeviceSurvey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kernel devices that a guest with the kernel's test drivers has: gpio-sim, pps-ktimer, ptp_mock. */
@Tag("guest")
class GuestDevicesTest {
    private static final Path GPIO_SIM = Path.of("/sys/kernel/config/gpio-sim");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Skips visibly where the device is not, but fails in the guest, where it must be. */
    private static void need(boolean present, String what) {
        if ("guest".equals(System.getProperty("syncline.required"))) {
            assertTrue(present, what);
        }
        Assumptions.assumeTrue(present, what);
    }

    private static Path first(String prefix) throws IOException {
        try (var devices = Files.newDirectoryStream(Path.of("/dev"), prefix + "[0-9]*")) {
            List<Path> found = new ArrayList<>();
            devices.forEach(found::add);
            need(!found.isEmpty(), "no /dev/" + prefix + "N here");
            found.sort(null);
            return found.getFirst();
        }
    }

    @Test
    void shouldStampAndCountTheEdgesOfAGpioLine() throws IOException {
        need(Files.isDirectory(GPIO_SIM), "no gpio-sim here");
        Path config = Files.createDirectories(
                GPIO_SIM.resolve("syncline" + ProcessHandle.current().pid()));
        Path bank = Files.createDirectory(config.resolve("bank0"));
        Files.writeString(bank.resolve("num_lines"), "8");
        Files.writeString(config.resolve("live"), "1");
        String chip = Files.readString(bank.resolve("chip_name")).strip();
        String device = Files.readString(config.resolve("dev_name")).strip();
        Path pull = Path.of("/sys/devices/platform", device, chip, "sim_gpio3", "pull");
        try (GpioPulseSource line = GpioPulseSource.open(Path.of("/dev", chip), 3)) {
            assertEquals(ClockDomain.MONOTONIC, line.info().clock());
            for (int i = 0; i < 6; i++) {
                long before = HostClocks.readNs(ClockDomain.MONOTONIC);
                Files.writeString(pull, "pull-up");
                Pulse pulse = line.next(PATIENCE);
                assertNotNull(pulse);
                assertTrue(pulse.localNs() > before - 1_000_000, "an edge before its cause");
                assertTrue(pulse.localNs() <= HostClocks.readNs(ClockDomain.MONOTONIC));
                assertEquals(0, pulse.lostBefore());
                Files.writeString(pull, "pull-down");
            }
            IOException busy = assertThrows(IOException.class, () -> GpioPulseSource.open(Path.of("/dev", chip), 3));
            assertTrue(String.valueOf(busy.getMessage()).contains("in use by another program"), busy.getMessage());
            assertTrue(DeviceSurvey.of("/dev").stream().anyMatch(d -> d.kind().equals("gpio") && d.isUsable()));
        } finally {
            Files.writeString(config.resolve("live"), "0");
            Files.delete(bank);
            Files.delete(config);
        }
    }

    @Test
    void shouldNoticeEdgesThatTheKernelHadNoRoomFor() throws IOException {
        need(Files.isDirectory(GPIO_SIM), "no gpio-sim here");
        Path config = Files.createDirectories(
                GPIO_SIM.resolve("synclinelost" + ProcessHandle.current().pid()));
        Path bank = Files.createDirectory(config.resolve("bank0"));
        Files.writeString(bank.resolve("num_lines"), "4");
        Files.writeString(config.resolve("live"), "1");
        String chip = Files.readString(bank.resolve("chip_name")).strip();
        String device = Files.readString(config.resolve("dev_name")).strip();
        Path pull = Path.of("/sys/devices/platform", device, chip, "sim_gpio1", "pull");
        int edges = 1200;
        try (GpioPulseSource line = GpioPulseSource.open(Path.of("/dev", chip), 1)) {
            for (int i = 0; i < edges; i++) {
                Files.writeString(pull, "pull-up");
                Files.writeString(pull, "pull-down");
            }
            int read = 0;
            int lost = 0;
            Pulse pulse = line.next(PATIENCE);
            assertNotNull(pulse);
            while (pulse != null) {
                read++;
                lost += pulse.lostBefore();
                pulse = line.next(Duration.ofMillis(200));
            }
            Files.writeString(pull, "pull-up");
            Pulse after = line.next(PATIENCE);
            assertNotNull(after);
            lost += after.lostBefore();
            assertTrue(read < edges, "nothing was lost");
            // The oldest are dropped, so what was lost before the first one read is not seen as a gap.
            assertTrue(read + lost <= edges, read + " read, " + lost + " lost");
        } finally {
            Files.writeString(config.resolve("live"), "0");
            Files.delete(bank);
            Files.delete(config);
        }
    }

    @Test
    void shouldFetchThePulsesOfAPpsSource() throws IOException {
        Path device = first("pps");
        try (PulseSource source =
                PulseSources.openMonotonic(device.getFileName().toString().replace("pps", "pps:"))) {
            Pulse last = source.next(PATIENCE);
            assertNotNull(last);
            for (int i = 0; i < 3; i++) {
                Pulse next = source.next(PATIENCE);
                assertNotNull(next);
                long seconds = 1L + next.lostBefore();
                // The source is a timer of an emulated machine: only its order of magnitude holds.
                long errorNs = next.localNs() - last.localNs() - seconds * 1_000_000_000L;
                assertTrue(Math.abs(errorNs) < 500_000_000L, errorNs + " ns off the second");
                last = next;
            }
        }
    }

    @Test
    void shouldReadAPtpClockAgainstTheSystemClock() throws IOException {
        Path path = first("ptp");
        try (PtpDevice device = PtpDevice.open(path.toString())) {
            assertTrue(device.caps().maxAdjustPpb() >= 0);
            int methods = 0;
            for (OffsetMethod method : OffsetMethod.values()) {
                List<PtpReading> readings = device.read(method, 5);
                methods += readings.isEmpty() ? 0 : 1;
                readings.forEach(reading -> assertTrue(reading.windowNs() >= 0, reading.toString()));
            }
            assertTrue(methods > 0, "no method read the clock");
        }
        try (HostClock ptp = HostClock.open(path.toString());
                HostClock realtime = HostClock.open("realtime");
                HostClock monotonic = HostClock.open("monotonic")) {
            BracketedReading first = ptp.readWithin(realtime, 10);
            BracketedReading second = ptp.readWithin(realtime, 10);
            assertTrue(second.otherNs() > first.otherNs());
            assertTrue(ptp.readWithin(monotonic, 10).windowNs() >= 0);
        }
        assertTrue(DeviceSurvey.of("/dev").stream().anyMatch(d -> d.kind().equals("ptp") && d.isUsable()));
    }

    @Test
    void shouldSayThatAPtpClockHasNoInput() throws IOException {
        Path path = first("ptp");
        IOException e = assertThrows(IOException.class, () -> PtpPulseSource.open(path, 77));
        assertFalse(String.valueOf(e.getMessage()).isBlank());
        assertTrue(String.valueOf(e.getMessage()).contains(path.toString()), e.getMessage());
    }
}
