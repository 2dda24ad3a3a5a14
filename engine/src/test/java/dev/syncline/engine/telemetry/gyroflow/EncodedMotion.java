package dev.syncline.engine.telemetry.gyroflow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.dataformat.cbor.CBORMapper;

/** Motion data as Gyroflow encodes it, for tests of what reads it. */
public final class EncodedMotion {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,./:;<=>?@[]^_`{|}~\"";

    private EncodedMotion() {}

    /** @param gyro degrees/s: double[3]; null where a sample has none */
    public record Sample(double timeMs, double @Nullable [] gyro) {}

    /** basE91 after its author's description. */
    public static String base91(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        int queue = 0;
        int bits = 0;
        for (byte b : bytes) {
            queue |= (b & 0xff) << bits;
            bits += 8;
            if (bits > 13) {
                int value = queue & 8191;
                if (value > 88) {
                    queue >>>= 13;
                    bits -= 13;
                } else {
                    value = queue & 16383;
                    queue >>>= 14;
                    bits -= 14;
                }
                out.append(ALPHABET.charAt(value % 91)).append(ALPHABET.charAt(value / 91));
            }
        }
        if (bits > 0) {
            out.append(ALPHABET.charAt(queue % 91));
            if (bits > 7 || queue > 90) {
                out.append(ALPHABET.charAt(queue / 91));
            }
        }
        return out.toString();
    }

    public static byte[] zlib(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static byte[] bincode(List<Sample> samples) {
        ByteBuffer out = ByteBuffer.allocate(8 + 59 * samples.size()).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(samples.size());
        for (Sample s : samples) {
            out.putDouble(s.timeMs());
            double[] gyro = s.gyro();
            out.put((byte) (gyro == null ? 0 : 1));
            if (gyro != null) {
                out.putDouble(gyro[0]).putDouble(gyro[1]).putDouble(gyro[2]);
            }
            out.put((byte) 1).putDouble(0).putDouble(9.81).putDouble(0).put((byte) 0);
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /** As plain JSON and CBOR have samples. */
    public static List<Map<String, Object>> maps(List<Sample> samples) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Sample s : samples) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("timestamp_ms", s.timeMs());
            double[] gyro = s.gyro();
            if (gyro != null) {
                map.put("gyro", List.of(gyro[0], gyro[1], gyro[2]));
            }
            map.put("accl", List.of(0.0, 9.81, 0.0));
            all.add(map);
        }
        return all;
    }

    public static byte[] cbor(List<Sample> samples) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("imu_orientation", "yXZ");
        metadata.put("lens_params", Map.of("1", Map.of("focal", List.of(1, 2))));
        metadata.put("raw_imu", maps(samples));
        metadata.put("has_accurate_timestamps", true);
        return new CBORMapper().writeValueAsBytes(metadata);
    }
}
