package dev.syncline.engine.telemetry.rtmd;

import dev.syncline.engine.base.statistics.Median;
import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.StreamSamples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside the gyro. Descriptions give the accelerometer's scale two units, so gravity tells which it is: the usual
 * length of a sample is near 1 or near 9.8.
 */
final class RtmdStreams {
    private static final double GRAVITY = 9.80665;

    /** How far from gravity the usual length may be, as a factor. */
    private static final double NEAR = 1.4;

    private final List<RtmdFrame> frames;
    private final RtmdTiming timing;
    private final LogWarnings warnings;

    RtmdStreams(List<RtmdFrame> frames, RtmdTiming timing, LogWarnings warnings) {
        this.frames = frames;
        this.timing = timing;
        this.warnings = warnings;
    }

    List<SensorTrack> all() {
        List<StreamSamples> all = new ArrayList<>();
        StreamSamples exposures = new StreamSamples(SensorQuantity.EXPOSURE, "");
        for (RtmdFrame frame : frames) {
            if (!Double.isNaN(frame.exposureS())) {
                exposures.add(Math.round(frame.timeNs * timing.speed()), frame.exposureS());
            }
        }
        all.add(exposures);
        double unit = unit();
        if (!Double.isNaN(unit)) {
            all.add(accelerations(unit));
        }
        return StreamSamples.tracks(all, 0, warnings);
    }

    /** What a number of the accelerometer is in m/s²; NaN where that cannot be told. */
    private double unit() {
        double[] lengths = frames.stream()
                .filter(f -> f.accelerations() > 0 && Float.isFinite(f.accelerationScale) && f.accelerationScale != 0)
                .mapToDouble(
                        f -> Math.hypot(Math.hypot(f.acceleration(0, 0), f.acceleration(0, 1)), f.acceleration(0, 2)))
                .toArray();
        if (lengths.length == 0) {
            return Double.NaN;
        }
        double usual = Median.of(lengths);
        for (double unit : new double[] {1, GRAVITY}) {
            double ofGravity = usual * unit / GRAVITY;
            if (ofGravity > 1 / NEAR && ofGravity < NEAR) {
                return unit;
            }
        }
        warnings.add(
                WarningCode.LOG_LEFT_OUT,
                "acceleration: left out, since its usual length of " + (float) usual
                        + " is gravity in no unit that is known");
        return Double.NaN;
    }

    private StreamSamples accelerations(double unit) {
        String said = gyroLetters(frames);
        String gyro = said == null ? "XYZ" : said;
        StreamSamples samples = new StreamSamples(
                SensorQuantity.ACCELERATION,
                "its unit is told by gravity; its sign is the camera's, which nothing describes");
        for (RtmdFrame frame : frames) {
            boolean scaled = Float.isFinite(frame.accelerationScale) && frame.accelerationScale != 0;
            String own = areAxes(frame.accelerationLetters) ? String.valueOf(frame.accelerationLetters) : gyro;
            for (int i = 0; scaled && i < frame.accelerations(); i++) {
                double[] alongGyro = new double[3];
                for (int output = 0; output < 3; output++) {
                    boolean negated =
                            Character.isUpperCase(own.charAt(output)) != Character.isUpperCase(gyro.charAt(output));
                    double value = unit * frame.acceleration(i, axis(own.charAt(output)));
                    alongGyro[axis(gyro.charAt(output))] = negated ? -value : value;
                }
                samples.add(timing.accelerationNs(frame, i), alongGyro[0], alongGyro[1], alongGyro[2]);
            }
        }
        return samples;
    }

    /** The gyro's axes that most packets name; null where none does. */
    static @Nullable String gyroLetters(List<RtmdFrame> frames) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (RtmdFrame frame : frames) {
            if (areAxes(frame.letters)) {
                counts.merge(String.valueOf(frame.letters), 1, Integer::sum);
            }
        }
        String most = null;
        for (String each : counts.keySet()) {
            most = most == null || counts.getOrDefault(each, 0) > counts.getOrDefault(most, 0) ? each : most;
        }
        return most;
    }

    private static boolean areAxes(@Nullable String letters) {
        return letters != null
                && letters.toUpperCase(Locale.ROOT)
                        .chars()
                        .sorted()
                        .boxed()
                        .toList()
                        .equals(List.of((int) 'X', (int) 'Y', (int) 'Z'));
    }

    private static int axis(char letter) {
        return "XYZ".indexOf(Character.toUpperCase(letter));
    }
}
