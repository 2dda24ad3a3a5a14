package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import dev.syncline.engine.telemetry.WholeLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A GoPro metadata track that was taken out of its video: payloads one after the other. Their times are lost with the
 * container; payloads are taken to be 1.001 s apart, as GoPros write them, or as far as the camera's own clock in them says
 * ({@link RawPace}), and the first to be at the video's start. So is one that is damaged: those behind it keep their places.
 */
final class RawGpmfReader {
    private static final long LOST = -2;
    private static final byte[] MAGIC = {'D', 'E', 'V', 'C', 0};

    private final String file;
    private final byte[] bytes;
    private final DamagedParts damage;
    private final List<Part> parts = new ArrayList<>();

    /** A device's data from a byte to another; of number {@link #LOST} where it is damaged. */
    private record Part(int from, int end, long device) {}

    private RawGpmfReader(String file, byte[] bytes, DamagedParts damage) {
        this.file = file;
        this.bytes = bytes;
        this.damage = damage;
    }

    static boolean isRawGpmf(byte[] head) {
        return head.length >= MAGIC.length && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    static MotionLog read(Path path, ReadOptions options) throws IOException {
        DamagedParts damage = new DamagedParts(options);
        List<TimedPayload> placed = payloads(path, damage);
        RawPace pace = RawPace.of(placed);
        List<TimedPayload> payloads = pace.applied(placed);
        MotionLog log = GpmfReader.read(String.valueOf(path.getFileName()), payloads, false, options, damage);
        if (!pace.isUsual()) {
            return log.with(
                    log.gyro(),
                    WarningCode.LOG_TIMES,
                    String.format(
                            Locale.ROOT,
                            "by the camera's clock its payloads come each %.3f s, not each 1.001 s: a time lapse? times are the"
                                    + " camera's; in the video that they come from they are others",
                            pace.stepNs() * 1e-9));
        }
        if (payloads.size() > 1 && payloads.stream().anyMatch(RawPace::hasClock)) {
            return log;
        }
        return log.with(
                log.gyro(),
                WarningCode.LOG_ASSUMED,
                "the times of its payloads were lost with the video: taken to come each 1.001 s; the video that they come from"
                        + " has the right ones");
    }

    /** The payloads of a file that are whole. */
    static List<TimedPayload> payloads(Path path) throws IOException {
        return payloads(path, new DamagedParts(ReadOptions.PLAIN.lenient(true)));
    }

    private static List<TimedPayload> payloads(Path path, DamagedParts damage) throws IOException {
        byte[] bytes = WholeLog.read(path, "this is no GoPro metadata");
        return new RawGpmfReader(String.valueOf(path.getFileName()), bytes, damage).split();
    }

    private List<TimedPayload> split() throws TelemetryFormatException {
        int start = 0;
        while (start < bytes.length) {
            KlvCursor top = KlvCursor.from(bytes, start, file, "file");
            start = bytes.length;
            try {
                for (KlvItem item = top.next(); item != null; item = top.next()) {
                    parts.add(new Part(item.at() - KlvCursor.HEADER_BYTES, item.at() + item.length(), device(item)));
                }
            } catch (TelemetryFormatException e) {
                start = nextDevice(top.at() + 1);
                if (start == bytes.length && isCutShort(top.at())) {
                    damage.cutShort("the payload at byte " + top.at());
                } else {
                    damage.leaveOut(e);
                }
                parts.add(new Part(top.at(), start, LOST));
            }
        }
        return payloads();
    }

    /** Payloads begin at each DEVC of the device that comes most often, of as many the first. */
    private List<TimedPayload> payloads() {
        Map<Long, Integer> devices = new LinkedHashMap<>();
        parts.stream().filter(p -> p.device() != LOST).forEach(p -> devices.merge(p.device(), 1, Integer::sum));
        long first = LOST;
        for (Map.Entry<Long, Integer> each : devices.entrySet()) {
            first = each.getValue() > devices.getOrDefault(first, 0) ? each.getKey() : first;
        }
        List<TimedPayload> payloads = new ArrayList<>();
        long place = 0;
        int from = -1;
        int end = 0;
        for (Part part : parts) {
            boolean begins = from < 0 || part.device() < 0 || part.device() == first;
            if (begins && from >= 0) {
                payloads.add(payload(place++, from, end));
                from = -1;
            }
            if (part.device() == LOST) {
                double usual =
                        payloads.isEmpty() ? bytes.length : payloads.getLast().bytes().length;
                place += Math.max(1, Math.round((part.end() - part.from()) / usual));
            } else if (begins) {
                from = part.from();
            }
            end = part.end();
        }
        if (from >= 0) {
            payloads.add(payload(place, from, end));
        }
        return payloads;
    }

    private TimedPayload payload(long place, int from, int end) {
        return new TimedPayload(place * RawPace.USUAL_NS, RawPace.USUAL_NS, Arrays.copyOfRange(bytes, from, end));
    }

    /** Whether an item begins as it should and only its end is missing. */
    private boolean isCutShort(int at) {
        int there = Math.min(MAGIC.length, bytes.length - at);
        return Arrays.equals(bytes, at, at + there, MAGIC, 0, there);
    }

    private int nextDevice(int after) {
        for (int at = after; at + MAGIC.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + MAGIC.length, MAGIC, 0, MAGIC.length)) {
                return at;
            }
        }
        return bytes.length;
    }

    /** The device's number stands in its first item, DVID. */
    private static long device(KlvItem item) {
        ByteBuffer b = item.payload();
        boolean named = item.length() >= 12 && b.getInt(item.at()) == 0x44564944;
        return named ? Integer.toUnsignedLong(b.getInt(item.at() + 8)) : -1;
    }
}
