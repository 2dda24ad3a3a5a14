package dev.syncline.hardware.camera.v4l2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SensorLinesTest {
    /** An IMX219 at 1640x1232: 182.4 million pixels/s, lines of 3448. */
    private static final SensorLines IMX219 = new SensorLines(182_400_000, 3448, 1232, 4, 64_303);

    @Test
    void shouldMakeFramesOfLines() {
        assertEquals(18_904, IMX219.lineNs());
        int blank = IMX219.blankRows(33_333_333);
        assertEquals(531, blank);
        assertEquals(33_326_886.0, (double) IMX219.frameNs(blank), 1);
    }

    @Test
    void shouldStayInsideWhatTheSensorAllows() {
        assertEquals(4, IMX219.blankRows(1));
        assertEquals(64_303, IMX219.blankRows(Long.MAX_VALUE / 2));
    }

    @Property
    void shouldBeOffByHalfALineAtMost(@ForAll @LongRange(min = 24_000_000, max = 1_000_000_000) long frameNs) {
        long made = IMX219.frameNs(IMX219.blankRows(frameNs));
        assertTrue(Math.abs(made - frameNs) <= IMX219.lineNs() / 2 + 2, made + " for " + frameNs);
    }

    @Test
    void shouldRefuseASensorThatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> new SensorLines(0, 3448, 1232, 4, 10));
        assertThrows(IllegalArgumentException.class, () -> new SensorLines(1, 3448, 1232, 10, 4));
    }
}
