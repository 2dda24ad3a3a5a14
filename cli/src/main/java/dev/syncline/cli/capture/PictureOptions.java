package dev.syncline.cli.capture;

import dev.syncline.hardware.camera.PictureSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Colours, focus and flips, under rpicam-vid's names; for cameras of libcamera. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PictureOptions {
    @Option(
            names = "--hflip",
            arity = "0..1",
            paramLabel = "0|1",
            defaultValue = "0",
            fallbackValue = "1",
            description = "mirror the picture; libcamera only, as all of these")
    int horizontally;

    @Option(
            names = "--vflip",
            arity = "0..1",
            paramLabel = "0|1",
            defaultValue = "0",
            fallbackValue = "1",
            description = "upside down and mirrored")
    int vertically;

    @Option(names = "--rotation", paramLabel = "0|180", defaultValue = "0", description = "half a turn")
    int rotation;

    @Option(
            names = "--awb",
            paramLabel = "MODE",
            defaultValue = "DEFAULT",
            description = "auto, incandescent, tungsten, fluorescent, indoor, daylight, cloudy or custom")
    PictureSettings.WhiteBalance whiteBalance;

    @Option(names = "--awbgains", paramLabel = "R,B", description = "colour gains in place of a white balance")
    @Nullable
    String gains;

    @Option(
            names = "--autofocus-mode",
            paramLabel = "MODE",
            defaultValue = "DEFAULT",
            description = "manual, auto or continuous")
    PictureSettings.Focus focus;

    @Option(
            names = "--autofocus-range",
            paramLabel = "RANGE",
            defaultValue = "DEFAULT",
            description = "normal, macro or full")
    PictureSettings.FocusRange focusRange;

    @Option(names = "--autofocus-speed", paramLabel = "SPEED", defaultValue = "DEFAULT", description = "normal or fast")
    PictureSettings.FocusSpeed focusSpeed;

    @Option(
            names = "--lens-position",
            paramLabel = "D",
            description = "where the lens stands, in dioptres: 0 is far away, 2 is half a metre")
    @Nullable
    Double lensDioptres;

    /** @throws IllegalArgumentException if a number is none, or two of them do not fit each other */
    PictureSettings settings() {
        if (rotation != 0 && rotation != 180) {
            throw new IllegalArgumentException("--rotation " + rotation + ": expected 0 or 180");
        }
        double[] colours = {0, 0};
        if (gains != null) {
            String[] parts = gains.split(",", -1);
            try {
                colours = new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IllegalArgumentException("--awbgains " + gains + ": expected R,B such as 1.5,2.1", e);
            }
        }
        if (lensDioptres != null && lensDioptres < 0) {
            throw new IllegalArgumentException("--lens-position " + lensDioptres + ": expected 0 or more");
        }
        boolean turned = rotation == 180;
        return new PictureSettings(
                horizontally != 0 ^ turned,
                vertically != 0 ^ turned,
                whiteBalance,
                colours[0],
                colours[1],
                focus,
                focusRange,
                focusSpeed,
                lensDioptres == null ? -1 : lensDioptres);
    }
}
