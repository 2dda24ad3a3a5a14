package dev.syncline.bindings.linux.ptp;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.bindings.ffi.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class PtpPeriodicOutputTest {
    @Test
    void shouldAskForPulses() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = PtpPeriodicOutput.struct(arena, 2, 1_800_000_000_500_000_000L, 33_333_333L);
            // Offsets of struct ptp_perout_request in linux/ptp_clock.h.
            assertEquals(56, request.byteSize());
            assertEquals(1_800_000_000L, request.get(JAVA_LONG, 0));
            assertEquals(500_000_000, request.get(JAVA_INT, 8));
            assertEquals(0, request.get(JAVA_LONG, 16));
            assertEquals(33_333_333, request.get(JAVA_INT, 24));
            assertEquals(2, request.get(JAVA_INT, 32));
            assertEquals(0, request.get(JAVA_INT, 36));
        }
    }

    @Test
    void shouldNameTheClockThatIsNotThere() {
        SystemCallException e =
                assertThrows(SystemCallException.class, () -> PtpPeriodicOutput.start("/dev/ptp9999", 0, 1, 1_000_000));
        assertTrue(String.valueOf(e.getMessage()).contains("/dev/ptp9999"), e::toString);
    }
}
