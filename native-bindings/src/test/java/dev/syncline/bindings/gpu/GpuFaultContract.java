package dev.syncline.bindings.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.bindings.gpu.FaultyRuntime.Fault;
import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.FlowTracker;
import dev.syncline.engine.sync.flow.TexturedScene;
import dev.syncline.engine.sync.flow.TexturedScene.Motion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of trackers, and of memory, when a device fails at any step of its work. */
public abstract class GpuFaultContract {
    private static final FlowSettings SETTINGS = new FlowSettings(40, 12, 9, 10f, 21, 3, 0.5f);
    private static final TexturedScene SCENE = new TexturedScene(96, 64);
    private static final int PAIRS = 2;
    private static final int MOST_STEPS = 500;

    /** The runtime under test; skips all where there is no device. */
    protected abstract GpuRuntime openRuntime();

    /** What came of following points through a few pictures. */
    private record Run(
            @Nullable List<FlowPair> pairs, @Nullable RuntimeException failure, FaultyRuntime runtime) {}

    private Run run(Fault fault, int failing) {
        FaultyRuntime runtime = new FaultyRuntime(openRuntime(), fault, failing);
        List<FlowPair> pairs = null;
        RuntimeException failure = null;
        GpuFlowTrackerProvider provider = new GpuFlowTrackerProvider("klt", runtime, 1 << 20);
        try (provider) {
            pairs = pairs(provider);
        } catch (RuntimeException e) {
            failure = e;
        }
        return new Run(failure == null ? pairs : null, failure, runtime);
    }

    private static List<FlowPair> pairs(GpuFlowTrackerProvider provider) {
        List<FlowPair> pairs = new ArrayList<>();
        try (FlowTracker tracker = provider.open(SETTINGS)) {
            for (int k = 0; k <= PAIRS; k++) {
                FlowPair pair = tracker.advance(SCENE.frame(k, new Motion(1.3 * k, -0.7 * k, 0.004 * k)));
                if (pair != null) {
                    pairs.add(pair);
                }
            }
        }
        return pairs;
    }

    private static void assertSamePairs(List<FlowPair> expected, @Nullable List<FlowPair> actual) {
        assertNotNull(actual);
        assertEquals(expected.size(), actual.size());
        for (int k = 0; k < expected.size(); k++) {
            assertArrayEquals(expected.get(k).id(), actual.get(k).id());
            assertArrayEquals(expected.get(k).x1(), actual.get(k).x1());
            assertArrayEquals(expected.get(k).y1(), actual.get(k).y1());
        }
    }

    @Test
    void shouldFailInOneLineAndGiveAllBackWhereverTheDeviceIsLost() {
        int failing = 1;
        for (Run run = run(Fault.LOST, failing); run.failure() != null; run = run(Fault.LOST, failing)) {
            GpuException failure = assertInstanceOf(GpuException.class, run.failure());
            String message = String.valueOf(failure.getMessage());
            assertTrue(message.contains("lost at step " + failing), message);
            assertEquals(1, message.lines().count(), message);
            assertEquals(0, run.runtime().kept(), "not given back after step " + failing);
            failing++;
            assertTrue(failing < MOST_STEPS, "it never came through");
        }
        assertTrue(failing > 20, "steps of a run: " + failing);
    }

    @Test
    void shouldGiveTheSameTracksOrNoneWhereverMemoryRunsOut() {
        Run whole = run(Fault.MEMORY, MOST_STEPS);
        List<FlowPair> expected = whole.pairs();
        assertNotNull(expected);
        assertEquals(0, whole.runtime().kept());
        for (int failing = 1; failing <= whole.runtime().steps(); failing++) {
            Run run = run(Fault.MEMORY, failing);
            if (run.failure() == null) {
                assertSamePairs(expected, run.pairs());
            } else {
                assertInstanceOf(GpuException.class, run.failure());
            }
            assertEquals(0, run.runtime().kept(), "not given back after step " + failing);
        }
    }

    /** Whoever waits there when it happens, none gets points of another. */
    @Test
    void shouldGiveTheSameTracksAmongOthersWhenMemoryRunsOut() throws Exception {
        List<FlowPair> expected = run(Fault.MEMORY, MOST_STEPS).pairs();
        assertNotNull(expected);
        int through = 0;
        for (int failing = 10; failing < 60; failing += 7) {
            FaultyRuntime runtime = new FaultyRuntime(openRuntime(), Fault.MEMORY, failing);
            try (GpuFlowTrackerProvider provider = new GpuFlowTrackerProvider("klt", runtime, 4 << 20);
                    ExecutorService threads = Executors.newFixedThreadPool(4)) {
                List<Future<List<FlowPair>>> all = new ArrayList<>();
                for (int k = 0; k < 4; k++) {
                    all.add(threads.submit(() -> pairs(provider)));
                }
                for (Future<List<FlowPair>> each : all) {
                    try {
                        assertSamePairs(expected, each.get());
                        through++;
                    } catch (ExecutionException e) {
                        // Alone in its batch, or memory of its own: no smaller batch cures that.
                        assertInstanceOf(GpuException.class, e.getCause());
                    }
                }
            }
            assertEquals(0, runtime.kept(), "not given back after step " + failing);
        }
        assertTrue(through >= 24, through + " of 32 came through");
    }
}
