package dev.syncline.engine.sync.flow.klt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.kernel.ScalarImageKernels;
import dev.syncline.engine.base.kernel.VectorImageKernels;
import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.FlowTracker;
import dev.syncline.engine.sync.flow.FlowTrackerContract;
import dev.syncline.engine.video.FrameKind;
import dev.syncline.engine.video.LumaFrame;
import org.junit.jupiter.api.Test;

/** On the lane in use: the module's tests run once on each. */
class KltFlowTrackerTest extends FlowTrackerContract {
    private final KltFlowTrackerProvider provider = new KltFlowTrackerProvider();

    @Override
    protected FlowTracker openTracker(FlowSettings settings) {
        return provider.open(settings);
    }

    @Test
    void shouldSayItsLane() {
        assertEquals("klt-scalar", new KltFlowTrackerProvider(new ScalarImageKernels()).name());
        assertEquals("klt-vector", new KltFlowTrackerProvider(new VectorImageKernels()).name());
        assertTrue(provider.name().startsWith("klt-"));
    }

    @Test
    void shouldRefuseUseAfterClose() {
        FlowTracker tracker = provider.open(FlowSettings.DEFAULT);
        tracker.close();
        tracker.close();
        LumaFrame frame = new LumaFrame(0, 32, 32, new byte[1024], FrameKind.INTRA, true, Double.NaN);
        assertThrows(IllegalStateException.class, () -> tracker.advance(frame));
    }

    @Test
    void shouldTakePicturesSmallerThanItsWindow() {
        try (FlowTracker tracker = provider.open(FlowSettings.DEFAULT)) {
            LumaFrame tiny = new LumaFrame(0, 3, 2, new byte[6], FrameKind.INTRA, true, Double.NaN);
            tracker.advance(tiny);
            assertEquals(
                    0, java.util.Objects.requireNonNull(tracker.advance(tiny)).size());
        }
    }
}
