package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import dev.syncline.engine.telemetry.WholeLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A GoPro metadata track that was taken out of its video: payloads one after the other. Their times are lost with the
 * container; payloads are taken to be 1.001 s apart, as GoPros write them, and the first to be at the video's start.
 */
final class RawGpmfReader {
    private static final long PAYLOAD_NS = 1_001_000_000L;
    private static final byte[] MAGIC = {'D', 'E', 'V', 'C', 0};

    static boolean isRawGpmf(byte[] head) {
        return head.length >= MAGIC.length && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    MotionLog read(Path path) throws IOException {
        return GpmfReader.read(String.valueOf(path.getFileName()), payloads(path));
    }

    /** The payloads of a file. */
    List<TimedPayload> payloads(Path path) throws IOException {
        return split(WholeLog.read(path, "this is no GoPro metadata"), String.valueOf(path.getFileName()));
    }

    /** Payloads begin at each DEVC of the device that the first one belongs to. */
    static List<TimedPayload> split(byte[] bytes, String file) throws TelemetryFormatException {
        List<TimedPayload> payloads = new ArrayList<>();
        KlvCursor top = KlvCursor.of(bytes, file, "file");
        long firstDevice = 0;
        int from = -1;
        int end = 0;
        for (KlvItem item = top.next(); item != null; item = top.next()) {
            int begins = item.at() - 8;
            long device = device(item);
            if (from < 0) {
                firstDevice = device;
                from = begins;
            } else if (device == firstDevice) {
                payloads.add(payload(payloads.size(), bytes, from, begins));
                from = begins;
            }
            end = item.at() + item.length();
        }
        if (from >= 0) {
            payloads.add(payload(payloads.size(), bytes, from, end));
        }
        return payloads;
    }

    /** The device's number stands in its first item, DVID. */
    private static long device(KlvItem item) {
        ByteBuffer b = item.payload();
        boolean named = item.length() >= 12 && b.getInt(item.at()) == 0x44564944;
        return named ? Integer.toUnsignedLong(b.getInt(item.at() + 8)) : -1;
    }

    private static TimedPayload payload(int index, byte[] bytes, int from, int end) {
        return new TimedPayload(index * PAYLOAD_NS, PAYLOAD_NS, Arrays.copyOfRange(bytes, from, end));
    }
}
