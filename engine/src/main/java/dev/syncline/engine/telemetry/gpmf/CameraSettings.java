package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings that a GoPro writes once for a file, into {@code moov/udta/GPMF} (ISO 14496-12 boxes; the content is GPMF).
 * Of them those that say whether the picture was stabilised: {@code EISE} (Y or N), {@code EISA} (which way) and {@code HCTL}
 * (the horizon held level).
 */
final class CameraSettings {
    private static final int HEADER_BYTES = 8;
    private static final int LARGE_BYTES = 16;

    /** Real ones hold some kilobytes. */
    private static final int MOST_BYTES = 1 << 20;

    /** Boxes of one level that are looked at: fragmented files have thousands. */
    private static final int MOST_BOXES = 100_000;

    private static final Set<String> NAMES = Set.of("EISE", "EISA", "HCTL");

    private CameraSettings() {}

    /**
     * What the settings say of stabilisation, for people.
     *
     * @return null where they say that there was none, or where there are none that can be read
     * @throws IOException when the file cannot be read
     */
    static @Nullable String stabilisation(Path video) throws IOException {
        if (!Files.isRegularFile(video)) {
            return null;
        }
        byte[] settings;
        try (SeekableByteChannel file = Files.newByteChannel(video)) {
            settings = box(file, 0, file.size(), List.of("moov", "udta", "GPMF"));
        }
        try {
            return settings == null
                    ? null
                    : said(KlvCursor.of(settings, String.valueOf(video.getFileName()), "camera settings"));
        } catch (TelemetryFormatException damaged) {
            System.getLogger(CameraSettings.class.getName()).log(System.Logger.Level.DEBUG, damaged.getMessage());
            return null;
        }
    }

    /** The content of a box inside others; null where there is none, or one larger than is believed. */
    private static byte @Nullable [] box(SeekableByteChannel file, long from, long to, List<String> path)
            throws IOException {
        long at = from;
        for (int i = 0; i < MOST_BOXES && to - at >= HEADER_BYTES; i++) {
            byte[] bytes = read(file, at, (int) Math.min(LARGE_BYTES, to - at));
            if (bytes.length < HEADER_BYTES) {
                return null;
            }
            ByteBuffer header = ByteBuffer.wrap(bytes);
            long size = Integer.toUnsignedLong(header.getInt(0));
            String name = new String(bytes, 4, 4, StandardCharsets.ISO_8859_1);
            int headerBytes = HEADER_BYTES;
            if (size == 1 && bytes.length == LARGE_BYTES) {
                size = header.getLong(8);
                headerBytes = LARGE_BYTES;
            } else if (size == 0) {
                size = to - at;
            }
            if (size < headerBytes || size > to - at) {
                return null;
            }
            if (name.equals(path.getFirst())) {
                if (path.size() > 1) {
                    return box(file, at + headerBytes, at + size, path.subList(1, path.size()));
                }
                long length = size - headerBytes;
                return length > MOST_BYTES ? null : read(file, at + headerBytes, (int) length);
            }
            at += size;
        }
        return null;
    }

    /** So many bytes, or as many as the file still has. */
    private static byte[] read(SeekableByteChannel file, long at, int most) throws IOException {
        byte[] bytes = new byte[most];
        ByteBuffer room = ByteBuffer.wrap(bytes);
        file.position(at);
        int got = 0;
        while (room.hasRemaining() && got >= 0) {
            got = file.read(room);
        }
        return room.hasRemaining() ? Arrays.copyOf(bytes, room.position()) : bytes;
    }

    private static @Nullable String said(KlvCursor top) throws TelemetryFormatException {
        Map<String, String> texts = new HashMap<>();
        read(top, texts);
        String kind = texts.getOrDefault("EISA", "");
        String horizon = texts.getOrDefault("HCTL", "");
        List<String> on = new ArrayList<>();
        if (texts.getOrDefault("EISE", "").equals("Y")) {
            on.add("electronic stabilisation "
                    + (isOff(kind) ? "was on (EISE Y)" : "'" + kind + "' was on (EISE and EISA)"));
        }
        if (!isOff(horizon)) {
            on.add("horizon control '" + horizon + "' was on (HCTL)");
        }
        return on.isEmpty() ? null : "in the camera: " + String.join(" and ", on);
    }

    /** The settings stand in a stream of a device; the first of a name counts. */
    private static void read(KlvCursor items, Map<String, String> texts) throws TelemetryFormatException {
        for (KlvItem item = items.next(); item != null; item = items.next()) {
            if (item.type() == 0) {
                read(items.into(item), texts);
            } else if (NAMES.contains(item.key())) {
                texts.putIfAbsent(item.key(), item.text());
            }
        }
    }

    private static boolean isOff(String setting) {
        return setting.isEmpty() || setting.equalsIgnoreCase("off") || setting.equalsIgnoreCase("n/a");
    }
}
