package dev.syncline.engine.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.synthetic.ClipSpec.Pairing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClipTruthTest {
    @Test
    void shouldGiveTheOffsetOfBothClocks() {
        LogClock clock = new LogClock(-2.1175, 200, 0, 1);
        for (double v : new double[] {0, 11.25, 45}) {
            assertEquals(v - (v + 2.1175) / (1 + 200e-6), clock.offsetAtS(v), 1e-12);
            assertEquals(v, clock.videoS(clock.logS(v)), 1e-12);
        }
        // As in a truth file made by another renderer.
        assertEquals(-2.1170765846830633, clock.offsetAtS(0), 1e-12);
        assertEquals(-2.108078384323136, clock.offsetAtS(45), 1e-12);
        ClipSpec demo = SyntheticCatalogue.demo();
        assertEquals(-1.234567e9, new ClipTruth(demo).offsetNsAt(3_000_000_000L), 1e-3);
    }

    @Test
    void shouldWriteLogLensAndTruthBesideTheClip(@TempDir Path folder) throws IOException {
        ClipSpec demo = SyntheticCatalogue.demo();
        ClipFiles.write(demo, folder);
        JsonNode truth = JsonMapper.shared().readTree(Files.readString(ClipFiles.truth(demo, folder)));
        assertEquals("demo", truth.get("name").asString());
        assertEquals(-1.234567, truth.get("offset_at_log_zero_s").asDouble());
        assertEquals("XYZ", truth.get("imu_orientation").asString());
        assertEquals(180, truth.get("frames").asInt());
        assertFalse(truth.get("should_refuse").asBoolean());
        for (String key : List.of(
                "drift_ppm",
                "offset_at_video_s",
                "convention",
                "fps",
                "width",
                "height",
                "lens",
                "focal_px",
                "distortion",
                "principal_point",
                "readout_ms",
                "exposure_ms",
                "gyro_bias",
                "gyro_hz",
                "style",
                "declared_orientation")) {
            assertTrue(truth.has(key), key);
        }
        JsonNode lens = JsonMapper.shared().readTree(Files.readString(ClipFiles.lens(demo, folder)));
        assertEquals(640, lens.get("calib_dimension").get("w").asInt());
        assertEquals(
                420,
                lens.get("fisheye_params").get("camera_matrix").get(0).get(0).asDouble());
        List<String> log = Files.readAllLines(ClipFiles.gcsv(demo, folder));
        assertEquals("GYROFLOW IMU LOG", log.getFirst());
        assertTrue(log.contains("orientation,XYZ"));
        int data = log.indexOf("t,gx,gy,gz") + 1;
        GyroTrack track = SyntheticGyro.log(demo);
        assertEquals(track.size(), log.size() - data);
        String[] row = log.get(data + 321).split(",", -1);
        assertEquals(track.timeNs(321), 1000 * Long.parseLong(row[0]));
        assertEquals(track.x(321), 0.001 * Long.parseLong(row[1]), 1e-6);
        assertEquals(track.z(321), 0.001 * Long.parseLong(row[3]), 1e-6);
    }

    @Test
    void shouldVaryTheCatalogueAndKeepItFixed() {
        List<ClipSpec> all = SyntheticCatalogue.all();
        assertTrue(all.stream().filter(c -> !c.mustBeRefused()).count() >= 60);
        assertEquals(
                4, all.stream().filter(c -> c.pairing() == Pairing.FOREIGN_LOG).count());
        assertEquals(4, all.stream().filter(c -> c.style() == MotionStyle.STILL).count());
        Set<String> names = new HashSet<>();
        Set<Object> shutters = new HashSet<>();
        Set<Object> mountings = new HashSet<>();
        for (ClipSpec clip : all) {
            assertTrue(names.add(clip.name()), clip.name());
            shutters.add(clip.camera().shutter().direction());
            mountings.add(clip.gyro().mounted());
            assertTrue(clip.gyro().mounted().isProper());
            double frameS = 1 / clip.camera().frameRate().fps();
            assertTrue(clip.camera().exposureS() <= frameS
                    && clip.camera().shutter().readoutS() <= frameS);
        }
        assertEquals(4, shutters.size());
        assertEquals(24, mountings.size());
        assertEquals(all, SyntheticCatalogue.all());
        assertEquals(6.0, SyntheticCatalogue.demo().camera().durationS(), 0.01);
    }
}
