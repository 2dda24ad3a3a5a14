package dev.syncline.hardware.pulse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.Pulse;
import dev.syncline.engine.clock.StampNoise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class PulseSourcesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"gpio:gpiochip0/17", "gpio:0/17", "pps:0", "pps:/dev/pps1", "ptp:0/1", "serial:/dev/ttyS0/CTS"})
    void shouldKnowItsSourcesNames(String name) {
        assertTrue(PulseSources.isName(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "gpio", "gpio:17", "pps:", "pps:x", "ptp:0", "serial:ttyS0/cts", "serial:/dev/ttyS0/tx"})
    void shouldRefuseOtherNames(String name) {
        assertFalse(PulseSources.isName(name));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> PulseSources.open(name));
        assertTrue(String.valueOf(e.getMessage()).contains("expected gpio:gpiochip0/17"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpio:gpiochip999/17", "pps:999", "ptp:999/0", "serial:/dev/ttyS999/cts"})
    void shouldSayThatADeviceIsMissing(String name) {
        IOException e = assertThrows(IOException.class, () -> PulseSources.open(name));
        assertTrue(String.valueOf(e.getMessage()).contains("no such device"), e.getMessage());
    }

    @Test
    void shouldSayThatAFileIsAnotherKindOfDevice() {
        IOException e = assertThrows(IOException.class, () -> PpsPulseSource.open(Path.of("/dev/null")));
        assertTrue(
                String.valueOf(e.getMessage()).startsWith("/dev/null: this is another kind of device"), e.getMessage());
    }

    @Test
    void shouldSayThatATerminalHasNoModemLines() {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/ptmx")), "no pseudo-terminals here");
        IOException e = assertThrows(IOException.class, () -> PulseSources.open("serial:/dev/ptmx/cts"));
        assertTrue(String.valueOf(e.getMessage()).contains("has no modem lines"), e.getMessage());
    }

    @Test
    void shouldSayWhatToDoWherePermissionIsMissing(@TempDir Path folder) throws IOException {
        Path device = Files.createFile(folder.resolve("gpiochip0"));
        Files.setPosixFilePermissions(device, PosixFilePermissions.fromString("-w-------"));
        Assumptions.assumeFalse(Files.isReadable(device), "root may read everything");

        IOException e = assertThrows(IOException.class, () -> GpioPulseSource.open(device, 17));
        assertTrue(String.valueOf(e.getMessage()).contains("permission denied"), e.getMessage());
        assertTrue(String.valueOf(e.getMessage()).contains("udev rule"), e.getMessage());
    }

    @Test
    void shouldHandOnSimulatedPulsesWithTheirLosses() {
        try (SimulatedPulseLine line = new SimulatedPulseLine(ClockDomain.SIMULATED, 100, StampNoise.SYMMETRIC)) {
            line.pulse(1_000);
            line.lose();
            line.lose();
            line.pulse(4_000);

            assertEquals(new Pulse(1_000, 0), line.next(Duration.ofSeconds(1)));
            Pulse second = line.next(Duration.ofSeconds(1));
            assertNotNull(second);
            assertEquals(2, second.lostBefore());
            assertNull(line.next(Duration.ZERO));
            assertEquals(ClockDomain.SIMULATED, line.info().clock());
        }
    }
}
