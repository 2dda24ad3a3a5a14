package dev.syncline.engine.telemetry.gyroflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.syncline.engine.motion.GyroTrack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class WrittenMotionTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    private static GyroTrack track(List<Long> stepsNs, List<Float> rates) {
        int n = Math.max(2, stepsNs.size());
        long[] timesNs = new long[n];
        float[][] axes = new float[3][n];
        for (int i = 0; i < n; i++) {
            timesNs[i] = (i == 0 ? 350_000_000L : timesNs[i - 1] + stepsNs.get(i % stepsNs.size()));
            for (int axis = 0; axis < 3; axis++) {
                axes[axis][i] = rates.get((3 * i + axis) % rates.size()) % 40;
            }
        }
        return new GyroTrack(timesNs, axes[0], axes[1], axes[2]);
    }

    private static JsonNode project(String key, JsonNode motion) {
        ObjectNode root = MAPPER.createObjectNode();
        ObjectNode gyro = root.putObject("gyro_source");
        gyro.put("filepath", "g.csv");
        gyro.set(key, motion);
        return root;
    }

    @Property(tries = 60)
    void shouldReadWhatItWrote(
            @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 1_000, max = 50_000_000) Long> stepsNs,
            @ForAll @Size(min = 3, max = 60) List<Float> rates)
            throws IOException {
        GyroTrack log = track(stepsNs, rates);
        JsonNode text = MAPPER.getNodeFactory().stringNode(WrittenMotion.compressed(log, 350_000_000L, "yXz"));
        JsonNode plain = MAPPER.readTree(MAPPER.writeValueAsBytes(WrittenMotion.plain(log, 350_000_000L)));
        for (JsonNode project : List.of(project("raw_imu", plain), project("file_metadata", text))) {
            ProjectMotion read = Objects.requireNonNull(ProjectMotion.read("p", project));
            assertEquals(log.size(), read.samples().size());
            GyroTrack track = read.samples().toTrack();
            for (int i = 0; i < log.size(); i++) {
                assertEquals(log.timeNs(i) - 350_000_000L, track.timeNs(i));
                assertEquals(log.x(i), track.x(i), 4e-6);
                assertEquals(log.y(i), track.y(i), 4e-6);
                assertEquals(log.z(i), track.z(i), 4e-6);
            }
        }
    }

    /** Gyroflow's reader does not take lists of unknown length: the sizes stand ahead. */
    @Test
    void shouldWriteTheBytesThatGyroflowReads() throws IOException {
        float turn = 1; // 57.2957795 degrees/s
        GyroTrack log = new GyroTrack(
                new long[] {1_000_000_000L, 1_002_500_000L},
                new float[] {turn, 0},
                new float[] {0, -turn},
                new float[2]);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.write(0xa3);
        expected.writeBytes(text("imu_orientation"));
        expected.writeBytes(text("YxZ"));
        expected.writeBytes(text("detected_source"));
        expected.writeBytes(text("Syncline"));
        expected.writeBytes(text("raw_imu"));
        expected.write(0x82);
        for (double[] sample : new double[][] {{0, 57.2957795, 0, 0}, {2.5, 0, -57.2957795, 0}}) {
            expected.write(0xa2);
            expected.writeBytes(text("timestamp_ms"));
            expected.writeBytes(number(sample[0]));
            expected.writeBytes(text("gyro"));
            expected.write(0x83);
            for (int axis = 1; axis < 4; axis++) {
                expected.writeBytes(number(sample[axis]));
            }
        }
        String written = WrittenMotion.compressed(log, 1_000_000_000L, "YxZ");
        byte[] zlib = Base91.decode(written);
        assertEquals(written, EncodedMotion.base91(zlib));
        try (Inflated in = new Inflated(zlib)) {
            assertArrayEquals(expected.toByteArray(), in.readAllBytes());
        }
    }

    private static byte[] text(String word) {
        byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + utf8.length)
                .put((byte) (0x60 + utf8.length))
                .put(utf8)
                .array();
    }

    private static byte[] number(double value) {
        return ByteBuffer.allocate(9).put((byte) 0xfb).putDouble(value).array();
    }
}
