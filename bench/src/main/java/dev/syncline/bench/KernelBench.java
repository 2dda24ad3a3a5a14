package dev.syncline.bench;

import dev.syncline.bindings.load.Machine;
import dev.syncline.engine.base.kernel.Kernels;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * The kernels alone. Each pair of methods has the same body and differs by its fork's lane only; a fork a lane, since
 * the second implementation in one JVM would pay for the first one's type profile.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBench {
    /** Frame intervals in a window: 1.5 s at 30 frames a second. */
    @Param("45")
    int window = 45;

    /** Offsets on one phase of the grid: about two minutes of log at 30 frames a second. */
    @Param("4096")
    int lags = 4096;

    /** Multiply-adds of one {@code slidingCross}. */
    long products() {
        return 9L * window * lags;
    }

    private Kernels kernels = Kernels.active();
    private float[][] pattern = new float[0][];
    private float[][] signal = new float[0][];
    private float[][] out = new float[0][];

    @Setup(Level.Trial)
    public void prepare() {
        SplittableRandom random = new SplittableRandom(20_260_101);
        pattern = noise(random, window);
        signal = noise(random, window + lags - 1);
        out = new float[9][lags];
        kernels = Kernels.active();
        LaneAgreement.check(pattern, window, signal, lags);
        System.out.println("# " + Machine.line());
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

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dsyncline.kernels=scalar"})
    public float[][] slidingCrossScalar() {
        kernels.slidingCross(pattern, window, signal, 0, lags, out);
        return out;
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dsyncline.kernels=vector"})
    public float[][] slidingCrossVector() {
        kernels.slidingCross(pattern, window, signal, 0, lags, out);
        return out;
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dsyncline.kernels=scalar"})
    public float dotScalar() {
        return kernels.dot(signal[0], 0, signal[1], 0, lags);
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dsyncline.kernels=vector"})
    public float dotVector() {
        return kernels.dot(signal[0], 0, signal[1], 0, lags);
    }
}
