package dev.syncline.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
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
 * What one thread of this machine can do at most, seen through the Vector API: fused multiply-adds in registers, and
 * reading memory. The other benchmarks' shares are of these (Williams et al., "Roofline", 2009).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class RooflineBench {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Fused multiply-adds of one {@link #multiplyAdd}. */
    static final long PRODUCTS = 12L * 4096 * SPECIES.length();

    /** Floats read by {@link #read}: 4 Ki fit the first-level cache, 16 Mi no cache. */
    @Param({"4096", "16777216"})
    int floats = 4096;

    private float[] data = new float[0];
    private float factor = 0.999f;

    @Setup(Level.Trial)
    public void prepare() {
        data = new float[floats];
        Arrays.fill(data, 1);
        factor = Float.parseFloat(System.getProperty("syncline.bench.factor", "0.999"));
    }

    /** Twelve sums that do not wait for one another: enough to hide the latency of a multiply-add. */
    @Benchmark
    public float multiplyAdd() {
        FloatVector f = FloatVector.broadcast(SPECIES, factor);
        FloatVector a = f;
        FloatVector b = f.add(1);
        FloatVector c = f.add(2);
        FloatVector d = f.add(3);
        FloatVector e = f.add(4);
        FloatVector g = f.add(5);
        FloatVector h = f.add(6);
        FloatVector k = f.add(7);
        FloatVector l = f.add(8);
        FloatVector m = f.add(9);
        FloatVector n = f.add(10);
        FloatVector o = f.add(11);
        for (int i = 0; i < 4096; i++) {
            a = a.fma(f, f);
            b = b.fma(f, f);
            c = c.fma(f, f);
            d = d.fma(f, f);
            e = e.fma(f, f);
            g = g.fma(f, f);
            h = h.fma(f, f);
            k = k.fma(f, f);
            l = l.fma(f, f);
            m = m.fma(f, f);
            n = n.fma(f, f);
            o = o.fma(f, f);
        }
        FloatVector left = a.add(b).add(c.add(d)).add(e.add(g));
        FloatVector right = h.add(k).add(l.add(m)).add(n.add(o));
        return left.add(right).reduceLanes(VectorOperators.ADD);
    }

    /** Reads every float once. */
    @Benchmark
    public float read() {
        int step = SPECIES.length();
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        for (int i = 0; i < data.length; i += 4 * step) {
            a = a.add(FloatVector.fromArray(SPECIES, data, i));
            b = b.add(FloatVector.fromArray(SPECIES, data, i + step));
            c = c.add(FloatVector.fromArray(SPECIES, data, i + 2 * step));
            d = d.add(FloatVector.fromArray(SPECIES, data, i + 3 * step));
        }
        return a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
    }
}
