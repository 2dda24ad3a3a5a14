package dev.syncline.engine.telemetry.mavlink;

import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormat;
import dev.syncline.engine.telemetry.WholeLog;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** MAVLink telemetry logs of ground stations. */
public final class TlogFormat implements TelemetryFormat {
    static final String NAME = "tlog";
    /** Times of day between 1990 and 2100, µs. */
    private static final long EARLIEST_US = 631_152_000_000_000L;

    private static final long LATEST_US = 4_102_444_800_000_000L;
    /** Zeros before the first packet, at most: 1 MiB. */
    static final int MOST_ZEROS = 1 << 20;

    /** Two times and the longest packet, with the head of another. */
    private static final int RECORD_BYTES = 320;

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

    /** A time and a packet, and where that ends another time and another packet; zeros may stand before them. */
    @Override
    public boolean detect(byte[] head) {
        // The first byte of a time is 0 too, the second is not.
        int first = Math.max(0, zeros(head) - 1);
        if (!isRecord(head, first)) {
            return false;
        }
        int next = first + Packet.STAMP_BYTES + Packet.length(head, first + Packet.STAMP_BYTES);
        return next + Packet.STAMP_BYTES >= head.length || isRecord(head, next);
    }

    /** Room that a ground station took ahead and did not fill may be longer than the first bytes. */
    @Override
    public boolean detect(Path file, byte[] head) throws IOException {
        if (head.length < RECORD_BYTES || zeros(head) <= head.length - RECORD_BYTES) {
            return detect(head);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            int zeros = 0;
            while (zeros <= MOST_ZEROS) {
                in.mark(1);
                if (in.read() != 0) {
                    in.reset();
                    byte[] packets = in.readNBytes(RECORD_BYTES);
                    byte[] records = new byte[packets.length + 1];
                    System.arraycopy(packets, 0, records, 1, packets.length);
                    return detect(records);
                }
                zeros++;
            }
            return false;
        }
    }

    private static int zeros(byte[] head) {
        int count = 0;
        while (count < head.length && head[count] == 0) {
            count++;
        }
        return count;
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
