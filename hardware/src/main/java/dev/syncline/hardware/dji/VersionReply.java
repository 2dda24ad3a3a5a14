package dev.syncline.hardware.dji;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a controller says of itself.
 *
 * @param text its strings, for people
 * @param firmware a byte a part, such as 0x03022406 for 3.2.36.6; 0 where the strings have none
 */
public record VersionReply(String text, int firmware) {
    /** Hardware sync needs it. */
    public static final int FIRST_WITH_SYNC = 0x03022406;

    private static final int STATUS_BYTES = 2;
    private static final Pattern TIME_SYNC = Pattern.compile("\\b(PM4[23]0|M210|M300)");
    private static final Pattern DOTTED = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    /** Reads the acknowledgement of {@link DjiCommand#version()}: a status, then strings that each end in a zero byte. */
    public static VersionReply of(byte[] value) {
        int length = Math.max(0, value.length - STATUS_BYTES);
        String text = new String(value, value.length - length, length, StandardCharsets.ISO_8859_1)
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        int firmware = 0;
        Matcher matcher = DOTTED.matcher(text);
        while (matcher.find()) {
            int candidate = 0;
            for (int part = 1; part <= 4; part++) {
                candidate = (candidate << Byte.SIZE) | (Integer.parseInt(matcher.group(part)) & 0xFF);
            }
            firmware = candidate;
        }
        return new VersionReply(text, firmware);
    }

    /** Whether it is an aircraft that has time sync with PPS in place of hardware sync: M210 (PM420) and M300 (PM430). */
    public boolean hasTimeSyncInstead() {
        return TIME_SYNC.matcher(text).find();
    }

    /** The firmware as people write it. */
    public String firmwareText() {
        return (firmware >>> 24) + "." + (firmware >>> 16 & 0xFF) + "." + (firmware >>> 8 & 0xFF) + "."
                + (firmware & 0xFF);
    }
}
