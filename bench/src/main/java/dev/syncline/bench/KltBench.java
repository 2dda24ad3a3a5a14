package dev.syncline.bench;

import dev.syncline.bindings.load.Machine;
import dev.syncline.engine.base.kernel.ImageKernels;
import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.TrackFault;
import dev.syncline.engine.sync.flow.klt.KltFlow;
import dev.syncline.engine.sync.flow.klt.LumaPyramid;
import dev.syncline.engine.video.LumaFrame;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * 300 points followed from one rendered frame into the next and back, window 21 px, three halvings, one thread; the
 * pyramids of both frames are built each time. Our own tracker on either lane beside OpenCV's, at accuracies that the
 * set-up compares with the true flow: ours may not be off by more than 5 % more.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
public class KltBench {
    private static final FlowSettings SETTINGS = FlowSettings.DEFAULT;

    /** Size of the frames. */
    @Param({"848x480", "1920x1080"})
    String size = "848x480";

    private final ImageKernels kernels = ImageKernels.active();
    private final LumaPyramid first = new LumaPyramid(kernels, SETTINGS.pyramidLevels());
    private final LumaPyramid second = new LumaPyramid(kernels, SETTINGS.pyramidLevels());
    private final KltFlow flow = new KltFlow(kernels, SETTINGS);
    private LumaFrame from = RenderedFlow.EMPTY;
    private LumaFrame to = RenderedFlow.EMPTY;
    private float[] start = new float[0];
    private float[] end = new float[0];
    private float[] faultPx = new float[0];
    private TrackFault[] fault = new TrackFault[0];
    private @Nullable OpenCvFlow openCv;

    @Setup(Level.Trial)
    public void prepare() throws IOException {
        String asked = System.getProperty("syncline.kernels", "auto");
        if (!asked.equals("auto") && !kernels.name().startsWith(asked)) {
            throw new IllegalStateException("lane " + asked + " was asked for, " + kernels.name() + " is in use");
        }
        String[] sides = size.split("x", 2);
        RenderedFlow rendered = new RenderedFlow(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), 0, 2);
        from = rendered.frame(0);
        to = rendered.frame(1);
        start = rendered.corners(0, SETTINGS);
        int n = start.length / 2;
        end = new float[2 * n];
        faultPx = new float[n];
        fault = new TrackFault[n];
        OpenCvFlow peer = new OpenCvFlow(from, to, start, SETTINGS);
        openCv = peer;
        follow();
        peer.follow();
        FlowErrors ours = FlowErrors.of(rendered, start, kept());
        FlowErrors theirs = FlowErrors.of(rendered, start, peer.ends());
        if (ours.kept() < 0.95 * theirs.kept() || ours.medianPx() > 1.05 * theirs.medianPx()) {
            throw new IllegalStateException("less accurate than OpenCV: " + ours + ", OpenCV " + theirs);
        }
        System.out.println(
                "# " + Machine.line() + "; " + n + " points; " + kernels.name() + " " + ours + "; OpenCV " + theirs);
    }

    @TearDown
    public void close() {
        if (openCv != null) {
            openCv.close();
        }
    }

    private float[] kept() {
        float[] kept = end.clone();
        for (int i = 0; i < fault.length; i++) {
            if (fault[i] != TrackFault.NONE) {
                kept[2 * i] = Float.NaN;
            }
        }
        return kept;
    }

    private float[] follow() {
        first.build(from.luma(), from.widthPx(), from.heightPx());
        second.build(to.luma(), to.widthPx(), to.heightPx());
        flow.follow(first, second, fault.length, start, end, faultPx, fault);
        return end;
    }

    @Benchmark
    @Fork(
            value = 1,
            jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dsyncline.kernels=scalar"})
    public float[] followScalar() {
        return follow();
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dsyncline.kernels=vector"})
    public float[] followVector() {
        return follow();
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dsyncline.kernels=vector"})
    public LumaPyramid pyramidVector() {
        first.build(from.luma(), from.widthPx(), from.heightPx());
        return first;
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dsyncline.kernels=vector"})
    public void followOpenCv() {
        Objects.requireNonNull(openCv).follow();
    }
}
