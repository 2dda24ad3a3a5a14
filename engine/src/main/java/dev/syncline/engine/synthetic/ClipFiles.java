package dev.syncline.engine.synthetic;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.file.PartFile;
import dev.syncline.engine.telemetry.gcsv.GcsvWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes what belongs beside a rendered clip: NAME.gcsv, NAME.lens.json and NAME.truth.json. */
public final class ClipFiles {
    private ClipFiles() {}

    /**
     * Writes the three files.
     *
     * @param folder exists and can be written to; files of the same names are replaced
     */
    public static void write(ClipSpec clip, Path folder) throws IOException {
        writeGcsv(clip, gcsv(clip, folder));
        PartFile.write(lens(clip, folder), lensJson(clip).getBytes(StandardCharsets.UTF_8));
        PartFile.write(truth(clip, folder), new ClipTruth(clip).json().getBytes(StandardCharsets.UTF_8));
    }

    /** Where the log of a clip is written. */
    public static Path gcsv(ClipSpec clip, Path folder) {
        return folder.resolve(clip.name() + ".gcsv");
    }

    /** Where the lens profile of a clip is written. */
    public static Path lens(ClipSpec clip, Path folder) {
        return folder.resolve(clip.name() + ".lens.json");
    }

    /** Where the truth of a clip is written. */
    public static Path truth(ClipSpec clip, Path folder) {
        return folder.resolve(clip.name() + ".truth.json");
    }

    /** Where the picture of a clip belongs. */
    public static Path video(ClipSpec clip, Path folder) {
        return folder.resolve(clip.name() + ".mp4");
    }

    private static void writeGcsv(ClipSpec clip, Path file) throws IOException {
        GcsvWriter.write(
                file,
                SyntheticGyro.log(clip),
                new GcsvWriter.Header(
                        "syncline-synthetic",
                        clip.style().word(),
                        clip.name() + ".mp4",
                        clip.gyro().declared(),
                        clip.camera().shutter(),
                        1e-6,
                        clip.gyro().quantumRadS()));
    }

    private static String lensJson(ClipSpec clip) {
        LensSpec lens = clip.camera().lens();
        RollingShutter shutter = clip.camera().shutter();
        Map<String, Object> size = new LinkedHashMap<>();
        size.put("w", lens.widthPx());
        size.put("h", lens.heightPx());
        Map<String, Object> fisheye = new LinkedHashMap<>();
        fisheye.put(
                "camera_matrix",
                List.of(
                        List.of(lens.focalPx(), 0.0, lens.centreXPx()),
                        List.of(0.0, lens.focalPx(), lens.centreYPx()),
                        List.of(0.0, 0.0, 1.0)));
        fisheye.put("distortion_coeffs", lens.distortion());
        Map<String, Object> profile = new LinkedHashMap<>();
        profile.put("name", "synthetic " + clip.name());
        // Gyroflow takes no profile file without the version of the program that made it.
        profile.put("calibrator_version", "syncline");
        profile.put("fps", clip.camera().frameRate().fps());
        profile.put("calib_dimension", size);
        profile.put("orig_dimension", size);
        if (lens.centreXPx() != lens.widthPx() / 2.0 || lens.centreYPx() != lens.heightPx() / 2.0) {
            // Without it, Gyroflow takes the middle of the picture whatever the matrix says.
            profile.put("asymmetrical", true);
        }
        profile.put("frame_readout_time", shutter.readoutS() * 1e3);
        profile.put("frame_readout_direction", shutter.direction().word());
        profile.put(
                "distortion_model",
                lens.projection() == LensSpec.Projection.FISHEYE ? "opencv_fisheye" : "opencv_standard");
        profile.put("fisheye_params", fisheye);
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(profile);
    }
}
