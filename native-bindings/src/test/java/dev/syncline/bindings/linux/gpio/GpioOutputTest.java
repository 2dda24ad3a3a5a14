package dev.syncline.bindings.linux.gpio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.bindings.ffi.SystemCallException;
import dev.syncline.bindings.linux.gpio.GpioOutput.ActiveLevel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class GpioOutputTest {
    @Test
    void shouldAskForOneOutputThatIsIdle() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = GpioOutput.request(arena, 17, ActiveLevel.LOW, "syncline");
            // Offsets of struct gpio_v2_line_request in linux/gpio.h.
            assertEquals(592, request.byteSize());
            assertEquals(17, request.get(JAVA_INT, 0));
            assertEquals('s', request.get(JAVA_BYTE, 256));
            assertEquals(0x8 | 0x2, request.get(JAVA_LONG, 288));
            assertEquals(0, request.get(JAVA_INT, 296), "no attributes: the initial value is idle");
            assertEquals(1, request.get(JAVA_INT, 560));
            MemorySegment high = GpioOutput.request(arena, 0, ActiveLevel.HIGH, "syncline");
            assertEquals(0x8, high.get(JAVA_LONG, 288));
        }
    }

    @Test
    void shouldNameTheChipThatIsNotThere() {
        SystemCallException e = assertThrows(
                SystemCallException.class, () -> GpioOutput.open("/dev/gpiochip9999", 1, ActiveLevel.HIGH, "syncline"));
        assertTrue(String.valueOf(e.getMessage()).contains("/dev/gpiochip9999"), e::toString);
    }
}
