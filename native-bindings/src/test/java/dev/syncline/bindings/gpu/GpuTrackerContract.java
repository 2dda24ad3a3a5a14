package dev.syncline.bindings.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.kernel.ImageKernels;
import dev.syncline.engine.base.kernel.Luma8;
import dev.syncline.engine.base.kernel.ScalarImageKernels;
import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.FlowTracker;
import dev.syncline.engine.sync.flow.FlowTrackerContract;
import dev.syncline.engine.sync.flow.TexturedScene;
import dev.syncline.engine.sync.flow.TexturedScene.Motion;
import dev.syncline.engine.sync.flow.klt.KltFlowTrackerProvider;
import dev.syncline.engine.video.FrameKind;
import dev.syncline.engine.video.LumaFrame;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What trackers on every runtime must do, beside what every tracker must. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class GpuTrackerContract extends FlowTrackerContract {
    private static final FlowSettings SETTINGS = new FlowSettings(120, 12, 9, 10f, 21, 3, 0.5f);
    private static final TexturedScene SCENE = new TexturedScene(320, 240);
    private static final int UNIT = Arena.UNIT_BYTES;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private GpuFlowTrackerProvider provider;

    /** The runtime under test; skips all where there is no device. */
    protected abstract GpuRuntime openRuntime();

    /** What its trackers are called. */
    protected abstract String name();

    /** Before each test, so that each is counted as skipped where there is no device. */
    @BeforeEach
    void open() {
        if (provider == null) {
            provider = provider(64 << 20);
        }
    }

    @AfterAll
    void close() {
        if (provider != null) {
            provider.close();
        }
    }

    private GpuFlowTrackerProvider provider(long memoryBytes) {
        return new GpuFlowTrackerProvider(name(), openRuntime(), memoryBytes);
    }

    @Override
    protected FlowTracker openTracker(FlowSettings settings) {
        return provider.open(settings);
    }

    @Test
    void shouldSayItsNameAndDevice() {
        assertEquals(name(), provider.name());
        assertTrue(provider.device().memoryBytes() > 0, provider.device().toString());
    }

    @Test
    void shouldRefuseUseAfterClose() {
        FlowTracker tracker = provider.open(FlowSettings.DEFAULT);
        tracker.close();
        tracker.close();
        assertThrows(IllegalStateException.class, () -> tracker.advance(noise(32, 32, 1)));
    }

    @Test
    void shouldTakePicturesSmallerThanItsWindow() {
        try (FlowTracker tracker = provider.open(FlowSettings.DEFAULT)) {
            tracker.advance(noise(3, 2, 1));
            assertEquals(
                    0, Objects.requireNonNull(tracker.advance(noise(3, 2, 1))).size());
        }
    }

    @ParameterizedTest
    @CsvSource({"8,8", "9,8", "17,13", "33,9", "64,48", "97,61", "333,127"})
    void shouldHalvePicturesAsThePlainLoopsDo(int width, int height) {
        LumaFrame frame = noise(width, height, width);
        Luma8 full = Luma8.of(frame.luma(), width, height);
        Luma8 half = Luma8.bordered((width + 1) / 2, (height + 1) / 2, 0);
        new ScalarImageKernels().halve(full, half, new short[ImageKernels.halvingScratch(width)]);
        try (Bench bench = new Bench(openRuntime(), frame)) {
            bench.runtime.launch(
                    bench.program,
                    "halve",
                    (half.widthPx() + 31) / 32,
                    (half.heightPx() + 7) / 8,
                    1,
                    bench.items(),
                    bench.memory,
                    bench.tables,
                    0,
                    1);
            long at = ((long) width * height + 15) / 16 * 16;
            byte[] made = bench.read(at, half.luma().length).toArray(ValueLayout.JAVA_BYTE);
            assertArrayEquals(half.luma(), made);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,7", "8,8", "31,9", "33,8", "97,61", "333,127"})
    void shouldFindCornersAsThePlainLoopsDo(int width, int height) {
        LumaFrame frame = noise(width, height, 3L * width);
        float[] expected = plainCorners(Luma8.of(frame.luma(), width, height));
        try (Bench bench = new Bench(openRuntime(), frame)) {
            bench.runtime.launch(
                    bench.program,
                    "corners",
                    (width + 31) / 32,
                    (height + 7) / 8,
                    1,
                    bench.items(),
                    bench.memory,
                    bench.memory,
                    bench.tables,
                    0);
            MemorySegment made = bench.read(bench.mapAt, 4L * width * height);
            for (int i = 0; i < expected.length; i++) {
                float strength = made.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 4L * i);
                assertEquals(expected[i], strength, 1e-5f * Math.max(1, expected[i]), "pixel " + i);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"640,360,320,180,1", "1920,1080,853,480,1", "1920,1080,853,480,2", "97,61,41,33,1", "96,60,96,60,1"})
    void shouldScaleLumaAsTheProcessorDoes(int width, int height, int outWidth, int outHeight, int bytes) {
        byte[] luma = SwscaleLuma.smoothNoise(width, height, bytes);
        byte[] expected = SwscaleLuma.scaled(luma, width, height, bytes, outWidth, outHeight);
        byte[] made;
        try (GpuRuntime runtime = openRuntime()) {
            runtime.attach();
            try (LumaScaler scaler = new LumaScaler(runtime);
                    GpuBuffer picture = runtime.allocate(luma.length);
                    HostBuffer host = runtime.allocateHost(luma.length)) {
                MemorySegment.copy(luma, 0, host.memory(), ValueLayout.JAVA_BYTE, 0, luma.length);
                runtime.upload(host, picture, 0, luma.length);
                made = scaler.scale(picture, width * bytes, bytes, width, height, outWidth, outHeight);
            }
        }
        int off = 0;
        for (int i = 0; i < expected.length; i++) {
            int apart = Math.abs((expected[i] & 0xff) - (made[i] & 0xff));
            assertTrue(apart <= 1, "pixel " + i + ": " + (expected[i] & 0xff) + " and " + (made[i] & 0xff));
            off += apart;
        }
        // Of sixteen bits FFmpeg rounds some a level lower.
        assertTrue(
                off < (bytes == 1 ? 0.1 : 0.3) * expected.length,
                off + " of " + expected.length + " pixels are a level off");
    }

    @ParameterizedTest
    @CsvSource({"0.25,-0.4,0", "1.73,0.31,0", "-7.37,4.81,0", "2.3,-1.1,-0.02", "-5.5,3.25,0.03"})
    void shouldFollowPointsToWhereTheEngineFollowsThem(double shiftX, double shiftY, double turnRad) {
        LumaFrame first = SCENE.frame(0, Motion.NONE);
        LumaFrame second = SCENE.frame(1, new Motion(shiftX, shiftY, turnRad));
        FlowPair expected = pair(new KltFlowTrackerProvider().open(SETTINGS), first, second);
        FlowPair found = pair(provider.open(SETTINGS), first, second);
        Map<Long, Integer> places = new HashMap<>();
        for (int i = 0; i < expected.size(); i++) {
            places.put(place(expected, i), i);
        }
        int same = 0;
        for (int i = 0; i < found.size(); i++) {
            Integer k = places.get(place(found, i));
            if (k != null && Math.hypot(found.x1()[i] - expected.x1()[k], found.y1()[i] - expected.y1()[k]) <= 0.02) {
                same++;
            }
        }
        assertTrue(
                same >= 0.99 * Math.max(expected.size(), found.size()),
                same + " of " + expected.size() + " and " + found.size());
    }

    @Test
    void shouldGiveTheSameAloneAndAmongOthers() throws Exception {
        List<FlowPair> alone = pairs(provider, 7);
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<List<FlowPair>>> others = new ArrayList<>();
            for (int k = 0; k < 12; k++) {
                others.add(threads.submit(() -> pairs(provider, 7)));
            }
            for (Future<List<FlowPair>> other : others) {
                assertSamePairs(alone, other.get());
            }
        }
    }

    @Test
    void shouldGiveTheSameWithMemoryForOneWindowAlone() throws Exception {
        List<FlowPair> expected = pairs(provider, 5);
        // Two pyramids and one map of this size are 0.6 MB.
        try (GpuFlowTrackerProvider small = provider(1 << 20);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<List<FlowPair>>> others = new ArrayList<>();
            for (int k = 0; k < 4; k++) {
                others.add(threads.submit(() -> pairs(small, 5)));
            }
            for (Future<List<FlowPair>> other : others) {
                assertSamePairs(expected, other.get());
            }
        }
    }

    @Test
    void shouldSayWhenOnePictureIsMoreThanTheMemoryHolds() {
        try (GpuFlowTrackerProvider small = provider(1 << 20);
                FlowTracker tracker = small.open(SETTINGS)) {
            GpuException error = assertThrows(GpuException.class, () -> tracker.advance(noise(1200, 900, 5)));
            assertTrue(String.valueOf(error.getMessage()).contains("--device-memory"), error.getMessage());
            assertTrue(String.valueOf(error.getMessage()).contains("1200x900"), error.getMessage());
        }
    }

    @Test
    void shouldNotFailOthersForOnePictureThatIsTooLarge() throws Exception {
        List<FlowPair> expected = pairs(provider, 5);
        try (GpuFlowTrackerProvider small = provider(1 << 20);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<List<FlowPair>>> others = new ArrayList<>();
            for (int k = 0; k < 3; k++) {
                others.add(threads.submit(() -> pairs(small, 5)));
            }
            Future<?> tooLarge = threads.submit(() -> {
                while (!others.stream().allMatch(Future::isDone)) {
                    try (FlowTracker tracker = small.open(SETTINGS)) {
                        assertThrows(GpuException.class, () -> tracker.advance(noise(1200, 900, 5)));
                    }
                }
            });
            for (Future<List<FlowPair>> other : others) {
                assertSamePairs(expected, other.get());
            }
            tooLarge.get();
        }
    }

    @Test
    void shouldSayThatKernelsDoNotBuildAndKeepTheLog() {
        try (GpuRuntime runtime = openRuntime()) {
            runtime.attach();
            GpuException error =
                    assertThrows(GpuException.class, () -> runtime.build("KERNEL void broken( {", List.of("A=1")));
            assertTrue(String.valueOf(error.getMessage()).contains("--debug"), error.getMessage());
            assertEquals(1, String.valueOf(error.getMessage()).lines().count());
            assertTrue(String.valueOf(error.getCause()).contains("error"), String.valueOf(error.getCause()));
        }
    }

    private static List<FlowPair> pairs(GpuFlowTrackerProvider provider, int count) {
        List<FlowPair> pairs = new ArrayList<>();
        try (FlowTracker tracker = provider.open(SETTINGS)) {
            for (int k = 0; k <= count; k++) {
                FlowPair pair = tracker.advance(SCENE.frame(k, new Motion(3.3 * k, -1.7 * k, 0.004 * k)));
                if (pair != null) {
                    pairs.add(pair);
                }
            }
        }
        return pairs;
    }

    private static void assertSamePairs(List<FlowPair> expected, List<FlowPair> actual) {
        assertEquals(expected.size(), actual.size());
        for (int k = 0; k < expected.size(); k++) {
            assertArrayEquals(expected.get(k).id(), actual.get(k).id());
            assertArrayEquals(expected.get(k).x1(), actual.get(k).x1());
            assertArrayEquals(expected.get(k).y1(), actual.get(k).y1());
        }
    }

    private static FlowPair pair(FlowTracker opened, LumaFrame first, LumaFrame second) {
        try (FlowTracker tracker = opened) {
            tracker.advance(first);
            return Objects.requireNonNull(tracker.advance(second));
        }
    }

    private static long place(FlowPair pair, int i) {
        return ((long) Math.round(pair.x0()[i] * 2) << 32) | Math.round(pair.y0()[i] * 2);
    }

    private static LumaFrame noise(int width, int height, long seed) {
        byte[] luma = new byte[width * height];
        new Random(seed).nextBytes(luma);
        return new LumaFrame(0, width, height, luma, FrameKind.INTRA, true, Double.NaN);
    }

    /** The smaller eigenvalue over 5×5 px, by the engine's plain loops, edges repeated. */
    private static float[] plainCorners(Luma8 plane) {
        ScalarImageKernels kernels = new ScalarImageKernels();
        int width = plane.widthPx();
        int reach = ImageKernels.TENSOR_REACH;
        float[][] products = new float[3 * plane.heightPx()][width + ImageKernels.PAD];
        float[] gx = new float[width + 2 * reach + ImageKernels.PAD];
        float[] gy = new float[width + 2 * reach + ImageKernels.PAD];
        for (int row = 0; row < plane.heightPx(); row++) {
            kernels.slopesRow(plane, row, gx, gy, reach);
            for (int i = 0; i < reach; i++) {
                gx[i] = gx[reach];
                gy[i] = gy[reach];
                gx[reach + width + i] = gx[reach + width - 1];
                gy[reach + width + i] = gy[reach + width - 1];
            }
            kernels.tensorRow(gx, gy, width, products[3 * row], products[3 * row + 1], products[3 * row + 2]);
        }
        float[] strength = new float[width * plane.heightPx()];
        float[][] rows = new float[3 * (2 * reach + 1)][];
        for (int row = 0; row < plane.heightPx(); row++) {
            for (int tap = 0; tap <= 2 * reach; tap++) {
                int from = Math.clamp(row + tap - reach, 0, plane.heightPx() - 1);
                System.arraycopy(products, 3 * from, rows, 3 * tap, 3);
            }
            kernels.cornerRow(rows, width, strength, row * width);
        }
        return strength;
    }

    /** One picture on the device, at its beginning, with a job of its own. */
    private static final class Bench implements AutoCloseable {
        final GpuRuntime runtime;
        final GpuProgram program;
        final GpuBuffer memory;
        final GpuBuffer tables;
        final long mapAt;

        Bench(GpuRuntime runtime, LumaFrame frame) {
            this.runtime = runtime;
            runtime.attach();
            program = runtime.build(KernelText.source(), KernelText.defines(21, runtime.lanes()));
            long pixels = (long) frame.widthPx() * frame.heightPx();
            mapAt = (2 * pixels + UNIT) / UNIT * UNIT;
            memory = runtime.allocate(mapAt + 4 * pixels + UNIT);
            tables = runtime.allocate(UNIT);
            try (HostBuffer luma = runtime.allocateHost(pixels);
                    HostBuffer job = runtime.allocateHost(UNIT)) {
                MemorySegment.copy(frame.luma(), 0, luma.memory(), ValueLayout.JAVA_BYTE, 0, (int) pixels);
                int[] facts = {frame.widthPx(), frame.heightPx(), 2, 0, 0, (int) (mapAt / UNIT), 0, 0};
                MemorySegment.copy(facts, 0, job.memory(), ValueLayout.JAVA_INT, 0, facts.length);
                runtime.upload(luma, memory, 0, pixels);
                runtime.upload(job, tables, 0, 4L * facts.length);
                runtime.finish();
            }
        }

        int items() {
            return KernelText.tileItems(runtime.lanes());
        }

        MemorySegment read(long at, long bytes) {
            try (HostBuffer host = runtime.allocateHost(bytes)) {
                runtime.download(memory, at, host, bytes);
                runtime.finish();
                return MemorySegment.ofArray(host.memory().toArray(ValueLayout.JAVA_BYTE));
            }
        }

        @Override
        public void close() {
            memory.close();
            tables.close();
            program.close();
            runtime.close();
        }
    }
}
