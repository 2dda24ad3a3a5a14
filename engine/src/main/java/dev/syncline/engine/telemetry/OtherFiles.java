package dev.syncline.engine.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files that people give for motion logs and that are of no format that is read, told by their first bytes. */
final class OtherFiles {
    private static final Map<String, String> BY_FIRST_BYTES = new LinkedHashMap<>();

    static {
        BY_FIRST_BYTES.put(
                "PK\u0003\u0004",
                "is a ZIP archive or an Excel sheet; unpack it, or export the log as CSV, and give that");
        BY_FIRST_BYTES.put("\u00d0\u00cf\u0011\u00e0", "is an Excel sheet; export the log as CSV and give that");
        BY_FIRST_BYTES.put("\u001f\u008b", "is packed with gzip; unpack it first");
        BY_FIRST_BYTES.put(
                "#ROSBAG V",
                "is a ROS 1 bag (.bag), which is not read; make a ROS 2 bag of it, as rosbags-convert of PyPI's rosbags does, and"
                        + " name its folder");
        BY_FIRST_BYTES.put(
                "FMT, 128", "is an ArduPilot log as text, which is not read; give the .bin that it was made from");
        BY_FIRST_BYTES.put(
                "{",
                "is JSON, of which only Gyroflow projects with motion data inside are read; export the log as CSV");
        BY_FIRST_BYTES.put(
                "[{",
                "is JSON, of which only Gyroflow projects with motion data inside are read; export the log as CSV");
    }

    private OtherFiles() {}

    /**
     * What such a file is and what to do about it.
     *
     * @param head its first bytes
     * @return for people; null where it is none that is known
     */
    static @Nullable String reason(byte[] head) {
        String start = new String(head, 0, Math.min(head.length, 64), StandardCharsets.ISO_8859_1);
        return BY_FIRST_BYTES.entrySet().stream()
                .filter(e -> start.startsWith(e.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
