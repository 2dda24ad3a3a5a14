package dev.syncline.bench;

import dev.syncline.bindings.load.Machine;
import dev.syncline.engine.match.MatchListener;
import dev.syncline.engine.match.MessageTimes;
import dev.syncline.engine.match.StreamMatcher;
import dev.syncline.engine.match.SyncNodeMatcher;
import dev.syncline.engine.match.TimestampMatcher;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * Matching four streams at 30 per second with scattered stamps, 5 % lost, one message at a time on one core. A score is
 * a message: operations per second are messages per second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC"})
public class MatchBench {
    private static final int STREAMS = 4;
    private static final int MESSAGES = 400_000;
    private static final long PERIOD_NS = 33_333_333;
    private static final long THRESHOLD_NS = 16_000_000;
    private static final MessageTimes<Stamp> TIMES = (stream, stamp) -> stamp.timeNs;

    /** A message that has nothing but its time. */
    private record Stamp(long timeNs) {}

    @Param({"0.1", "5"})
    double jitterMs = 0.1;

    private final int[] stream = new int[MESSAGES];
    private final Stamp[] message = new Stamp[MESSAGES];

    @Setup(Level.Trial)
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        long[] lastNs = new long[STREAMS];
        for (int i = 0, event = 0; i < MESSAGES; event++) {
            for (int s = 0; s < STREAMS && i < MESSAGES; s++) {
                if (random.nextDouble() >= 0.05) {
                    long ns = Math.round(event * (double) PERIOD_NS + jitterMs * 1e6 * random.nextGaussian());
                    lastNs[s] = Math.max(lastNs[s], ns);
                    stream[i] = s;
                    message[i] = new Stamp(lastNs[s]);
                    i++;
                }
            }
        }
        System.out.println("# " + Machine.line());
    }

    private long groups(Function<MatchListener<Stamp>, StreamMatcher<Stamp>> making) {
        StreamMatcher<Stamp> matcher = making.apply(group -> {});
        for (int i = 0; i < MESSAGES; i++) {
            if (!matcher.offer(stream[i], message[i])) {
                throw new IllegalStateException("message " + i + " was refused");
            }
        }
        matcher.finish();
        return matcher.statistics().groups();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long optimal() {
        return groups(listener ->
                new TimestampMatcher<>(STREAMS, TimestampMatcher.Settings.of(THRESHOLD_NS), TIMES, listener));
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long syncNode() {
        return groups(listener -> new SyncNodeMatcher<>(
                STREAMS, SyncNodeMatcher.Settings.of(THRESHOLD_NS, SyncNodeMatcher.UNLIMITED), TIMES, listener));
    }
}
