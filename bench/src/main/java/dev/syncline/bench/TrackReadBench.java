package dev.syncline.bench;

import com.google.protobuf.CodedOutputStream;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormat;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import dev.syncline.engine.telemetry.dvtm.DvtmFormat;
import dev.syncline.engine.telemetry.rtmd.RtmdFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Tracks of videos read on one core, in bytes a microsecond, which is MB/s: 32 MiB of packets of one frame each, as the
 * descriptions have them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@SuppressWarnings("ByteBufferBackingArray") // made by allocate
public class TrackReadBench {
    private static final int BYTES = 1 << 25;
    private static final long FRAME_NS = 40_000_000;
    private static final int PACKET_BYTES = 1024;

    private final TelemetryFormat sony = new RtmdFormat();
    private final TelemetryFormat dji = new DvtmFormat();
    private List<TimedPayload> sonys = List.of();
    private List<TimedPayload> djis = List.of();

    /** Makes the packets. */
    @Setup
    public void prepare() throws IOException {
        sonys = repeated(sonyPacket());
        djis = repeated(djiPacket());
    }

    private static List<TimedPayload> repeated(byte[] packet) {
        List<TimedPayload> packets = new ArrayList<>();
        for (int i = 0; i < BYTES / PACKET_BYTES; i++) {
            packets.add(new TimedPayload(i * FRAME_NS, FRAME_NS, packet));
        }
        return packets;
    }

    /** 80 samples of the gyro. */
    private static byte[] sonyPacket() {
        ByteBuffer b = ByteBuffer.allocate(PACKET_BYTES);
        b.putShort((short) 0x1c).position(28);
        b.putShort((short) 0xe435).putShort((short) 4).putInt(2000);
        b.putShort((short) 0xe439).putShort((short) 4).putFloat(16.4f);
        b.putShort((short) 0xe43b).putShort((short) 488).putInt(80).putInt(6);
        for (int i = 0; i < 240; i++) {
            b.putShort((short) (37 * i));
        }
        return b.array();
    }

    /** 40 orientations. */
    private static byte[] djiPacket() throws IOException {
        ByteArrayOutputStream attitude = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(attitude);
        for (int i = 0; i < 40; i++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream orientation = CodedOutputStream.newInstance(bytes);
            orientation.writeFloat(1, (float) Math.cos(i * 1e-3));
            orientation.writeFloat(2, (float) Math.sin(i * 1e-3));
            orientation.writeFloat(3, 0);
            orientation.writeFloat(4, 0);
            orientation.flush();
            out.writeByteArray(3, bytes.toByteArray());
        }
        out.flush();
        byte[] frame = field(3, field(3, field(2, attitude.toByteArray())));
        byte[] filled = Arrays.copyOf(frame, PACKET_BYTES);
        // One byte of tag and two of length.
        byte[] filling = field(9, new byte[PACKET_BYTES - frame.length - 3]);
        System.arraycopy(filling, 0, filled, frame.length, PACKET_BYTES - frame.length);
        return filled;
    }

    private static byte[] field(int number, byte[] value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeByteArray(number, value);
        out.flush();
        return bytes.toByteArray();
    }

    /** A Sony's packets. */
    @Benchmark
    @OperationsPerInvocation(BYTES)
    public MotionLog rtmd() throws TelemetryFormatException {
        return sony.readTrack("bench", sonys, ReadOptions.PLAIN);
    }

    /** A DJI's packets. */
    @Benchmark
    @OperationsPerInvocation(BYTES)
    public MotionLog dvtm() throws TelemetryFormatException {
        return dji.readTrack("bench", djis, ReadOptions.PLAIN);
    }
}
