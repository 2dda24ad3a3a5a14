package dev.syncline.engine.lens;

import dev.syncline.engine.base.geometry.AngleCamera;
import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.FisheyeCamera;
import dev.syncline.engine.base.geometry.PinholeCamera;
import dev.syncline.engine.base.geometry.PolynomialFisheyeCamera;
import dev.syncline.engine.base.geometry.RadialCamera;
import dev.syncline.engine.base.geometry.UnifiedCamera;
import dev.syncline.engine.file.JsonTree;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/**
 * The distortion of a profile, by the name of its model. Formulas and their sources stand in docs/lenses.md, as Gyroflow's
 * profiles use them; they were learned by observing Gyroflow where nothing else describes them.
 */
final class ProfileDistortion {
    private static final int SONY = 6;
    private static final int GENERIC = 12;
    private static final int INSTA360 = 6;
    private static final int GOPRO = 7;

    /** The first coefficient of a polynomial in the angle repeats the focal length: it is near 1, or in another unit. */
    private static final double FIRST_COEFFICIENT = 2;

    /** A lens that is not known this far from the middle is none: a share of the width, or focal lengths where that is less. */
    private static final double LEAST_OF_WIDTH = 0.25;

    private static final double LEAST_FOCALS = 0.5;

    private static final double RETURNS = 1e-6;

    private final ProfileNumbers numbers;
    private final JsonNode root;
    private final JsonNode list;

    ProfileDistortion(ProfileNumbers numbers, JsonNode root, JsonNode lens) {
        this.numbers = numbers;
        this.root = root;
        this.list = lens.path("distortion_coeffs");
    }

    /** The lens with these intrinsics, px. */
    CameraModel camera(int width, int height, double fx, double fy, double cx, double cy)
            throws TelemetryFormatException {
        try {
            if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
                throw numbers.wrong("distortion_coeffs", "expected a list of numbers");
            }
            CameraModel camera = model(width, height, fx, fy, cx, cy);
            requireCover(camera, cx, cy);
            return camera;
        } catch (IllegalArgumentException e) {
            throw numbers.wrong("distortion_coeffs", String.valueOf(e.getMessage()));
        }
    }

    private CameraModel model(int width, int height, double fx, double fy, double cx, double cy)
            throws TelemetryFormatException {
        String model = modelName();
        return switch (model) {
            case "opencv_fisheye" ->
                new FisheyeCamera(width, height, fx, fy, cx, cy, numbers.coefficients(list, 4, model));
            case "opencv_standard" ->
                new PinholeCamera(width, height, fx, fy, cx, cy, numbers.coefficients(list, 12, model));
            case "poly3" -> {
                double[] k = numbers.coefficients(list, 1, model);
                yield new RadialCamera(width, height, fx, fy, cx, cy, RadialCamera.poly3(k[0]));
            }
            case "poly5" -> {
                double[] k = numbers.coefficients(list, 2, model);
                yield new RadialCamera(width, height, fx, fy, cx, cy, RadialCamera.poly5(k[0], k[1]));
            }
            case "ptlens" -> {
                double[] k = numbers.coefficients(list, 3, model);
                yield new RadialCamera(width, height, fx, fy, cx, cy, RadialCamera.ptlens(k[0], k[1], k[2]));
            }
            case "sony" -> ofAngle(width, height, fx, fy, cx, cy, numbers.coefficients(list, 1, SONY, model));
            case "generic_polynomial" ->
                ofAngle(width, height, fx, fy, cx, cy, numbers.coefficients(list, 1, GENERIC, model));
            case "insta360" -> {
                double[] k = numbers.coefficients(list, INSTA360, INSTA360, model);
                yield new UnifiedCamera(
                        new PinholeCamera(width, height, fx, fy, cx, cy, k[0], k[1], k[3], k[4], k[2]), k[5]);
            }
            case "gopro" -> {
                double[] k = numbers.coefficients(list, 2, GOPRO, model);
                if (k[0] != 0) {
                    throw numbers.wrong("distortion_coeffs[0]", k[0] + ", expected 0: the middle looks straight ahead");
                }
                yield new AngleCamera(width, height, fx * k[1], fy * k[1], cx, cy, Arrays.copyOfRange(k, 1, k.length));
            }
            default ->
                throw numbers.wrong(
                        "distortion_model",
                        "'" + model
                                + "' is not supported, opencv_fisheye, opencv_standard, poly3, poly5, ptlens, sony,"
                                + " generic_polynomial, insta360 and gopro are; leave the profile out to have a field of"
                                + " view assumed");
        };
    }

    /** All zeros are a pinhole, as in Gyroflow. */
    private CameraModel ofAngle(int width, int height, double fx, double fy, double cx, double cy, double[] k)
            throws TelemetryFormatException {
        if (Arrays.stream(k).allMatch(each -> each == 0)) {
            return new PinholeCamera(width, height, fx, fy, cx, cy);
        }
        if (!(k[0] >= 1 / FIRST_COEFFICIENT && k[0] <= FIRST_COEFFICIENT)) {
            throw numbers.wrong(
                    "distortion_coeffs[0]",
                    k[0] + ", expected near 1: the numbers must count in focal lengths, as in newer profiles");
        }
        return new PolynomialFisheyeCamera(width, height, fx, fy, cx, cy, k);
    }

    /** A polynomial that ends close to the middle of the picture is no lens. */
    private void requireCover(CameraModel camera, double cx, double cy) throws TelemetryFormatException {
        double[] bearing = new double[3];
        double[] pixel = new double[2];
        double least = Math.min(LEAST_OF_WIDTH * camera.widthPx(), LEAST_FOCALS * camera.focalXPx());
        double x = cx + least;
        camera.bearing(x, cy, bearing, 0);
        boolean seen = camera.project(bearing[0], bearing[1], bearing[2], pixel, 0);
        if (!seen || !(Math.hypot(pixel[0] - x, pixel[1] - cy) <= RETURNS * camera.widthPx())) {
            throw numbers.wrong(
                    "distortion_coeffs",
                    "the model folds back within " + Math.round(least)
                            + " px from the middle of the picture; leave the profile out to have a field of view assumed");
        }
    }

    private String modelName() throws TelemetryFormatException {
        String model = numbers.word(root.path("distortion_model"), "distortion_model");
        if (!model.isEmpty()) {
            return model;
        }
        JsonNode id = root.path("distortion_model_id");
        return id.isNumber() && JsonTree.number(id) != 0 ? "number " + id.asString() : "opencv_fisheye";
    }
}
