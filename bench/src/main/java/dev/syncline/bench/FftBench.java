package dev.syncline.bench;

import dev.syncline.engine.base.kernel.Fft;
import dev.syncline.engine.base.kernel.ScalarKernels;
import dev.syncline.engine.base.kernel.VectorKernels;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jtransforms.fft.FloatFFT_1D;
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
import org.visnow.jlargearrays.ConcurrencyUtils;

/**
 * The transform of a real signal in single precision, forward and back, each lane beside JTransforms on one thread. Forward
 * and back together, since JTransforms works in place and its numbers must not grow without bound.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class FftBench {
    @Param({"4096", "65536", "1048576"})
    int size = 65536;

    private float[] signal = new float[0];
    private float[] back = new float[0];
    private float[] re = new float[0];
    private float[] im = new float[0];
    private Fft scalar = Fft.of(2, new ScalarKernels());
    private Fft vector = scalar;
    private FloatFFT_1D peer = new FloatFFT_1D(2);

    @Setup(Level.Trial)
    public void prepare() {
        SplittableRandom random = new SplittableRandom(20_260_102);
        signal = new float[size];
        for (int i = 0; i < size; i++) {
            signal[i] = (float) random.nextGaussian();
        }
        back = new float[size];
        re = new float[size / 2 + 1];
        im = new float[size / 2 + 1];
        scalar = Fft.of(size, new ScalarKernels());
        vector = Fft.of(size, new VectorKernels());
        ConcurrencyUtils.setNumberOfThreads(1);
        peer = new FloatFFT_1D(size);
        checkAgainstPeer();
    }

    private void checkAgainstPeer() {
        float[] theirs = signal.clone();
        peer.realForward(theirs);
        vector.forward(signal, 0, re, im);
        double tolerance = 1e-5 * Math.sqrt(size);
        for (int k = 1; k < size / 2; k++) {
            double off = Math.hypot(theirs[2 * k] - re[k], theirs[2 * k + 1] - im[k]);
            if (!(off <= tolerance)) {
                throw new IllegalStateException("bin " + k + " of " + size + " differs from JTransforms by " + off);
            }
        }
    }

    private float[] thereAndBack(Fft fft) {
        fft.forward(signal, 0, re, im);
        fft.inverse(re, im, back, 0);
        return back;
    }

    @Benchmark
    public float[] thereAndBackScalar() {
        return thereAndBack(scalar);
    }

    @Benchmark
    public float[] thereAndBackVector() {
        return thereAndBack(vector);
    }

    @Benchmark
    public float[] thereAndBackJTransforms() {
        peer.realForward(signal);
        peer.realInverse(signal, true);
        return signal;
    }

    @Benchmark
    public float[] forwardVector() {
        vector.forward(signal, 0, re, im);
        return re;
    }
}
