package dev.syncline.engine.telemetry.mavlink;

import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormat;
import dev.syncline.engine.telemetry.WholeLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** MAVLink telemetry logs of ground stations. */
public final class TlogFormat implements TelemetryFormat {
    static final String NAME = "tlog";
    /** Times of day between 1990 and 2100, µs. */
    private static final long EARLIEST_US = 631_152_000_000_000L;

    private static final long LATEST_US = 4_102_444_800_000_000L;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "MAVLink (.tlog)";
    }

    @Override
    public List<String> sidecarEndings() {
        return List.of("tlog");
    }

    /** A time and a packet, and where that ends another time and another packet. */
    @Override
    public boolean detect(byte[] head) {
        if (!isRecord(head, 0)) {
            return false;
        }
        int next = Packet.STAMP_BYTES + Packet.length(head, Packet.STAMP_BYTES);
        return next + Packet.STAMP_BYTES >= head.length || isRecord(head, next);
    }

    private static boolean isRecord(byte[] head, int at) {
        if (head.length < at + Packet.STAMP_BYTES + Packet.LEAST_BYTES) {
            return false;
        }
        long us = ByteBuffer.wrap(head).getLong(at);
        return us > EARLIEST_US && us < LATEST_US && Packet.length(head, at + Packet.STAMP_BYTES) > 0;
    }

    @Override
    public MotionLog read(Path file) throws IOException {
        return scan(file, false).log();
    }

    @Override
    public MotionLog read(Path file, ReadOptions options) throws IOException {
        return describe(file, options).log();
    }

    @Override
    public LogFacts facts(Path file) throws IOException {
        return scan(file, false).facts();
    }

    @Override
    public Described describe(Path file, ReadOptions options) throws IOException {
        requireNoChoice(String.valueOf(file.getFileName()), options);
        TlogScan scan = scan(file, options.allStreams());
        return new Described(scan.log(), scan.facts());
    }

    private static TlogScan scan(Path file, boolean allStreams) throws IOException {
        String name = String.valueOf(file.getFileName());
        TlogScan scan =
                new TlogScan(name, WholeLog.read(file, "take its gyro out with another tool first"), allStreams);
        scan.run();
        return scan;
    }
}
