package dev.syncline.engine.lens;

import dev.syncline.engine.base.geometry.CameraModel;
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
 * Gyroflow's lens profiles (JSON). Read are all models of {@link ProfileDistortion}, of which {@code opencv_fisheye} is meant
 * where none is named, and the digital lenses of {@link DigitalLens} (warps that the camera puts over the picture); others are
 * refused by name.
 *
 * <p>Principal points are taken in the convention of {@link PinholeCamera}. A readout of 0 means that it is not known.
 */
public final class LensProfileReader {
    static final long LARGEST_FILE = 16 << 20;
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double ASPECT_TOLERANCE = 0.01;

    private final ProfileNumbers numbers;

    private LensProfileReader(String file) {
        this.numbers = new ProfileNumbers(file);
    }

    /**
     * Reads a profile.
     *
     * @throws TelemetryFormatException when it is no lens profile, or one of a kind that is not read
     * @throws IOException when it cannot be read
     */
    public static LensProfile read(Path path) throws IOException {
        return read(bytes(path), String.valueOf(path.getFileName()));
    }

    /**
     * All of a profile's file.
     *
     * @throws IOException when it cannot be read, one line
     */
    static byte[] bytes(Path path) throws IOException {
        try {
            return WholeFile.read(path, LARGEST_FILE, "a lens profile");
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
        return of(tree(json, name), name);
    }

    /** The profile of a tree. */
    static LensProfile of(JsonNode root, String name) throws TelemetryFormatException {
        return new LensProfileReader(name).profile(root);
    }

    /**
     * A profile's tree.
     *
     * @throws TelemetryFormatException when it is no JSON, or no lens profile
     */
    static JsonNode tree(byte[] json, String name) throws TelemetryFormatException {
        return new LensProfileReader(name).parse(json);
    }

    /**
     * The profile on a video of this size: scaled, where the shape of the picture is the same within 1 %.
     *
     * @throws TelemetryFormatException when the shape differs
     */
    public static LensProfile fit(LensProfile profile, int widthPx, int heightPx) throws TelemetryFormatException {
        CameraModel camera = profile.camera();
        if (!isSameShape(camera.widthPx(), camera.heightPx(), widthPx, heightPx)) {
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

    /** Whether two pictures have the same shape, within 1 %. */
    static boolean isSameShape(int widthPx, int heightPx, int otherWidthPx, int otherHeightPx) {
        double ratio = (double) widthPx * otherHeightPx / ((double) heightPx * otherWidthPx);
        return Math.abs(ratio - 1) <= ASPECT_TOLERANCE;
    }

    private JsonNode parse(byte[] json) throws TelemetryFormatException {
        if (json.length == 0) {
            throw numbers.wrong("", "is empty; give a Gyroflow lens profile");
        }
        JsonNode root;
        try {
            root = JsonTree.read(JSON, json);
        } catch (JacksonException broken) {
            throw numbers.wrong(JsonTree.where(broken), "not JSON: " + JsonTree.problem(broken));
        }
        if (!root.isObject() || !root.path("fisheye_params").isObject()) {
            throw numbers.wrong("", "no fisheye_params: this is no Gyroflow lens profile");
        }
        return root;
    }

    private LensProfile profile(JsonNode root) throws TelemetryFormatException {
        String named = ProfileNumbers.text(root.path("name"));
        CameraModel camera = new ProfileCamera(numbers, root, root.path("fisheye_params")).read();
        return new LensProfile(named.isEmpty() ? numbers.file() : named, camera, shutter(root), false);
    }

    private @Nullable RollingShutter shutter(JsonNode root) throws TelemetryFormatException {
        if (root.path("global_shutter").asBoolean(false)) {
            return RollingShutter.GLOBAL;
        }
        JsonNode time = root.path("frame_readout_time");
        if (!time.isNumber() || JsonTree.number(time) == 0 || ReadoutNames.isTooShort(JsonTree.number(time))) {
            return null;
        }
        JsonNode way = root.path("frame_readout_direction");
        ReadoutDirection direction = ReadoutDirection.TOP_TO_BOTTOM;
        if (way.isString() || way.isNumber()) {
            ReadoutDirection named = ReadoutNames.direction(way.asString());
            if (named == null) {
                throw numbers.wrong(
                        "frame_readout_direction",
                        "'" + way.asString() + "', expected 0 to 3 or a name like TopToBottom");
            }
            direction = named;
        }
        RollingShutter shutter = ReadoutNames.shutter(JsonTree.number(time), direction);
        if (shutter == null) {
            throw numbers.wrong("frame_readout_time", JsonTree.number(time) + " ms, expected less than a second");
        }
        return shutter;
    }
}
