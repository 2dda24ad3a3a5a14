package dev.syncline.engine.lens;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.WarpedCamera;
import dev.syncline.engine.file.JsonTree;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import tools.jackson.databind.JsonNode;

/**
 * The camera of a profile.
 *
 * <p>As in Gyroflow the principal point counts only where the profile says {@code asymmetrical}; else it is the middle
 * of the picture.
 */
final class ProfileCamera {
    private static final double SQUARE_TOLERANCE = 0.15;

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
        String digital = numbers.word(root.path("digital_lens"), "digital_lens");
        return digital.isEmpty() ? plain(width, height, 0) : warped(digital, width, height);
    }

    /** @param margin how much of the picture lies left of what the principal point is counted in, px */
    private CameraModel plain(int width, int height, double margin) throws TelemetryFormatException {
        JsonNode matrix = lens.path("camera_matrix");
        double crop = crop();
        double fx = numbers.focal(matrix.path(0).path(0), "camera_matrix[0][0]") / crop;
        double fy = numbers.focal(matrix.path(1).path(1), "camera_matrix[1][1]") / crop;
        requireReal(fx, fy, width);
        double cx = width / 2.0;
        double cy = height / 2.0;
        if (root.path("asymmetrical").asBoolean(false)) {
            cx = margin + numbers.number(matrix.path(0).path(2), "camera_matrix[0][2]");
            cy = numbers.number(matrix.path(1).path(2), "camera_matrix[1][2]");
        }
        double unX = 1 / stretch("input_horizontal_stretch", fx / fy);
        double unY = 1 / stretch("input_vertical_stretch", fy / fx);
        CameraModel camera = new ProfileDistortion(numbers, root, lens)
                .camera(
                        (int) Math.max(1, Math.round(width * unX)),
                        (int) Math.max(1, Math.round(height * unY)),
                        fx * unX,
                        fy * unY,
                        cx * unX,
                        cy * unY);
        // Some models have another focal length in the middle than their matrix says.
        requireReal(camera.focalXPx(), camera.focalYPx(), camera.widthPx());
        return camera;
    }

    /** The share of the picture's width that is shown, as Gyroflow's projects keep it; 1 where the profile does not say. */
    private double crop() throws TelemetryFormatException {
        return root.hasNonNull("crop") ? numbers.crop(root.get("crop"), "crop") : 1;
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
     * on the stored picture once unwarped, whose size they give. The lens looks at a picture of the stored one's size either
     * way, which has the one before the warp in its middle.
     */
    private CameraModel warped(String word, int width, int height) throws TelemetryFormatException {
        DigitalLens digital = DigitalLens.of(word, root.path("digital_lens_params"), numbers);
        if (digital == null) {
            throw numbers.wrong(
                    "digital_lens",
                    "'" + word
                            + "' is not supported, gopro_superview, gopro6_superview, gopro_hyperview and gopro_warp are;"
                            + " leave the profile out to have a field of view assumed");
        }
        int stored = digital.isBefore(width, height) ? (int) Math.round(width * digital.ratio()) : width;
        CameraModel inside = plain(stored, height, (stored - width) / 2.0);
        try {
            return new WarpedCamera(inside, stored, height, digital.inStoredSize());
        } catch (IllegalArgumentException e) {
            throw numbers.wrong("digital_lens_params", String.valueOf(e.getMessage()));
        }
    }
}
