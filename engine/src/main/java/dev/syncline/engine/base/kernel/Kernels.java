package dev.syncline.engine.base.kernel;

import java.lang.module.ModuleFinder;
import org.jspecify.annotations.Nullable;

/**
 * The inner loops. Every lane computes the same sums; they differ by rounding only, since lanes add in another order.
 * Implementations are stateless and thread-safe.
 */
public sealed interface Kernels permits ScalarKernels, VectorKernels {
    /** Name for results and benchmarks: {@code scalar} or {@code vector-512}. */
    String name();

    /** Sum of {@code a[aFrom + i] * b[bFrom + i]} over {@code 0 <= i < n}; 0 when n is 0. */
    float dot(float[] a, int aFrom, float[] b, int bFrom, int n);

    /**
     * Dot products of a short pattern with every place of a long signal:
     * {@code out[lag] = Σ pattern[i] · signal[from + lag + i]} for {@code 0 <= lag < lags}.
     *
     * @param n length of the pattern
     * @param out float[lags] at least
     * @throws IndexOutOfBoundsException when the signal ends before {@code from + lags + n − 1}
     */
    void slidingDot(float[] pattern, int n, float[] signal, int from, int lags, float[] out);

    /**
     * All nine sliding dot products of a three-axis pattern with a three-axis signal in one pass:
     * {@code out[3·a + b][lag] = Σ pattern[a][i] · signal[b][from + lag + i]}.
     *
     * @param pattern float[3][n]
     * @param signal float[3][]
     * @param out float[9][lags] at least
     * @throws IndexOutOfBoundsException when the signal ends before {@code from + lags + n − 1}
     */
    void slidingCross(float[][] pattern, int n, float[][] signal, int from, int lags, float[][] out);

    /**
     * The sliding dot products of some patterns with some signals:
     * {@code out[p·signals + s][lag] = Σ patterns[p][i] · signals[s][from + lag + i]}.
     *
     * @param patterns float[][n] at least
     * @param out float[patterns · signals][lags] at least
     * @throws IndexOutOfBoundsException when a signal ends before {@code from + lags + n − 1}
     */
    void slidingProducts(float[][] patterns, int n, float[][] signals, int from, int lags, float[][] out);

    /** The lane in use: see {@link KernelLane}. */
    static Kernels active() {
        return KernelLane.ACTIVE;
    }

    /** The lane for a piece of work that is done once, of this many products, about: see {@link KernelLane}. */
    static Kernels forWork(double products) {
        return KernelLane.forWork(products);
    }

    /**
     * Why kernels would be scalar on this JDK even where Java is started with the vector module, one line; null where they
     * would be vectors. Needs no vectors itself.
     */
    static @Nullable String vectorRefusal() {
        boolean inJdk = ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent();
        return VectorRefusal.whyEvenWithModule(inJdk, System::getProperty);
    }
}
