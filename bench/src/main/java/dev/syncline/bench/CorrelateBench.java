package dev.syncline.bench;

import dev.syncline.bindings.load.Machine;
import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.CorrelationCurve;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.correlate.OffsetScan;
import dev.syncline.engine.sync.correlate.OffsetSearch;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.LogClock;
import dev.syncline.engine.synthetic.SyntheticCatalogue;
import dev.syncline.engine.synthetic.SyntheticGyro;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The correlation as {@code syncline sync} runs it without hints: three windows of 1.5 s over a log of ten minutes, all
 * offsets at which they meet it, the orientation unknown. Everything counts: averaging the log over frames, the sliding
 * products and the score of each offset. {@code wholeLog} scores every offset and keeps the curves; {@code search} is the
 * whole question for one window: every offset, the peak, its rivals, and how high peaks grow by chance.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CorrelateBench {
    private static final double TRUE_OFFSET_S = -300;
    private static final double LOG_TAIL_S = 294;
    private static final double FRAME_NS = 1e9 * 1001 / 30_000;
    private static final int INTERVALS = 45;
    private static final double LOG_HZ = 1000;
    private static final double NOISE_RAD_S = 0.01;
    private static final double GRID_NS = 4e6;
    private static final double TOLERANCE_NS = 2 * GRID_NS;

    private List<VisualRates> windows = List.of();
    private GyroTrack track = SyntheticGyro.log(SyntheticCatalogue.demo());
    private BoxAveragedRates log = BoxAveragedRates.of(track);

    @Setup(Level.Trial)
    public void prepare() {
        ClipSpec clip = clipWithLongLog();
        track = SyntheticGyro.log(clip);
        log = BoxAveragedRates.of(track);
        SplittableRandom random = new SplittableRandom(clip.seed());
        windows = new ArrayList<>();
        for (double firstS : new double[] {0.3, 2.3, 4.3}) {
            windows.add(seen(firstS * 1e9, random));
        }
        LaneAgreement.check(windows.getFirst().rates(), INTERVALS, someLog(4096 + INTERVALS - 1), 4096);
        CorrelationCurve found = scan();
        double errorNs = found.offsetNs(found.peak()) - TRUE_OFFSET_S * 1e9;
        if (!(Math.abs(errorNs) <= TOLERANCE_NS)) {
            throw new IllegalStateException("the peak is " + errorNs + " ns from the true offset");
        }
        System.out.println("# " + Machine.line() + "; " + found.size() + " offsets");
    }

    /** The demo's clip; its log began five minutes before it and was left on for as long after it. */
    private static ClipSpec clipWithLongLog() {
        ClipSpec demo = SyntheticCatalogue.demo();
        return new ClipSpec(
                demo.name(),
                demo.seed(),
                demo.style(),
                demo.motionScale(),
                demo.camera(),
                demo.scene(),
                demo.gyro().at(LOG_HZ),
                new LogClock(TRUE_OFFSET_S, 0, 0, LOG_TAIL_S),
                demo.pairing());
    }

    /** A window as a perfect tracker would see it, with a little noise, in the log's own axes. */
    private VisualRates seen(double firstNs, SplittableRandom random) {
        float[][] rates = new float[3][INTERVALS];
        float[] known = new float[INTERVALS];
        log.fill(firstNs - TRUE_OFFSET_S * 1e9, FRAME_NS, FRAME_NS, INTERVALS, rates, known);
        for (float[] axis : rates) {
            for (int i = 0; i < INTERVALS; i++) {
                axis[i] += (float) (NOISE_RAD_S * random.nextGaussian());
            }
        }
        float[] weight = new float[INTERVALS];
        Arrays.fill(weight, 1);
        return new VisualRates(firstNs, FRAME_NS, rates, weight);
    }

    private float[][] someLog(int count) {
        float[][] rates = new float[3][count];
        log.fill(log.startNs() + FRAME_NS, FRAME_NS, FRAME_NS, count, rates, new float[count]);
        return rates;
    }

    private CorrelationCurve scan() {
        OffsetScan scan = new OffsetScan(windows, log, null, GRID_NS);
        OffsetRange range = scan.wholeRange();
        return scan.scan(range.firstNs(), range.lastNs()).joint();
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dsyncline.kernels=scalar"})
    public CorrelationCurve wholeLogScalar() {
        return scan();
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dsyncline.kernels=vector"})
    public CorrelationCurve wholeLogVector() {
        return scan();
    }

    private CoarseOffset search() {
        CoarseOffset found = new OffsetSearch(track, null).find(windows.subList(0, 1), OffsetRange.ALL);
        if (found == null) {
            throw new IllegalStateException("no overlap");
        }
        return found;
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dsyncline.kernels=scalar"})
    public CoarseOffset searchScalar() {
        return search();
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dsyncline.kernels=vector"})
    public CoarseOffset searchVector() {
        return search();
    }
}
