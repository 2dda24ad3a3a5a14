package dev.syncline.bench;

import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.TelemetryReaders;
import dev.syncline.engine.telemetry.TimedPayload;
import dev.syncline.engine.telemetry.gpmf.GpmfReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Motion logs read on one core, in bytes a microsecond, which is MB/s: a recorder's file and a GoPro's payloads, each made 32
 * MiB long by repeating real ones. {@code -p flight=FILE.bbl -p payload=FILE.raw}: a Blackbox log, and one payload of GPMF.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class LogReadBench {
    private static final int BYTES = 1 << 25;
    private static final long SECOND_NS = 1_001_000_000L;

    /** A Blackbox log. */
    @Param("")
    public String flight = "";

    /** One payload of GPMF. */
    @Param("")
    public String payload = "";

    private List<TimedPayload> payloads = List.of();
    private Path flights = Path.of("");

    /** Repeats what was given. */
    @Setup
    public void prepare() throws IOException {
        byte[] one = Files.readAllBytes(Path.of(payload));
        payloads = new ArrayList<>();
        for (int i = 0; i < BYTES / one.length; i++) {
            payloads.add(new TimedPayload(i * SECOND_NS, SECOND_NS, one));
        }
        byte[] log = Files.readAllBytes(Path.of(flight));
        ByteArrayOutputStream all = new ByteArrayOutputStream(BYTES);
        while (all.size() + log.length <= BYTES) {
            all.writeBytes(log);
        }
        // Filled up, so that an operation is a byte.
        all.writeBytes(new byte[BYTES - all.size()]);
        flights = Files.write(Files.createTempFile("syncline-bench", ".bbl"), all.toByteArray());
    }

    /** Takes the file away. */
    @TearDown
    public void clear() throws IOException {
        Files.delete(flights);
    }

    /** A GoPro's payloads. */
    @Benchmark
    @OperationsPerInvocation(BYTES)
    public MotionLog gpmf() throws IOException {
        return GpmfReader.read("bench", payloads);
    }

    /** A Blackbox log, from the file. */
    @Benchmark
    @OperationsPerInvocation(BYTES)
    public MotionLog blackbox() throws IOException {
        return TelemetryReaders.open(flights);
    }
}
