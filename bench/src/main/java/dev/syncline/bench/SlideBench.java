package dev.syncline.bench;

import dev.syncline.engine.base.kernel.VectorKernels;
import dev.syncline.engine.sync.correlate.DirectCorrelator;
import dev.syncline.engine.sync.correlate.FftCorrelator;
import dev.syncline.engine.sync.correlate.SlidingCorrelator;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
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
 * All nine sliding products of a three-axis window with a three-axis log: directly, by FFT, and by OpenCV's
 * {@code matchTemplate} (which multiplies spectra block by block) on one thread. Where the first two cross decides which
 * one {@link SlidingCorrelator#of} takes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class SlideBench {
    /** Samples in the window: 1500 are 1.5 s at 1 kHz. */
    @Param({"48", "96", "192", "384", "1500"})
    int window = 1500;

    /** Samples in the log: ten minutes at 1 kHz. */
    @Param("600000")
    int log = 600_000;

    private float[][] patterns = new float[0][];
    private float[][] signals = new float[0][];
    private float[][] out = new float[0][];
    private Mat[] patternMats = new Mat[0];
    private Mat[] signalMats = new Mat[0];
    private Mat result = new Mat();

    @Setup(Level.Trial)
    public void prepare() {
        SplittableRandom random = new SplittableRandom(20_260_103);
        patterns = noise(random, window);
        signals = noise(random, log);
        out = new float[9][log - window + 1];
        opencv_core.setNumThreads(1);
        patternMats = mats(patterns);
        signalMats = mats(signals);
        result = new Mat();
        check();
    }

    private void check() {
        float[] direct = slideDirect()[8].clone();
        float[] fft = slideFft()[8];
        opencv_imgproc.matchTemplate(signalMats[2], patternMats[2], result, opencv_imgproc.TM_CCORR);
        double tolerance = 1e-5 * window;
        try (FloatIndexer theirs = result.createIndexer()) {
            for (int lag = 0; lag < direct.length; lag += 97) {
                if (Math.abs(direct[lag] - fft[lag]) > tolerance
                        || Math.abs(direct[lag] - theirs.get(0, lag)) > 10 * tolerance) {
                    throw new IllegalStateException("lag " + lag + ": " + direct[lag] + " directly, " + fft[lag]
                            + " by FFT, " + theirs.get(0, lag) + " by OpenCV");
                }
            }
        }
    }

    private static float[][] noise(SplittableRandom random, int n) {
        float[][] axes = new float[3][n];
        for (float[] axis : axes) {
            for (int i = 0; i < n; i++) {
                axis[i] = (float) random.nextGaussian();
            }
        }
        return axes;
    }

    private static Mat[] mats(float[][] axes) {
        Mat[] mats = new Mat[axes.length];
        for (int a = 0; a < axes.length; a++) {
            mats[a] = new Mat(1, axes[a].length, opencv_core.CV_32FC1);
            try (FloatIndexer row = mats[a].createIndexer()) {
                row.put(0, 0, axes[a]);
            }
        }
        return mats;
    }

    @TearDown(Level.Trial)
    public void release() {
        result.close();
        for (int a = 0; a < 3; a++) {
            patternMats[a].close();
            signalMats[a].close();
        }
    }

    @Benchmark
    public float[][] slideDirect() {
        new DirectCorrelator(patterns, window, new VectorKernels()).slide(signals, 0, log - window + 1, out);
        return out;
    }

    @Benchmark
    public float[][] slideFft() {
        int lags = log - window + 1;
        new FftCorrelator(patterns, window, lags, new VectorKernels()).slide(signals, 0, lags, out);
        return out;
    }

    @Benchmark
    public Mat slideOpenCv() {
        for (Mat pattern : patternMats) {
            for (Mat signal : signalMats) {
                opencv_imgproc.matchTemplate(signal, pattern, result, opencv_imgproc.TM_CCORR);
            }
        }
        return result;
    }
}
