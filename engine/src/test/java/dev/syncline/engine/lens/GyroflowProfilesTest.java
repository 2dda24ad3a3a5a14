package dev.syncline.engine.lens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.SharedData;
import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.LensProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The profiles that people have. */
class GyroflowProfilesTest {
    @TempDir
    Path folder;

    private static LensProfile profile(LensChoice choice) {
        LensProfile profile = choice.profile();
        assertNotNull(profile, choice.said()::toString);
        return profile;
    }

    /**
     * Gyroflow's database: every profile in every mode is read or listed, and a tenth of them go there and back; all of them
     * where {@code SYNCLINE_ALL_LENSES} is set, which takes longer than a build should.
     */
    @Test
    void shouldReturnToTheSamePixelThroughTheProfilesOfGyroflow() throws IOException {
        Path archive = SharedData.require("data/real/lens/lens_profiles.tar.gz");
        LensDatabase lenses = LensDatabase.of(archive, folder.resolve("cache"));
        assertEquals(9810, lenses.profiles());
        for (LensDatabase.Fault fault : lenses.faults()) {
            String reason = fault.reason();
            assertTrue(
                    reason.contains("px, expected above 0")
                            || reason.contains("along and across, expected within a factor of 3"),
                    reason);
        }
        int every = System.getenv("SYNCLINE_ALL_LENSES") == null ? 10 : 1;
        int[] profiles = new int[1];
        int[] modes = new int[1];
        Map<String, Integer> warped = new TreeMap<>();
        ProfileFiles.read(archive, (file, json) -> {
            if (profiles[0]++ % every == 0 || isWarped(json)) {
                for (LensEntry entry : ProfileEntries.of(file, json)) {
                    if (entry.fault() == null) {
                        ObjectNode mode =
                                ProfileModes.inMode(LensProfileReader.tree(json, file), entry.setting(), file);
                        LensProfile lens = LensProfileReader.of(mode, file);
                        assertRoundTrip(entry.name(), lens.camera());
                        modes[0]++;
                        warped.merge(digitalLens(mode), 1, Integer::sum);
                    }
                }
            }
        });
        System.getLogger(GyroflowProfilesTest.class.getName())
                .log(System.Logger.Level.INFO, modes[0] + " modes went there and back, warped ones: " + warped);
        assertEquals(34, warped.get("gopro6_superview"));
        assertEquals(
                34,
                lenses.faults().stream()
                        .map(LensDatabase.Fault::profile)
                        .distinct()
                        .count());
        RecordedMode hero6 =
                new RecordedMode("GoPro", "HERO6 Black", "super", "no eis", null, Double.NaN, 1920, 1080, 59.94);
        assertFalse(profile(lenses.find(hero6)).assumed());
        RecordedMode hero7 =
                new RecordedMode("GoPro", "HERO7 Black", "wide", "no eis", null, Double.NaN, 1920, 1440, 59.94);
        assertFalse(profile(lenses.find(hero7)).assumed());
    }

    private static boolean isWarped(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        return text.contains("\"gopro_") || text.contains("\"gopro6_");
    }

    private static String digitalLens(ObjectNode mode) {
        return mode.path("digital_lens").asString("");
    }

    /** Over the picture, as far as the polynomial covers it. */
    private static void assertRoundTrip(String name, CameraModel camera) {
        double[] bearing = new double[3];
        double[] pixel = new double[2];
        for (int i = 0; i < 81; i++) {
            double x = camera.widthPx() * (i % 9) / 8.0;
            double y = camera.heightPx() * (i / 9) / 8.0;
            camera.bearing(x, y, bearing, 0);
            boolean seen = camera.project(bearing[0], bearing[1], bearing[2], pixel, 0);
            if (!seen || Math.hypot(pixel[0] - x, pixel[1] - y) > 1e-6 * camera.widthPx()) {
                // Beyond the fold every pixel gets the largest angle there is, and nothing is seen a little further
                // out.
                double theta = Math.atan2(Math.hypot(bearing[0], bearing[1]), bearing[2]) * 1.01;
                double phi = Math.atan2(bearing[1], bearing[0]);
                double side = Math.sin(theta);
                assertFalse(
                        camera.project(side * Math.cos(phi), side * Math.sin(phi), Math.cos(theta), pixel, 0),
                        name + " at " + x + ", " + y);
            }
        }
    }
}
