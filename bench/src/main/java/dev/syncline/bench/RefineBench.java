package dev.syncline.bench;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.flow.PatchInformation;
import dev.syncline.engine.sync.refine.ModelState;
import dev.syncline.engine.sync.refine.RefineSettings;
import dev.syncline.engine.sync.refine.Refinement;
import dev.syncline.engine.sync.refine.RollingShutterRefiner;
import dev.syncline.engine.sync.refine.WindowObservations;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.GyroSpec;
import dev.syncline.engine.synthetic.LensSpec;
import dev.syncline.engine.synthetic.LogClock;
import dev.syncline.engine.synthetic.MotionStyle;
import dev.syncline.engine.synthetic.RenderRate;
import dev.syncline.engine.synthetic.SceneSpec;
import dev.syncline.engine.synthetic.SyntheticCamera;
import dev.syncline.engine.synthetic.SyntheticGyro;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Refining three windows at once, as a sync does: time per sync point, which may be 150 ms at 300 points in 45 frames.
 * All of it runs on one thread, so on an idle processor that is the processor time too. Walking shows a near scene move,
 * so that no step of the refinement is spared.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RefineBench {
    private static final int WINDOWS = 3;
    private static final int W = 848;
    private static final int H = 480;
    private static final double OFFSET_S = -0.75;
    private static final double START_ERROR_NS = 2e6;

    @Param("300")
    int points = 300;

    @Param("45")
    int frames = 45;

    @Param({"HANDHELD", "WALK"})
    MotionStyle style = MotionStyle.HANDHELD;

    private Refining refining = new Refining(List.of(), RollingClip.of(style));

    /** What is refined: each window's pairs, and the clip that they are of. */
    private record Refining(List<List<FlowPair>> pairs, RollingClip clip) {}

    private record RollingClip(ClipSpec spec, GyroTrack log, CameraModel camera) {
        static RollingClip of(MotionStyle style) {
            SyntheticCamera camera = new SyntheticCamera(
                    LensSpec.pinhole(W, H, 0.7 * W),
                    new RollingShutter(0.016, ReadoutDirection.TOP_TO_BOTTOM),
                    0.002,
                    1,
                    1,
                    1,
                    RenderRate.NTSC_30,
                    240);
            ClipSpec spec = new ClipSpec(
                    "refine",
                    91,
                    style,
                    1,
                    camera,
                    SceneSpec.of(SceneSpec.Backdrop.TOWN, style),
                    GyroSpec.usual(ImuOrientation.BODY),
                    LogClock.of(OFFSET_S),
                    ClipSpec.Pairing.OWN_LOG);
            return new RollingClip(spec, SyntheticGyro.log(spec), camera.lens().model());
        }
    }

    @Setup
    public void prepare() {
        RollingClip clip = RollingClip.of(style);
        double frameS = 1001 / 30000.0;
        List<List<FlowPair>> pairs = new ArrayList<>();
        for (int w = 0; w < WINDOWS; w++) {
            pairs.add(new KnownFlow(clip.spec(), 17 + w).pairs(0.5 + 2 * w, frameS, frames - 1, points));
        }
        refining = new Refining(pairs, clip);
        for (Refinement.Window window : refine().windows()) {
            double error = Math.abs(window.offsetNs() - 1e9 * OFFSET_S);
            if (!(error < Math.max(2e5, 4 * window.sigmaNs()))) {
                throw new IllegalStateException("offset " + window.offsetNs() + " ns, off by " + error);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(WINDOWS)
    public Refinement refine() {
        RollingClip clip = refining.clip();
        List<WindowObservations> seen = new ArrayList<>();
        for (List<FlowPair> window : refining.pairs()) {
            float[] variance = new float[points];
            Arrays.fill(variance, 0.01f);
            PatchInformation known = new PatchInformation(variance, new float[points], variance);
            List<PatchInformation> information = window.stream().map(p -> known).toList();
            seen.add(new WindowObservations(window, information, clip.camera(), ReadoutDirection.TOP_TO_BOTTOM));
        }
        double[] start = new double[WINDOWS];
        Arrays.fill(start, 1e9 * OFFSET_S + START_ERROR_NS);
        ModelState state = ModelState.of(ImuOrientation.BODY.toCamera(), 0.016, null);
        return new RollingShutterRefiner(clip.log(), RefineSettings.DEFAULT).refine(seen, start, state);
    }
}
