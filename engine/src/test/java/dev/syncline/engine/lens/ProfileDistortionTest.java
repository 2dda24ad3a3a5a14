package dev.syncline.engine.lens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models of profiles against the formulas of docs/lenses.md, written once more here. */
class ProfileDistortionTest {
    private static CameraModel read(String model, double focal, String coefficients, String extra)
            throws TelemetryFormatException {
        String json = """
                {"name": "a lens", "calib_dimension": {"w": 1920, "h": 1080}, "distortion_model": "%s",
                 "fisheye_params": {"camera_matrix": [[%s, 0, 990], [0, %s, 530], [0, 0, 1]],
                                    "distortion_coeffs": [%s]}%s}""".formatted(model, focal, focal, coefficients, extra);
        return LensProfileReader.read(json.getBytes(StandardCharsets.UTF_8), "lens.json")
                .camera();
    }

    private static double column(CameraModel camera, double theta) {
        double[] pixel = new double[2];
        assertTrue(camera.project(Math.sin(theta), 0, Math.cos(theta), pixel, 0));
        assertEquals(540, pixel[1], 1e-9);
        return pixel[0];
    }

    @Test
    void shouldReadPolynomialsInTheAngle() throws IOException {
        double a = .6;
        double sixth = .98 * a
                + .02 * a * a
                + .03 * Math.pow(a, 3)
                - .04 * Math.pow(a, 4)
                + .005 * Math.pow(a, 5)
                + .006 * Math.pow(a, 6);
        assertEquals(
                960 + 900 * sixth, column(read("sony", 900, "0.98, 0.02, 0.03, -0.04, 0.005, 0.006", ""), a), 1e-9);
        assertEquals(
                960 + 900 * (sixth + .001 * Math.pow(a, 12)),
                column(
                        read("generic_polynomial", 900, "0.98, 0.02, 0.03, -0.04, 0.005, 0.006, 0,0,0,0,0, 0.001", ""),
                        a),
                1e-9);
        // Padded lists, a short one, and a pinhole.
        assertEquals(960 + 900 * a, column(read("sony", 900, "1, 0, 0, 0, 0, 0, 0, 0", ""), a), 1e-9);
        assertEquals(960 + 900 * a, column(read("generic_polynomial", 900, "1", ""), a), 1e-9);
        assertEquals(960 + 900 * Math.tan(a), column(read("sony", 900, "0, 0, 0, 0", ""), a), 1e-9);
    }

    @Test
    void shouldReadTheAngleOfAGoprosRadius() throws IOException {
        CameraModel camera = read("gopro", 900, "0, 1.8, 0.1, -0.6, 0.3, 0, 0.02", "");
        double p = .4;
        double theta = 1.8 * p + .1 * p * p - .6 * p * p * p + .3 * Math.pow(p, 4) + .02 * Math.pow(p, 6);
        assertEquals(960 + 900 * 1.8 * p, column(camera, theta), 1e-6);
        assertEquals(900, camera.focalXPx(), 1e-9);
    }

    @Test
    void shouldReadTheUnifiedModel() throws IOException {
        CameraModel camera = read("insta360", 2000, "0.1, -0.05, 0.02, 0.003, -0.002, 1.4", "");
        double theta = .9;
        double u = Math.sin(theta) / (Math.cos(theta) + 1.4);
        double r2 = u * u;
        double[] pixel = new double[2];
        assertTrue(camera.project(Math.sin(theta), 0, Math.cos(theta), pixel, 0));
        assertEquals(
                960 + 2000 * (u * (1 + .1 * r2 - .05 * r2 * r2 + .02 * r2 * r2 * r2) - .002 * 3 * r2), pixel[0], 1e-9);
        assertEquals(540 + 2000 * .003 * r2, pixel[1], 1e-9);
        assertEquals(2000 / 2.4, camera.focalXPx(), 1e-9);
    }

    @Test
    void shouldUndoTheSuperviewOfAHero6() throws IOException {
        CameraModel plain = read("opencv_fisheye", 900, "0, 0, 0, 0", "");
        for (double u : new double[] {-.5, -.3, -.02, 0, .02, .3, .5}) {
            double v = .8 * u;
            double a = u * (1 - .48 * Math.abs(u));
            double x = .943396 * a * (1 + .157895 * Math.abs(a));
            double y = .943396 * v * (1 + .12 * Math.abs(v));
            double[] expected = new double[3];
            plain.bearing(1920 * (.5 + x), 1080 * (.5 + y), expected, 0);
            double[] seen = new double[3];
            // The profile gives the size of the 4:3 picture, or that of the stored one: the same lens either way.
            for (String size : new String[] {"{\"w\": 1440, \"h\": 1080}", "{\"w\": 1920, \"h\": 1080}"}) {
                CameraModel warped = read(
                        "opencv_fisheye",
                        900,
                        "0, 0, 0, 0",
                        ", \"digital_lens\": \"gopro6_superview\", \"calib_dimension\": " + size);
                assertEquals(1920, warped.widthPx());
                warped.bearing(1920 * (.5 + u), 1080 * (.5 + v), seen, 0);
                for (int i = 0; i < 3; i++) {
                    assertEquals(expected[i], seen[i], 1e-12, "at " + u);
                }
            }
        }
    }

    private static final String WARP = ", \"digital_lens\": \"gopro_warp\", \"digital_lens_params\": ["
            + "1.2, -1.3, 1.8, 0.1, 0.2, 0.3, 0.4, -0.1, 0.94, 0.4, -0.7, -0.3, 1.1, 0.35, %s]";

    @Test
    void shouldUndoTheWarpThatAProfileDescribes() throws IOException {
        CameraModel camera = read("gopro", 900, "0, 1.8, 0.1, -0.6", WARP.formatted("1.25, 0"));
        double u = .3;
        double v = -.2;
        double x = u
                * (1.2
                        - 1.3 * Math.pow(u, 2)
                        + 1.8 * Math.pow(u, 4)
                        + .1 * Math.pow(u, 6)
                        + .2 * Math.pow(u, 8)
                        + .3 * Math.pow(u, 10)
                        + .4 * Math.pow(u, 12)
                        - .1 * v * v)
                / 1.25;
        double y =
                v * (.94 + .4 * v * v - .7 * Math.pow(v, 4) - .3 * u * u + 1.1 * v * v * u * u + .35 * Math.pow(u, 4));
        double[] expected = new double[3];
        read("gopro", 900, "0, 1.8, 0.1, -0.6", "").bearing(1920 * (.5 + x), 1080 * (.5 + y), expected, 0);
        double[] seen = new double[3];
        camera.bearing(1920 * (.5 + u), 1080 * (.5 + v), seen, 0);
        for (int i = 0; i < 3; i++) {
            assertEquals(expected[i], seen[i], 1e-12);
        }
        double[] pixel = new double[2];
        assertTrue(camera.project(seen[0], seen[1], seen[2], pixel, 0));
        assertEquals(1920 * (.5 + u), pixel[0], 1e-6);
    }

    @Test
    void shouldDivideTheFocalLengthByTheCrop() throws IOException {
        assertEquals(1000, read("opencv_fisheye", 900, "", ", \"crop\": 0.9").focalXPx(), 1e-9);
        assertEquals(900, read("opencv_fisheye", 900, "", ", \"crop\": null").focalXPx(), 1e-9);
        assertThrows(TelemetryFormatException.class, () -> read("opencv_fisheye", 900, "", ", \"crop\": 0"));
        assertThrows(TelemetryFormatException.class, () -> read("opencv_fisheye", 900, "", ", \"crop\": \"wide\""));
    }

    /** Just inside and just outside of what is believed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sony|900|0.5|",
                "sony|900|0.499|distortion_coeffs[0]: 0.499, expected near 1",
                "sony|900|2|",
                "generic_polynomial|900|2.001|distortion_coeffs[0]: 2.001, expected near 1",
                "generic_polynomial|900|-1, 5|distortion_coeffs[0]: -1.0, expected near 1",
                "sony|900|''|distortion_coeffs: 0 coefficients, sony needs at least 1 (Gyroflow takes them from the video",
                "sony|900|1, 0, 0, 0, 0, 0, 40000|distortion_coeffs: 7 coefficients, sony has at most 6",
                "sony|900|1, null|distortion_coeffs[1]: expected a number",
                "generic_polynomial|900|1, 1e999|distortion_coeffs[1]: expected a number",
                // θ − b·θ² grows to 1 / (4b): to half a focal length, or to a quarter of the width, 0.48 focal lengths
                "sony|900|1, -0.499|",
                "sony|900|1, -0.502|distortion_coeffs: the model folds back within 450 px from the middle",
                "sony|1000|1, -0.520|",
                "sony|1000|1, -0.523|distortion_coeffs: the model folds back within 480 px from the middle",
                "opencv_fisheye|900|-2|distortion_coeffs: the model folds back within 450 px from the middle",
                "poly3|900|-2|distortion_coeffs: the model folds back within 450 px from the middle",
                "opencv_standard|900|0, 0, 0, 0, 0, 0, 0, 0, 0.01, 0, 0, 0.01, 0, 0|",
                "opencv_standard|900|0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.01|distortion_coeffs: 13 coefficients, opencv_standard has at most 12",
                "opencv_standard|900|-2|distortion_coeffs: the model folds back within 450 px from the middle",
                "insta360|2000|0, 0, 0, 0, 0|distortion_coeffs: 5 coefficients, insta360 needs at least 6",
                "insta360|2000|0, 0, 0, 0, 0, -0.001|distortion_coeffs: xi is -0.001, expected 0 to 100",
                "insta360|2000|0, 0, 0, 0, 0, 0|",
                "insta360|200000|0, 0, 0, 0, 0, 100|",
                "insta360|200000|0, 0, 0, 0, 0, 100.1|distortion_coeffs: xi is 100.1, expected 0 to 100",
                "insta360|192|0, 0, 0, 0, 0, 0.99|",
                "insta360|192|0, 0, 0, 0, 0, 1.01|camera_matrix[0][0]: focal length 95.5",
                "gopro|900|0|distortion_coeffs: 1 coefficients, gopro needs at least 2",
                "gopro|900|0.001, 1.8|distortion_coeffs[0]: 0.001, expected 0",
                "gopro|900|0, -1.8|distortion_coeffs: focal lengths must be positive",
            })
    void shouldRefuseInOneLineWhatNoLensHas(String model, double focal, String coefficients, String problem)
            throws IOException {
        if (problem == null) {
            assertTrue(read(model, focal, coefficients, "").focalXPx() > 0);
            return;
        }
        String message =
                String.valueOf(assertThrows(TelemetryFormatException.class, () -> read(model, focal, coefficients, ""))
                        .getMessage());
        assertTrue(message.startsWith("lens.json, " + problem), message);
        assertEquals(1, message.lines().count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2|",
                "2.001|digital_lens_params[14]: 2.001 as the ratio of the shapes, expected 0.5 to 2.0",
                "0.5|",
                "0.499|digital_lens_params[14]: 0.499 as the ratio",
                "null|digital_lens_params[14]: expected a number",
                "1, 0, 0|digital_lens_params: 17 numbers, gopro_warp needs 14 coefficients and the ratio",
            })
    void shouldRefuseAWarpThatCannotBe(String end, String problem) throws IOException {
        if (problem == null) {
            assertEquals(1920, read("gopro", 900, "0, 1.8", WARP.formatted(end)).widthPx());
            return;
        }
        String message = String.valueOf(
                assertThrows(TelemetryFormatException.class, () -> read("gopro", 900, "0, 1.8", WARP.formatted(end)))
                        .getMessage());
        assertTrue(message.startsWith("lens.json, " + problem), message);
    }

    @Test
    void shouldRefuseAWarpThatMirrorsThePicture() {
        String mirrored = WARP.formatted("1").replace("[1.2,", "[-1.2,");
        String message = String.valueOf(
                assertThrows(TelemetryFormatException.class, () -> read("gopro", 900, "0, 1.8", mirrored))
                        .getMessage());
        assertTrue(message.startsWith("lens.json, digital_lens_params: the warp's slopes"), message);
    }

    /** Passed over, they would give another lens than the profile's, and be taken at their word. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"distortion_model\": [\"sony\"] | [] | '' | distortion_model: expected a name",
                "\"distortion_model\": {\"id\": \"sony\"} | [] | '' | distortion_model: expected a name",
                "\"distortion_model\": 3 | [] | '' | distortion_model: expected a name",
                "\"distortion_model\": null | \"0.1 0.2 0 0\" | '' | distortion_coeffs: expected a list of numbers",
                "\"distortion_model\": null | 0.1 | '' | distortion_coeffs: expected a list of numbers",
                "\"distortion_model\": null | {\"k\": 1} | '' | distortion_coeffs: expected a list of numbers",
                "\"distortion_model\": null | [] | , \"digital_lens\": 5 | digital_lens: expected a name",
                "\"distortion_model\": null | [] | , \"digital_lens\": [\"gopro_warp\"] | digital_lens: expected a name",
                "\"distortion_model\": null | null | , \"digital_lens\": null | ''",
            })
    void shouldRefuseModelsThatAreNoNames(String model, String coefficients, String end, String problem)
            throws IOException {
        byte[] json = """
                {"name": "a lens", "calib_dimension": {"w": 1920, "h": 1080}, %s,
                 "fisheye_params": {"camera_matrix": [[900, 0, 990], [0, 900, 530], [0, 0, 1]],
                                    "distortion_coeffs": %s}%s}""".formatted(model, coefficients, end).getBytes(StandardCharsets.UTF_8);
        if (problem.isEmpty()) {
            assertEquals(900, LensProfileReader.read(json, "lens.json").camera().focalXPx());
            return;
        }
        String said = assertThrows(TelemetryFormatException.class, () -> LensProfileReader.read(json, "lens.json"))
                .getMessage();
        assertEquals("lens.json, " + problem, said);
    }
}
