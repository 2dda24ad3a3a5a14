package dev.syncline.hardware.clocks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.clock.BracketedReading;
import dev.syncline.engine.clock.ClockDomain;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class HostClocksTest {
    @Test
    void shouldReadTheWallClockAsJavaDoes() throws IOException {
        long before = System.currentTimeMillis();
        long readNs = HostClocks.readNs(ClockDomain.REALTIME);
        long after = System.currentTimeMillis();

        assertTrue(
                readNs / 1_000_000 >= before && readNs / 1_000_000 <= after,
                Instant.ofEpochMilli(before) + " " + readNs);
    }

    @Test
    void shouldReadMonotonicAsNanoTimeDoes() throws IOException {
        long before = System.nanoTime();
        long readNs = HostClocks.readNs(ClockDomain.MONOTONIC);

        assertTrue(readNs >= before && readNs <= System.nanoTime());
    }

    @Test
    void shouldReadOneClockWithinTheOther() throws IOException {
        BracketedReading there = HostClocks.read(ClockDomain.REALTIME, ClockDomain.MONOTONIC, 20);
        BracketedReading back = HostClocks.read(ClockDomain.MONOTONIC, ClockDomain.REALTIME, 20);

        assertTrue(there.windowNs() >= 0);
        // What the two say differs by their windows, and by what the wall clock is slewed meanwhile.
        assertTrue(Math.abs(there.offsetNs() + back.offsetNs()) < 1_000_000, there + " " + back);
    }

    @Test
    void shouldKnowClocksByTheirNames() throws IOException {
        assertTrue(HostClock.isName("monotonic-raw"));
        assertTrue(HostClock.isName("ptp:0"));
        assertFalse(HostClock.isName("device"));
        assertFalse(HostClock.isName("ptp"));
        try (HostClock tai = HostClock.open("TAI")) {
            assertEquals("tai", tai.name());
            assertTrue(tai.readNs() > 0);
        }
        IOException e = assertThrows(IOException.class, () -> HostClock.open("ptp:9999"));
        assertTrue(String.valueOf(e.getMessage()).startsWith("/dev/ptp9999: no such device"), e.getMessage());
    }

    @Test
    void shouldRefuseAClockThatIsNoneOfTheHosts() {
        assertThrows(IllegalArgumentException.class, () -> HostClocks.readNs(ClockDomain.DEVICE));
    }
}
