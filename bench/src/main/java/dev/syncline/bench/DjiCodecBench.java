package dev.syncline.bench;

import dev.syncline.hardware.dji.BodyCipher;
import dev.syncline.hardware.dji.DjiCommand;
import dev.syncline.hardware.dji.FrameHandler;
import dev.syncline.hardware.dji.FrameParser;
import dev.syncline.hardware.dji.FrameWriter;
import dev.syncline.hardware.dji.HardSyncData;
import dev.syncline.hardware.dji.HardSyncView;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The DJI frame codec on one core, in bytes a microsecond, which is MB/s: a stream of hardware sync pushes of 74 bytes, as
 * it comes, encrypted, with noise between the frames, and pure noise.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DjiCodecBench {
    private static final String KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static final int BYTES = 1 << 20;
    private static final int CHUNK = 4096;

    private final HardSyncView view = new HardSyncView();
    private byte[] plain = new byte[0];
    private byte[] encrypted = new byte[0];
    private byte[] noisy = new byte[0];
    private byte[] noise = new byte[0];
    private byte[] body = new byte[0];
    private byte[] frame = new byte[0];
    private FrameParser parser = new FrameParser(null);
    private FrameWriter writer = new FrameWriter();
    private long sum;

    /** Makes the streams. */
    @Setup
    public void prepare() {
        parser = new FrameParser(BodyCipher.ofHex(KEY));
        plain = stream(null, 0);
        encrypted = stream(BodyCipher.ofHex(KEY), 0);
        noisy = stream(null, 20);
        noise = new byte[BYTES];
        new SplittableRandom(2).nextBytes(noise);
        frame = new byte[FrameWriter.MAX_FRAME_BYTES];
        body = push(1);
        writer = new FrameWriter();
    }

    private static byte[] push(int ticks) {
        HardSyncData data = new HardSyncData(
                ticks,
                1250,
                ticks,
                7,
                ticks % 20 == 0,
                HardSyncData.Quaternion.NONE,
                new HardSyncData.Vector(0, 0, 1),
                new HardSyncData.Vector(0.1f, 0.2f, ticks * 1e-3f));
        byte[] value = data.toBytes();
        byte[] made = new byte[3 + value.length];
        made[0] = (byte) (DjiCommand.PUSH_PACKAGE >>> 8);
        made[1] = (byte) DjiCommand.PUSH_PACKAGE;
        System.arraycopy(value, 0, made, 3, value.length);
        return made;
    }

    private static byte[] stream(@Nullable BodyCipher cipher, int noiseBytes) {
        byte[] all = new byte[BYTES];
        SplittableRandom random = new SplittableRandom(1);
        FrameWriter out = new FrameWriter();
        int at = 0;
        for (int ticks = 0; at < BYTES - 2 * FrameWriter.MAX_FRAME_BYTES; ticks++) {
            byte[] made = push(ticks);
            at += out.write(all, at, 0, false, ticks, made, made.length, cipher);
            byte[] between = new byte[noiseBytes];
            random.nextBytes(between);
            System.arraycopy(between, 0, all, at, noiseBytes);
            at += noiseBytes;
        }
        return Arrays.copyOf(all, BYTES);
    }

    private long parse(byte[] stream) {
        FrameHandler handler = received -> {
            if (received.isCommand() && received.command() == DjiCommand.PUSH_PACKAGE) {
                sum += view.of(received, 1).ticks();
            }
        };
        for (int offset = 0; offset < BYTES; offset += CHUNK) {
            parser.feed(stream, offset, CHUNK, 0, handler);
        }
        return sum;
    }

    /** Frames one after the other. */
    @Benchmark
    @OperationsPerInvocation(BYTES)
    public long readPushes() {
        return parse(plain);
    }

    /** Encrypted frames. */
    @Benchmark
    @OperationsPerInvocation(BYTES)
    public long readEncryptedPushes() {
        return parse(encrypted);
    }

    /** Frames with 20 random bytes between them. */
    @Benchmark
    @OperationsPerInvocation(BYTES)
    public long readPushesInNoise() {
        return parse(noisy);
    }

    /** No frames at all. */
    @Benchmark
    @OperationsPerInvocation(BYTES)
    public long readNoise() {
        return parse(noise);
    }

    /** Building of pushes, 74 bytes each. */
    @Benchmark
    @OperationsPerInvocation(74)
    public void writePush(Blackhole hole) {
        hole.consume(writer.write(frame, 0, 0, false, 1, body, body.length, null));
    }
}
