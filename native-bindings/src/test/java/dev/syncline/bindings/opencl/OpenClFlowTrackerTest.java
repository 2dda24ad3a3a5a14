package dev.syncline.bindings.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.syncline.bindings.gpu.GpuFlowTrackerProvider;
import dev.syncline.bindings.gpu.KernelCache;
import dev.syncline.engine.flow.FlowAccelerator;
import dev.syncline.engine.flow.FlowSettings;
import dev.syncline.engine.flow.FlowTracker;
import dev.syncline.engine.flow.FlowTrackerContract;
import dev.syncline.engine.video.FrameKind;
import dev.syncline.engine.video.LumaFrame;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** On the first OpenCL device, as a user has it; skipped where there is none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenClFlowTrackerTest extends FlowTrackerContract {
    @SuppressWarnings("NullAway.Init") // set before each test
    private GpuFlowTrackerProvider provider;

    @BeforeAll
    void open() {
        FlowAccelerator.Found found = new OpenClAccelerator().find();
        assumeTrue(found.trouble() == null, String.valueOf(found.trouble()));
        provider =
                new GpuFlowTrackerProvider("klt-opencl", OpenClAccelerator.runtime(0, new KernelCache(null)), 64 << 20);
    }

    @AfterAll
    void close() {
        if (provider != null) {
            provider.close();
        }
    }

    @Override
    protected FlowTracker openTracker(FlowSettings settings) {
        return provider.open(settings);
    }

    @Test
    void shouldSayItsNameAndDevice() {
        assertEquals("klt-opencl", provider.name());
        assertEquals("opencl:0", provider.device().id());
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
