package dev.syncline.engine.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.ClockModel;
import dev.syncline.engine.clock.ClockPair;
import org.junit.jupiter.api.Test;

class ExposureTimingTest {
    private static final ExposureTiming IMX378_1080P = new ExposureTiming(1080, 16_540_000);

    @Test
    void shouldPlaceAGlobalShuttersExposureBeforeTheStamp() {
        assertEquals(90, ExposureTiming.GLOBAL.centreTimeNs(100, 10, ExposurePoint.START));
        assertEquals(95, ExposureTiming.GLOBAL.centreTimeNs(100, 10, ExposurePoint.MIDDLE));
        assertEquals(100, ExposureTiming.GLOBAL.centreTimeNs(100, 10, ExposurePoint.END));
    }

    @Test
    void shouldPlaceEachRowOfARollingShutter() {
        assertEquals(15_315, IMX378_1080P.rowNs(), 0.5);
        assertEquals(0, IMX378_1080P.firstRowTimeNs(0, 0, ExposurePoint.END));
        assertEquals(16_524_685, IMX378_1080P.rowTimeNs(0, 0, ExposurePoint.END, 1079));
        assertEquals(8_262_343, IMX378_1080P.centreTimeNs(0, 0, ExposurePoint.END));
        assertEquals(3_262_343, IMX378_1080P.centreTimeNs(0, 10_000_000, ExposurePoint.MIDDLE));
    }

    @Test
    void shouldRefuseRowsThatAreNotThere() {
        assertThrows(IllegalArgumentException.class, () -> IMX378_1080P.rowTimeNs(0, 0, ExposurePoint.END, 1080));
        assertThrows(IllegalArgumentException.class, () -> IMX378_1080P.centreTimeNs(0, -1, ExposurePoint.END));
    }

    @Test
    void shouldConvertDevicesClocksByTheirModels() {
        MessageClock linear = MessageClock.linear(1_000, 10, 0);
        assertEquals(1_000_000_000L + 1_000 + 10_000, linear.toCommonNs(1_000_000_000L));
        ClockModel model =
                ClockModel.ofPair(ClockDomain.DEVICE, ClockDomain.MONOTONIC, new ClockPair(5_000, 105_000), 1);
        assertEquals(106_000, MessageClock.of(model).toCommonNs(6_000));
    }
}
