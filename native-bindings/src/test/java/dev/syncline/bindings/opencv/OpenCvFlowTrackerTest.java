package dev.syncline.bindings.opencv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.FlowTracker;
import dev.syncline.engine.sync.flow.FlowTrackerContract;
import dev.syncline.engine.video.FrameKind;
import dev.syncline.engine.video.LumaFrame;
import org.junit.jupiter.api.Test;

class OpenCvFlowTrackerTest extends FlowTrackerContract {
    private final OpenCvFlowTrackerProvider provider = new OpenCvFlowTrackerProvider();

    @Override
    protected FlowTracker openTracker(FlowSettings settings) {
        return provider.open(settings);
    }

    @Test
    void shouldSayItsName() {
        assertEquals("klt-opencv", provider.name());
    }

    @Test
    void shouldRefuseUseAfterClose() {
        FlowTracker tracker = provider.open(FlowSettings.DEFAULT);
        tracker.close();
        tracker.close();
        LumaFrame frame = new LumaFrame(0, 32, 32, new byte[1024], FrameKind.INTRA, true, Double.NaN);
        assertThrows(IllegalStateException.class, () -> tracker.advance(frame));
    }
}
