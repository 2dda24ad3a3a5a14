package dev.syncline.engine.sync.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowSettingsTest {
    private static FlowSettings withWindow(int windowPx) {
        return new FlowSettings(300, 20, 12, 10f, windowPx, 3, 0.5f);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 21, 37})
    void shouldTakeWindowsThatKernelsHaveRoomFor(int windowPx) {
        assertEquals(windowPx, withWindow(windowPx).windowPx());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, 20, 39, 101})
    void shouldRefuseOtherWindows(int windowPx) {
        assertThrows(IllegalArgumentException.class, () -> withWindow(windowPx));
    }
}
