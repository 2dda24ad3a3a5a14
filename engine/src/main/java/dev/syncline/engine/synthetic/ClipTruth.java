package dev.syncline.engine.synthetic;

import dev.syncline.engine.motion.ImuOrientation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What is true of a clip: the answer that a sync should find. */
public record ClipTruth(ClipSpec clip) {
    /** The offset {@code t_video − t_log} at a video time, ns. */
    public double offsetNsAt(long videoNs) {
        return clip.clock().offsetAtS(videoNs * 1e-9) * 1e9;
    }

    /** By how much the log's seconds are too short, ppm. */
    public double driftPpm() {
        return clip.clock().driftPpm();
    }

    /** How the sensor really is mounted. */
    public ImuOrientation orientation() {
        return clip.gyro().mounted();
    }

    /** True where a sync must refuse. */
    public boolean shouldRefuse() {
        return clip.mustBeRefused();
    }

    /** The truth as JSON, with the keys of the truth files beside rendered clips. */
    public String json() {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(entries());
    }

    private Map<String, Object> entries() {
        SyntheticCamera camera = clip.camera();
        LensSpec lens = camera.lens();
        GyroSpec gyro = clip.gyro();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", clip.name());
        all.put("offset_at_log_zero_s", clip.clock().offsetS());
        all.put("drift_ppm", clip.clock().driftPpm());
        all.put("offset_at_video_s", offsets(camera.durationS()));
        all.put(
                "convention",
                "video_time = log_time*(1+drift_ppm*1e-6) + offset_at_log_zero_s ;"
                        + " frame time = mid exposure of the middle row");
        all.put("fps", camera.frameRate().fps());
        all.put("frames", camera.frames());
        all.put("width", lens.widthPx());
        all.put("height", lens.heightPx());
        all.put("lens", lens.projection() == LensSpec.Projection.FISHEYE ? "fisheye" : "pinhole");
        all.put("focal_px", lens.focalPx());
        all.put("distortion", lens.distortion());
        all.put("principal_point", List.of(lens.centreXPx(), lens.centreYPx()));
        all.put("readout_ms", camera.shutter().readoutS() * 1e3);
        all.put("readout_direction", camera.shutter().direction().code());
        all.put("exposure_ms", camera.exposureS() * 1e3);
        all.put("imu_orientation", gyro.mounted().letters());
        all.put("imu_tilt_rad", xyz(gyro.tiltRad()));
        all.put("gyro_bias", xyz(gyro.biasRadS()));
        all.put("gyro_hz", gyro.rateHz());
        all.put("style", clip.style().word());
        all.put("motion_scale", clip.motionScale());
        all.put("seed", clip.seed());
        all.put("should_refuse", shouldRefuse());
        all.put("declared_orientation", gyro.declared().letters());
        return all;
    }

    private List<List<Double>> offsets(double durationS) {
        List<List<Double>> pairs = new ArrayList<>();
        for (int quarter = 0; quarter <= 4; quarter++) {
            double videoS = durationS * quarter / 4;
            pairs.add(List.of(videoS, clip.clock().offsetAtS(videoS)));
        }
        return pairs;
    }

    private static List<Double> xyz(Xyz v) {
        return List.of(v.x(), v.y(), v.z());
    }
}
