package dev.syncline.engine.lens;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.FisheyeCamera;
import dev.syncline.engine.base.geometry.PinholeCamera;
import dev.syncline.engine.base.geometry.RadialCamera;
import dev.syncline.engine.base.geometry.WarpedCamera;
import dev.syncline.engine.file.JsonTree;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import tools.jackson.databind.JsonNode;

/**
 * The camera of a profile.
 *
 * <p>As in Gyroflow the principal point counts only where the profile says {@code asymmetrical}; else it is the middle
 * of the picture. Models are OpenCV's, as its documentation of {@code calib3d} has them, and lensfun's, with the radius in
 * focal lengths.
 */
final class ProfileCamera {
    private static final double SQUARE_TOLERANCE = 0.15;
    private static final double ASPECT_TOLERANCE = 0.01;

    /** From a circular fisheye in the middle of a picture to 5 m before a full frame, in widths of the picture. */
    private static final double SHORTEST = 0.05;

    private static final double LONGEST = 150;

    /** Anamorphic lenses squeeze by up to 2, and pixels may lie beside that. */
    private static final double MOST_SQUEEZED = 3;

    private final ProfileNumbers numbers;
    private final JsonNode root;
    private final JsonNode lens;

    ProfileCamera(ProfileNumbers numbers, JsonNode root, JsonNode lens) {
        this.numbers = numbers;
        this.root = root;
        this.lens = lens;
    }

    CameraModel read() throws TelemetryFormatException {
        JsonNode size =
                root.path("calib_dimension").isObject() ? root.path("calib_dimension") : root.path("orig_dimension");
        int width = numbers.side(size.path("w"), "calib_dimension.w");
        int height = numbers.side(size.path("h"), "calib_dimension.h");
        String digital = ProfileNumbers.text(root.path("digital_lens"));
        return digital.isEmpty() ? plain(width, height) : warped(digital, width, height);
    }

    private CameraModel plain(int width, int height) throws TelemetryFormatException {
        JsonNode matrix = lens.path("camera_matrix");
        double fx = numbers.focal(matrix.path(0).path(0), "camera_matrix[0][0]");
        double fy = numbers.focal(matrix.path(1).path(1), "camera_matrix[1][1]");
        requireReal(fx, fy, width);
        double cx = width / 2.0;
        double cy = height / 2.0;
        if (root.path("asymmetrical").asBoolean(false)) {
            cx = numbers.number(matrix.path(0).path(2), "camera_matrix[0][2]");
            cy = numbers.number(matrix.path(1).path(2), "camera_matrix[1][2]");
        }
        double unX = 1 / stretch("input_horizontal_stretch", fx / fy);
        double unY = 1 / stretch("input_vertical_stretch", fy / fx);
        return model(
                (int) Math.max(1, Math.round(width * unX)),
                (int) Math.max(1, Math.round(height * unY)),
                fx * unX,
                fy * unY,
                cx * unX,
                cy * unY);
    }

    /** A calibration that went wrong gives lenses that nobody makes. */
    private void requireReal(double fx, double fy, int width) throws TelemetryFormatException {
        if (!(fx >= SHORTEST * width && fx <= LONGEST * width)) {
            throw numbers.wrong(
                    "camera_matrix[0][0]",
                    "focal length " + fx + " px for a picture of " + width + " px, expected " + SHORTEST + " to "
                            + LONGEST + " times its width");
        }
        if (!(fx / fy >= 1 / MOST_SQUEEZED && fx / fy <= MOST_SQUEEZED)) {
            throw numbers.wrong(
                    "camera_matrix",
                    "focal lengths " + fx + " and " + fy + " px along and across, expected within a factor of "
                            + MOST_SQUEEZED);
        }
    }

    private CameraModel model(int width, int height, double fx, double fy, double cx, double cy)
            throws TelemetryFormatException {
        String model = modelName();
        JsonNode list = lens.path("distortion_coeffs");
        return switch (model) {
            case "opencv_fisheye" ->
                new FisheyeCamera(width, height, fx, fy, cx, cy, numbers.coefficients(list, 4, model));
            case "opencv_standard" ->
                new PinholeCamera(width, height, fx, fy, cx, cy, numbers.coefficients(list, 8, model));
            case "poly3" -> {
                double[] k = numbers.coefficients(list, 1, model);
                yield radial(width, height, fx, fy, cx, cy, RadialCamera.poly3(k[0]));
            }
            case "poly5" -> {
                double[] k = numbers.coefficients(list, 2, model);
                yield radial(width, height, fx, fy, cx, cy, RadialCamera.poly5(k[0], k[1]));
            }
            case "ptlens" -> {
                double[] k = numbers.coefficients(list, 3, model);
                yield radial(width, height, fx, fy, cx, cy, RadialCamera.ptlens(k[0], k[1], k[2]));
            }
            default ->
                throw numbers.wrong(
                        "distortion_model",
                        "'" + model
                                + "' is not supported, opencv_fisheye, opencv_standard, poly3, poly5 and ptlens are;"
                                + " leave the profile out to have a field of view assumed");
        };
    }

    private RadialCamera radial(int width, int height, double fx, double fy, double cx, double cy, double[] polynomial)
            throws TelemetryFormatException {
        try {
            return new RadialCamera(width, height, fx, fy, cx, cy, polynomial);
        } catch (IllegalArgumentException e) {
            throw numbers.wrong("distortion_coeffs", String.valueOf(e.getMessage()));
        }
    }

    private String modelName() {
        String model = ProfileNumbers.text(root.path("distortion_model"));
        if (!model.isEmpty()) {
            return model;
        }
        JsonNode id = root.path("distortion_model_id");
        return id.isNumber() && JsonTree.number(id) != 0 ? "number " + id.asString() : "opencv_fisheye";
    }

    /**
     * How much wider (or higher) the picture that was calibrated is than the video: squeezed anamorphic video is
     * stretched before it is calibrated, by some programs' versions and not by others. Pixels of the stretched picture
     * are square, so the focal lengths tell; only where they do is the stretch undone.
     */
    private double stretch(String key, double focalRatio) {
        JsonNode node = root.path(key);
        double stretch = node.isNumber() ? JsonTree.number(node) : 1;
        boolean real = stretch > 0.2 && stretch < 5 && Math.abs(stretch - 1) > SQUARE_TOLERANCE;
        return real && Math.abs(focalRatio - 1) < SQUARE_TOLERANCE ? stretch : 1;
    }

    /**
     * A picture that the camera warped. Some profiles were calibrated on a picture of the shape before the warp; the others
     * on the stored picture once unwarped, whose size they give, though as many rows hold a narrower picture.
     */
    private CameraModel warped(String word, int width, int height) throws TelemetryFormatException {
        DigitalLens digital = DigitalLens.of(word);
        if (digital == null) {
            throw numbers.wrong(
                    "digital_lens",
                    "'" + word
                            + "' is not supported: no description of its warp is public; leave the profile out to have"
                            + " a field of view assumed");
        }
        double aspect = (double) width / height;
        boolean before = Math.abs(aspect / digital.aspectBefore() - 1) < ASPECT_TOLERANCE;
        CameraModel inside = plain(before ? width : (int) Math.round(height * digital.aspectBefore()), height);
        int stored = before ? (int) Math.round(height * 16 / 9.0) : width;
        return new WarpedCamera(inside, stored, height, digital.warp());
    }
}
