package dev.syncline.engine.telemetry.gyroflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TelemetryReaders;
import dev.syncline.engine.telemetry.gyroflow.EncodedMotion.Sample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ProjectMotionTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<Sample> SAMPLES = samples();

    @TempDir
    Path folder;

    private static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            double[] gyro = i == 3 ? null : new double[] {10 * Math.sin(i * 0.1), 20 * Math.cos(i * 0.07), -0.5 * i};
            samples.add(new Sample(2.5 * i - 40, gyro));
        }
        return samples;
    }

    private static Map<String, Object> project(String key, Object motion) {
        return Map.of(
                "title", "Gyroflow data file",
                "videofile", "v.mp4",
                "gyro_source", Map.of("filepath", "g.csv", key, motion));
    }

    private static @Nullable ProjectMotion read(Object project) throws IOException {
        return ProjectMotion.read("p", MAPPER.readTree(MAPPER.writeValueAsBytes(project)));
    }

    private static void assertHolds(@Nullable ProjectMotion motion) {
        assertNotNull(motion);
        assertEquals(499, motion.samples().size(), "the one without a gyro is passed over");
        GyroTrack track = motion.samples().toTrack();
        assertEquals(-40_000_000L, track.startNs());
        assertEquals(Math.round((2.5 * 499 - 40) * 1e6), track.endNs());
        assertEquals(Math.toRadians(10 * Math.sin(0.1)), track.x(1), 1e-6);
        assertEquals(Math.toRadians(20 * Math.cos(0.07)), track.y(1), 1e-6);
        assertEquals(Math.toRadians(-0.5 * 499), track.z(498), 1e-5);
    }

    @Test
    void shouldReadEveryFormThatGyroflowWrites() throws IOException {
        assertHolds(read(project("raw_imu", EncodedMotion.maps(SAMPLES))));
        assertHolds(read(project("raw_imu", EncodedMotion.base91(EncodedMotion.zlib(EncodedMotion.bincode(SAMPLES))))));
        ProjectMotion cbor =
                read(project("file_metadata", EncodedMotion.base91(EncodedMotion.zlib(EncodedMotion.cbor(SAMPLES)))));
        assertHolds(cbor);
        assertEquals("yXZ", Objects.requireNonNull(cbor).orientation());
        assertHolds(read(project("file_metadata", Map.of("raw_imu", EncodedMotion.maps(SAMPLES)))));
        assertNull(read(project("lpf", 0)), "only a path");
        assertNull(read(project("raw_imu", "")), "as a project with the path alone has it");
        assertNull(read(Map.of()));
    }

    @Test
    void shouldReadTheTableOfThePythonProgram() throws IOException {
        ProjectMotion motion = read(Map.of(
                "title",
                "Gyroflow data file",
                "video_rotate_code",
                -1,
                "raw_imu",
                List.of(List.of(0.0, 0.1, -0.2, 0.3, 0, 9.8, 0), List.of(0.005, 1, 2, 3, 0, 9.8, 0))));
        GyroTrack track = Objects.requireNonNull(motion).samples().toTrack();
        assertEquals(5_000_000L, track.endNs());
        assertEquals(-0.2f, track.y(0), "radians a second");
        assertTrue(motion.onVideosClock());
    }

    @Test
    void shouldBeALogLikeAnyOther() throws IOException {
        Path file = folder.resolve("p.gyroflow");
        Files.writeString(
                file,
                MAPPER.writeValueAsString(Map.of(
                        "title",
                        "Gyroflow data file",
                        "stabilization",
                        Map.of("frame_readout_time", 12.5, "frame_readout_direction", "BottomToTop"),
                        "gyro_source",
                        Map.of(
                                "imu_orientation",
                                "xZy",
                                "raw_imu",
                                EncodedMotion.base91(EncodedMotion.zlib(EncodedMotion.bincode(SAMPLES)))))));
        MotionLog log = TelemetryReaders.open(file);
        assertEquals("gyroflow-project", log.format());
        assertEquals("xZy", log.orientation().letters());
        assertTrue(log.orientationDeclared());
        assertEquals(-12.5, Objects.requireNonNull(log.shutter()).signedMs(), 1e-9);
        assertEquals(0, log.gyroflowZeroNs(), "Gyroflow takes the times as they are");
        Files.writeString(file, "{\"title\": \"Gyroflow data file\", \"gyro_source\": {\"filepath\": \"a.bbl\"}}");
        IOException none = assertThrows(IOException.class, () -> TelemetryReaders.open(file));
        assertTrue(String.valueOf(none.getMessage()).contains("its log is a.bbl; give that"), none.getMessage());
    }

    @Property(tries = 300)
    void shouldDecodeWhatIsEncoded(@ForAll @Size(max = 200) byte[] bytes) {
        assertArrayEquals(bytes, Arrays.copyOf(Base91.decode(EncodedMotion.base91(bytes)), bytes.length));
        int more = Base91.decode(EncodedMotion.base91(bytes)).length - bytes.length;
        assertTrue(more == 0 || more == 1, () -> more + " bytes more: the last may be padding");
    }

    @Test
    void shouldDecodeTheKnownText() {
        assertArrayEquals("test".getBytes(StandardCharsets.US_ASCII), Base91.decode("fPNKd"));
        assertThrows(IllegalArgumentException.class, () -> Base91.decode("fP-Kd"));
        assertThrows(IllegalArgumentException.class, () -> Base91.decode("fP\u00e9"));
    }

    @Property(tries = 300)
    void shouldTakeAnyDamageWithoutAnUnexpectedError(@ForAll @Size(max = 60) byte[] bytes, @ForAll int at)
            throws IOException {
        byte[][] forms = {EncodedMotion.bincode(SAMPLES.subList(0, 8)), EncodedMotion.cbor(SAMPLES.subList(0, 8))};
        for (int form = 0; form < 2; form++) {
            byte[] damaged = forms[form];
            for (int i = 0; i < bytes.length; i++) {
                damaged[Math.floorMod(at + i, damaged.length)] = bytes[i];
            }
            for (byte[] zlib : List.of(
                    EncodedMotion.zlib(damaged),
                    Arrays.copyOf(EncodedMotion.zlib(damaged), Math.floorMod(at, 60)),
                    bytes)) {
                String key = form == 0 ? "raw_imu" : "file_metadata";
                try {
                    read(project(key, EncodedMotion.base91(zlib)));
                } catch (TelemetryFormatException expected) {
                    String message = String.valueOf(expected.getMessage());
                    assertTrue(message.startsWith("p, field gyro_source." + key), message);
                    assertFalse(message.contains("\n"), message);
                }
            }
        }
    }

    @Test
    void shouldStopWhereDataGrowsWithoutEnd() throws IOException {
        // Samples without a gyro cost nothing to keep, and shrink a thousandfold: 600 MB of them from half a megabyte.
        byte[] head = new byte[8];
        ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.MAX_VALUE / 11);
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        try (var deflater = new java.util.zip.DeflaterOutputStream(out)) {
            deflater.write(head);
            byte[] block = new byte[1 << 20];
            for (int i = 0; i < 32; i++) {
                deflater.write(block);
            }
        }
        IOException e = assertThrows(
                IOException.class, () -> read(project("raw_imu", EncodedMotion.base91(out.toByteArray()))));
        assertTrue(String.valueOf(e.getMessage()).contains("grows too much"), e.getMessage());
    }

    @Test
    void shouldReadARealProjectsMotion() throws IOException {
        Path file = shared().resolve("data/real/gyroflow/VID_20220615_110533_00_001.gyroflow");
        Assumptions.assumeTrue(Files.exists(file), () -> "absent: " + file);
        MotionLog log = TelemetryReaders.open(file);
        assertEquals(12_094, log.gyro().size());
        assertEquals("xZy", log.orientation().letters());
        assertEquals(2e6, (double) log.gyro().periodNs(), 100_000.0);
    }

    private static Path shared() {
        String named = System.getProperty("syncline.shared");
        if (named != null) {
            return Path.of(named);
        }
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolve("shared/data"))) {
            at = at.getParent();
        }
        Path found = at;
        Assumptions.assumeTrue(found != null, "no folder named shared beside the checkout");
        return Objects.requireNonNull(found).resolve("shared");
    }

    @Test
    void shouldReadTheAccelerometerInEveryForm() throws IOException {
        String bincode = EncodedMotion.base91(EncodedMotion.zlib(EncodedMotion.bincode(SAMPLES)));
        String cbor = EncodedMotion.base91(EncodedMotion.zlib(EncodedMotion.cbor(SAMPLES)));
        for (Object project : List.of(
                project("raw_imu", bincode),
                project("raw_imu", EncodedMotion.maps(SAMPLES)),
                project("file_metadata", cbor))) {
            Path file = Files.write(folder.resolve("p.gyroflow"), MAPPER.writeValueAsBytes(project));
            MotionLog log = TelemetryReaders.open(file, ReadOptions.PLAIN.allStreams(true));
            assertEquals(499, log.streams().getFirst().size());
            assertEquals(9.81f, log.streams().getFirst().value(498, 1));
            assertEquals(List.of(), TelemetryReaders.open(file).streams());
        }
    }

    private MotionLog withAcceleration(double length) throws IOException {
        List<Object> samples = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            List<Double> gyro = List.of(1.0 * i, 0.0, 2.0);
            samples.add(Map.of("timestamp_ms", 5.0 * i, "gyro", gyro, "accl", List.of(0.0, -length, 0.0)));
        }
        Path file = Files.write(folder.resolve("p.gyroflow"), MAPPER.writeValueAsBytes(project("raw_imu", samples)));
        return TelemetryReaders.open(file, ReadOptions.PLAIN.allStreams(true));
    }

    @Test
    void shouldTellAccelerationInGByItsMeanLength() throws IOException {
        MotionLog inG = withAcceleration(3.13);
        assertEquals(-3.13 * 9.80665, inG.streams().getFirst().value(7, 1), 1e-5);
        assertEquals(
                "the project's numbers are taken for g: their mean length is 3.13",
                inG.streams().getFirst().note());
        MotionLog inMetres = withAcceleration(3.14);
        assertEquals(-3.14f, inMetres.streams().getFirst().value(7, 1));
        assertEquals("", inMetres.streams().getFirst().note());
    }

    @Test
    void shouldSayNothingOfASensorThatTheProjectHasNot() throws IOException {
        assertEquals(List.of(), withAcceleration(9.8).warnings());
    }
}
