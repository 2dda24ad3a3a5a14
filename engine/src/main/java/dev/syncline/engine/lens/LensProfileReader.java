package dev.syncline.engine.lens;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.FisheyeCamera;
import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.PinholeCamera;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.ReadoutNames;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.file.JsonTree;
import dev.syncline.engine.file.WholeFile;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gyroflow's lens profiles (JSON). Read are the models {@code opencv_fisheye}, which is meant where none is named, and
 * {@code opencv_standard}; any other model, and any digital lens (a warp that the camera puts over the picture), is
 * refused by name.
 *
 * <p>As in Gyroflow the principal point counts only where the profile says {@code asymmetrical}; else it is the middle
 * of the picture. Principal points are taken in the convention of {@link PinholeCamera}. A readout of 0 means that it
 * is not known.
 */
public final class LensProfileReader {
    private static final long LARGEST_FILE = 16 << 20;
    private static final int LARGEST_SIDE_PX = 100_000;
    private static final double ASPECT_TOLERANCE = 0.01;
    private static final double SQUARE_TOLERANCE = 0.15;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String file;

    private LensProfileReader(String file) {
        this.file = file;
    }

    /**
     * Reads a profile.
     *
     * @throws TelemetryFormatException when it is no lens profile, or one of a kind that is not read
     * @throws IOException when it cannot be read
     */
    public static LensProfile read(Path path) throws IOException {
        String file = String.valueOf(path.getFileName());
        LensProfileReader reader = new LensProfileReader(file);
        try {
            return reader.parse(WholeFile.read(path, LARGEST_FILE, "a lens profile"));
        } catch (NoSuchFileException missing) {
            throw new IOException(path + ": no such lens profile; check the path", missing);
        }
    }

    /**
     * Reads a profile that stands inside something else, such as a Gyroflow project.
     *
     * @param json the profile's text
     * @param name what to call it in errors, and where it has no name of its own
     * @throws TelemetryFormatException as {@link #read(Path)}
     */
    public static LensProfile read(byte[] json, String name) throws TelemetryFormatException {
        return new LensProfileReader(name).parse(json);
    }

    /**
     * The profile on a video of this size: scaled, where the shape of the picture is the same within 1 %.
     *
     * @throws TelemetryFormatException when the shape differs
     */
    public static LensProfile fit(LensProfile profile, int widthPx, int heightPx) throws TelemetryFormatException {
        CameraModel camera = profile.camera();
        double ratio = (double) camera.widthPx() * heightPx / ((double) camera.heightPx() * widthPx);
        if (Math.abs(ratio - 1) > ASPECT_TOLERANCE) {
            throw new TelemetryFormatException(
                    "lens profile '" + profile.name() + "'",
                    "",
                    String.format(
                            Locale.ROOT,
                            "is for a picture of %dx%d (%.3f:1), the video has %dx%d (%.3f:1); give the profile of this"
                                    + " video mode, or none to have a field of view assumed",
                            camera.widthPx(),
                            camera.heightPx(),
                            (double) camera.widthPx() / camera.heightPx(),
                            widthPx,
                            heightPx,
                            (double) widthPx / heightPx));
        }
        return new LensProfile(
                profile.name(), camera.scaledTo(widthPx, heightPx), profile.shutter(), profile.assumed());
    }

    private LensProfile parse(byte[] json) throws TelemetryFormatException {
        if (json.length == 0) {
            throw wrong("", "is empty; give a Gyroflow lens profile");
        }
        JsonNode root;
        try {
            root = JsonTree.read(JSON, json);
        } catch (JacksonException broken) {
            var at = broken.getLocation();
            throw wrong(
                    at == null ? "" : "line " + at.getLineNr(),
                    "not JSON: "
                            + String.valueOf(broken.getOriginalMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("cannot be parsed"));
        }
        JsonNode lens = root.path("fisheye_params");
        if (!root.isObject() || !lens.isObject()) {
            throw wrong("", "no fisheye_params: this is no Gyroflow lens profile");
        }
        refuseDigitalLens(root);
        String named = text(root.path("name"));
        return new LensProfile(named.isEmpty() ? file : named, camera(root, lens), shutter(root), false);
    }

    private void refuseDigitalLens(JsonNode root) throws TelemetryFormatException {
        String digital = text(root.path("digital_lens"));
        if (!digital.isEmpty()) {
            throw wrong(
                    "digital_lens",
                    "'" + digital + "' is not supported; leave the profile out to have a field of view assumed");
        }
    }

    private CameraModel camera(JsonNode root, JsonNode lens) throws TelemetryFormatException {
        JsonNode size =
                root.path("calib_dimension").isObject() ? root.path("calib_dimension") : root.path("orig_dimension");
        int width = side(size.path("w"), "calib_dimension.w");
        int height = side(size.path("h"), "calib_dimension.h");
        JsonNode matrix = lens.path("camera_matrix");
        double fx = number(matrix.path(0).path(0), "camera_matrix[0][0]");
        double fy = number(matrix.path(1).path(1), "camera_matrix[1][1]");
        if (!(fx > 0 && fy > 0 && fx <= 1e9 && fy <= 1e9)) {
            throw wrong("camera_matrix", "focal lengths " + fx + " and " + fy + " px, expected above 0");
        }
        double cx = width / 2.0;
        double cy = height / 2.0;
        if (root.path("asymmetrical").asBoolean(false)) {
            cx = number(matrix.path(0).path(2), "camera_matrix[0][2]");
            cy = number(matrix.path(1).path(2), "camera_matrix[1][2]");
        }
        double unX = 1 / stretch(root, "input_horizontal_stretch", fx / fy);
        double unY = 1 / stretch(root, "input_vertical_stretch", fy / fx);
        width = (int) Math.round(width * unX);
        height = (int) Math.round(height * unY);
        double[] k = coefficients(lens.path("distortion_coeffs"));
        String model = model(root);
        return switch (model) {
            case "opencv_fisheye" ->
                new FisheyeCamera(width, height, fx * unX, fy * unY, cx * unX, cy * unY, atMost(k, 4, model));
            case "opencv_standard" ->
                new PinholeCamera(width, height, fx * unX, fy * unY, cx * unX, cy * unY, atMost(k, 8, model));
            default ->
                throw wrong(
                        "distortion_model",
                        "'" + model + "' is not supported, opencv_fisheye and opencv_standard are; leave the profile"
                                + " out to have a field of view assumed");
        };
    }

    private static String model(JsonNode root) {
        String model = text(root.path("distortion_model"));
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
    private double stretch(JsonNode root, String key, double focalRatio) {
        JsonNode node = root.path(key);
        double stretch = node.isNumber() ? JsonTree.number(node) : 1;
        boolean real = stretch > 0.2 && stretch < 5 && Math.abs(stretch - 1) > SQUARE_TOLERANCE;
        return real && Math.abs(focalRatio - 1) < SQUARE_TOLERANCE ? stretch : 1;
    }

    private double[] coefficients(JsonNode list) throws TelemetryFormatException {
        if (list.size() > 64) {
            throw wrong("distortion_coeffs", list.size() + " coefficients, expected at most 8");
        }
        double[] k = new double[list.size()];
        for (int i = 0; i < k.length; i++) {
            k[i] = number(list.path(i), "distortion_coeffs[" + i + "]");
        }
        return k;
    }

    /** Some programs pad the list with zeros. */
    private double[] atMost(double[] k, int most, String model) throws TelemetryFormatException {
        for (int i = most; i < k.length; i++) {
            if (k[i] != 0) {
                throw wrong("distortion_coeffs", k.length + " coefficients, " + model + " has at most " + most);
            }
        }
        return java.util.Arrays.copyOf(k, Math.min(k.length, most));
    }

    private @Nullable RollingShutter shutter(JsonNode root) throws TelemetryFormatException {
        if (root.path("global_shutter").asBoolean(false)) {
            return RollingShutter.GLOBAL;
        }
        JsonNode time = root.path("frame_readout_time");
        if (!time.isNumber() || JsonTree.number(time) == 0) {
            return null;
        }
        JsonNode way = root.path("frame_readout_direction");
        ReadoutDirection direction = ReadoutDirection.TOP_TO_BOTTOM;
        if (way.isString() || way.isNumber()) {
            ReadoutDirection named = ReadoutNames.direction(way.asString());
            if (named == null) {
                throw wrong(
                        "frame_readout_direction",
                        "'" + way.asString() + "', expected 0 to 3 or a name like TopToBottom");
            }
            direction = named;
        }
        RollingShutter shutter = ReadoutNames.shutter(JsonTree.number(time), direction);
        if (shutter == null) {
            throw wrong("frame_readout_time", JsonTree.number(time) + " ms, expected less than a second");
        }
        return shutter;
    }

    private int side(JsonNode node, String where) throws TelemetryFormatException {
        double value = number(node, where);
        if (!(value >= 1 && value <= LARGEST_SIDE_PX)) {
            throw wrong(where, value + " px, expected 1 to " + LARGEST_SIDE_PX);
        }
        return (int) Math.round(value);
    }

    private double number(JsonNode node, String where) throws TelemetryFormatException {
        double number = JsonTree.number(node);
        if (!Double.isFinite(number)) {
            throw wrong(where, "expected a number" + (node.isMissingNode() ? ", found nothing" : ""));
        }
        return number;
    }

    private static String text(JsonNode node) {
        return node.isString() ? node.asString().strip() : "";
    }

    private TelemetryFormatException wrong(String where, String problem) {
        return new TelemetryFormatException(file, where, problem);
    }
}
