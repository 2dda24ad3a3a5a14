package dev.syncline.engine.lens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.SharedData;
import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.FisheyeCamera;
import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.PinholeCamera;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LensProfileReaderTest {
    private static final String PLAIN = """
            {"name": "a lens", "calib_dimension": {"w": 1920, "h": 1080}, "frame_readout_time": 12.5,
             "fisheye_params": {"camera_matrix": [[900, 0, 968], [0, 905, 530], [0, 0, 1]],
                                "distortion_coeffs": [0.1, -0.02, 0.003, 0]}%s}""";

    private static LensProfile read(String extra) throws TelemetryFormatException {
        return LensProfileReader.read(PLAIN.replace("%s", extra).getBytes(StandardCharsets.UTF_8), "lens.json");
    }

    @Test
    void shouldTakeFisheyeForGrantedAndCentreThePrincipalPoint() throws IOException {
        LensProfile profile = read("");
        assertEquals("a lens", profile.name());
        assertInstanceOf(FisheyeCamera.class, profile.camera());
        assertEquals(900, profile.camera().focalXPx());
        assertEquals(905, profile.camera().focalYPx());
        double[] pixel = new double[2];
        assertTrue(profile.camera().project(0, 0, 1, pixel, 0));
        assertEquals(960, pixel[0]);
        assertEquals(540, pixel[1]);
        RollingShutter shutter = profile.shutter();
        assertNotNull(shutter);
        assertEquals(0.0125, shutter.readoutS(), 1e-12);
    }

    @Test
    void shouldUseThePrincipalPointOfAnAsymmetricalProfile() throws IOException {
        double[] pixel = new double[2];
        assertTrue(read(", \"asymmetrical\": true").camera().project(0, 0, 1, pixel, 0));
        assertEquals(968, pixel[0]);
        assertEquals(530, pixel[1]);
    }

    @Test
    void shouldReadTheStandardModelAndTheShuttersOfAllKinds() throws IOException {
        assertInstanceOf(
                PinholeCamera.class,
                read(", \"distortion_model\": \"opencv_standard\"").camera());
        assertEquals(RollingShutter.GLOBAL, read(", \"global_shutter\": true").shutter());
        assertNull(read(", \"frame_readout_time\": null, \"x\": 1".replace("\"x\": 1", "\"frame_readout_time\": 0"))
                .shutter());
        for (String way : new String[] {"3", "\"RightToLeft\"", "90"}) {
            RollingShutter shutter =
                    read(", \"frame_readout_direction\": " + way).shutter();
            assertNotNull(shutter);
            assertEquals(ReadoutDirection.RIGHT_TO_LEFT, shutter.direction());
        }
        assertNull(read(", \"frame_readout_time\": 0.0999").shutter(), "in another unit, or 'not known'");
        assertNotNull(read(", \"frame_readout_time\": 0.1").shutter());
        RollingShutter upward = read(", \"frame_readout_time\": -8").shutter();
        assertNotNull(upward);
        assertEquals(ReadoutDirection.BOTTOM_TO_TOP, upward.direction());
    }

    private static CameraModel polynomial(String model, String coefficients) throws TelemetryFormatException {
        return read(", \"distortion_model\": \"" + model
                        + "\", \"fisheye_params\": {\"camera_matrix\": [[900, 0, 0], [0, 905, 0]], \"distortion_coeffs\": ["
                        + coefficients + "]}")
                .camera();
    }

    @Test
    void shouldReadThePolynomialsOfTheRadius() throws IOException {
        for (String model : new String[] {"poly3", "poly5", "ptlens"}) {
            assertThrows(TelemetryFormatException.class, () -> polynomial(model, "0.1, 0.2, 0.3, 0.4"));
        }
        double[] pixel = new double[2];
        assertTrue(polynomial("poly3", "0.1, 0, 0, 0").project(.5, 0, 1, pixel, 0));
        assertEquals(960 + 900 * .5 * (1 + .1 * .25), pixel[0], 1e-9);
        assertTrue(polynomial("poly5", "0.1, 0.2").project(.5, 0, 1, pixel, 0));
        assertEquals(960 + 900 * .5 * (1 + .1 * .25 + .2 * .0625), pixel[0], 1e-9);
        assertTrue(polynomial("ptlens", "0.1, 0.2, 0.05").project(.5, 0, 1, pixel, 0));
        assertEquals(960 + 900 * .5 * (.1 * .125 + .2 * .25 + .05 * .5 + 1), pixel[0], 1e-9);
    }

    /** SuperView: 4:3 stretched to 16:9, the middle kept. As many rows hold a picture of 1440x1080 before the warp. */
    @Test
    void shouldUndoTheWarpOfADigitalLens() throws IOException {
        CameraModel own = read(", \"digital_lens\": \"gopro_superview\"").camera();
        CameraModel before =
                read(", \"digital_lens\": \"gopro_superview\", \"calib_dimension\": {\"w\": 1440, \"h\": 1080}")
                        .camera();
        for (CameraModel camera : List.of(own, before)) {
            assertEquals(1920, camera.widthPx());
            assertEquals(1080, camera.heightPx());
            assertEquals(900 * 1920 / (1440 * 1.21003925), camera.focalXPx(), .01);
            double[] bearing = new double[3];
            camera.bearing(1920, 540, bearing, 0);
            double[] corner = new double[3];
            read("").camera().bearing(960 + 1440 * .50101412, 540, corner, 0);
            assertEquals(corner[0], bearing[0], 1e-6);
        }
    }

    @Test
    void shouldUndoTheStretchOfAnAnamorphicProfile() throws IOException {
        LensProfile profile = read(", \"input_horizontal_stretch\": 1.6");
        assertEquals(1200, profile.camera().widthPx());
        assertEquals(1080, profile.camera().heightPx());
        assertEquals(900 / 1.6, profile.camera().focalXPx(), 1e-9);
    }

    @Test
    void shouldScaleToTheVideoAndRefuseAnotherShape() throws IOException {
        LensProfile profile = read("");
        LensProfile small = LensProfileReader.fit(profile, 848, 480);
        assertEquals(848, small.camera().widthPx());
        assertEquals(900 * 848 / 1920.0, small.camera().focalXPx(), 1e-9);
        TelemetryFormatException refused =
                assertThrows(TelemetryFormatException.class, () -> LensProfileReader.fit(profile, 640, 480));
        assertEquals(
                "lens profile 'a lens': is for a picture of 1920x1080 (1.778:1), the video has 640x480 (1.333:1);"
                        + " give the profile of this video mode, or none to have a field of view assumed",
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lens.json, distortion_model: 'tony' is not supported|, \"distortion_model\": \"tony\"",
                "lens.json, distortion_model: 'number 2' is not supported|, \"distortion_model_id\": 2",
                "lens.json, digital_lens: 'digital_stretch' is not supported|, \"digital_lens\": \"digital_stretch\"",
                "lens.json, calib_dimension.w: expected a number|, \"calib_dimension\": {}",
                "lens.json, calib_dimension.h: 0.0 px, expected|, \"calib_dimension\": {\"w\": 9, \"h\": 0}",
                "lens.json, frame_readout_time: 5000.0 ms, expected|, \"frame_readout_time\": 5000",
                "lens.json, frame_readout_direction: 'up', expected|, \"frame_readout_direction\": \"up\"",
                "lens.json: no fisheye_params|, \"fisheye_params\": 3",
                "lens.json, camera_matrix[0][0]: expected a number, found nothing|, \"fisheye_params\": {\"camera_matrix\": []}",
                "lens.json, camera_matrix[0][0]: focal length -3.0 px|, \"fisheye_params\": {\"camera_matrix\": [[-3],[0,2]]}",
                "lens.json, line 3: not JSON|, nonsense",
            })
    void shouldSayInOneLineWhyAProfileIsRefused(String expected, String extra) {
        TelemetryFormatException refused = assertThrows(TelemetryFormatException.class, () -> read(extra));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith(expected), message);
        assertEquals(1, message.lines().count());
    }

    /** Numbers that no lens has, just inside and just outside: the picture is 1920 px wide. */
    @ParameterizedTest
    @CsvSource({
        "96.1, 96, ''",
        "95.9, 96, 'camera_matrix[0][0]: focal length 95.9 px'",
        "287999, 287999, ''",
        "288001, 288001, 'camera_matrix[0][0]: focal length 288001.0 px'",
        "900, 301, ''",
        "900, 299, 'camera_matrix: focal lengths 900.0 and 299.0 px'",
        "300, 899, ''",
        "300, 901, 'camera_matrix: focal lengths 300.0 and 901.0 px'"
    })
    void shouldRefuseLensesThatNobodyMakes(double fx, double fy, String problem) throws IOException {
        String extra = ", \"fisheye_params\": {\"camera_matrix\": [[" + fx + "], [0, " + fy
                + "]], \"distortion_coeffs\": [0, 0, 0, 0]}";
        if (problem.isEmpty()) {
            assertEquals(fx, read(extra).camera().focalXPx(), 1e-6);
        } else {
            String message = String.valueOf(assertThrows(TelemetryFormatException.class, () -> read(extra))
                    .getMessage());
            assertTrue(message.startsWith("lens.json, " + problem), message);
        }
    }

    @Test
    void shouldRefuseWhatIsNoProfileAtAll() {
        for (String text : new String[] {"", "[]", "3", "{}", "null", "\u0000\u0001"}) {
            assertThrows(
                    TelemetryFormatException.class,
                    () -> LensProfileReader.read(text.getBytes(StandardCharsets.UTF_8), "x"),
                    text);
        }
        assertThrows(IOException.class, () -> LensProfileReader.read(Path.of("no-such-profile.json")));
    }

    @Test
    void shouldReadTheTruthSetsProfiles() throws IOException {
        try (var files = Files.list(SharedData.require("data/truth"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".lens.json"))
                    .sorted()
                    .toList()) {
                LensProfile profile = LensProfileReader.read(file);
                assertNotNull(profile.shutter(), profile.name());
            }
        }
        LensProfile phone = LensProfileReader.read(SharedData.require("data/real/phone/phone.lens.json"));
        assertEquals(800, phone.camera().widthPx());
    }

    /** Every profile of Gyroflow's database is read, or refused for one of the reasons that are known. */
    @Test
    void shouldReadGyroflowsDatabase() throws IOException {
        Path archive = SharedData.require("data/real/lens/lens_profiles.tar.gz");
        int read = 0;
        Map<String, Integer> refused = new TreeMap<>();
        try (var in = new GZIPInputStream(Files.newInputStream(archive), 1 << 16)) {
            for (byte[] header = in.readNBytes(512); header.length == 512; header = in.readNBytes(512)) {
                String name = new String(header, 0, 100, StandardCharsets.UTF_8);
                String octal = new String(header, 124, 12, StandardCharsets.US_ASCII).replaceAll("[^0-7]", "");
                int size = octal.isEmpty() ? 0 : Integer.parseInt(octal, 8);
                byte[] content = in.readNBytes(size);
                in.skipNBytes((512 - size % 512) % 512);
                if (header[156] != '0') {
                    continue;
                }
                if (new String(content, 0, Math.min(size, 20), StandardCharsets.UTF_8)
                        .stripLeading()
                        .startsWith("{")) {
                    try {
                        LensProfileReader.read(content, name);
                        read++;
                    } catch (TelemetryFormatException e) {
                        String message = String.valueOf(e.getMessage());
                        refused.merge(message.replaceAll("^.*?, |-?\\d[\\d.E]*", ""), 1, Integer::sum);
                    }
                }
            }
        }
        assertTrue(read > 9700, read + " read, refused " + refused);
    }
}
