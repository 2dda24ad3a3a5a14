package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.StreamSamples;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes tracks of what stands beside the gyro in payloads. Where that is damaged, it is left out and said. */
final class OtherStreams {
    /** The camera's own axes, as {@link GpmfOrientation} has them. */
    private static final String CAMERA = "XYZ";

    /** The axes that gravity is stored in: left, up, back. */
    private static final String GRAVITY = "YXZ";

    private OtherStreams() {}

    /**
     * The tracks of the gyro's device.
     *
     * @param gyro the times of its gyro
     * @param lateNs by how much these are later than the video's, ns; NaN outside a video
     * @param gyroLetters how the gyro's axes lie; an accelerometer that says otherwise of its own is put into them
     * @param warnings what was left out is added
     */
    static List<SensorTrack> of(
            PayloadScan scan, GpmfTiming gyro, double lateNs, String gyroLetters, LogWarnings warnings) {
        List<StreamSamples> all = new ArrayList<>();
        for (Map.Entry<OtherStream, List<SampleBlock>> each : scan.otherBlocks().entrySet()) {
            if (each.getKey().isPerFrame() && !Double.isNaN(lateNs)) {
                List<SampleBlock> blocks = each.getValue();
                double stepNs = FrameTimes.usualStepNs(blocks);
                all.add(samples(
                        each.getKey(), blocks, (b, i) -> FrameTimes.timeNs(blocks.get(b), i, stepNs), gyroLetters));
                continue;
            }
            String words = each.getKey().quantity().words();
            GpmfTiming timing = GpmfTiming.of(words, each.getValue(), gyro, warnings);
            if (timing == null) {
                warnings.add(WarningCode.LOG_LEFT_OUT, words + ": the times of its payloads do not increase: left out");
            } else {
                long earlierNs = Double.isNaN(lateNs) ? 0 : Math.round(lateNs);
                all.add(samples(
                        each.getKey(), each.getValue(), (b, i) -> timing.timeNs(b, i) - earlierNs, gyroLetters));
            }
        }
        TelemetryFormatException damage = scan.otherDamage();
        if (damage != null) {
            warnings.add(
                    WarningCode.LOG_LEFT_OUT,
                    "streams beside the gyro's have damaged parts, left out, the first: " + damage.getMessage());
        }
        return StreamSamples.tracks(all, 0, warnings);
    }

    /** Times of the samples of blocks, ns. */
    private interface Times {
        long timeNs(int block, int sample);
    }

    /**
     * A turn that the camera logs.
     *
     * @param q receives w, x, y, z about the gyro's axes: double[4]
     */
    static void turn(SampleBlock block, int sample, String gyroLetters, double[] q) {
        block.read(sample, q);
        turned(q, axes(CAMERA, gyroLetters));
    }

    /** Stored as w, x, z, y about GoPro's axes; the camera's order is Z, X, Y. */
    private static void turned(double[] q, int[] axes) {
        double[] stored = {q[2], q[1], q[3]};
        for (int axis = 0; axis < 3; axis++) {
            q[axis + 1] = along(stored, axes[axis]);
        }
    }

    private static StreamSamples samples(
            OtherStream stream, List<SampleBlock> blocks, Times times, String gyroLetters) {
        String letters = blocks.stream()
                .map(SampleBlock::orientationLetters)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        StreamSamples samples = new StreamSamples(
                stream.quantity(), letters != null && stream == OtherStream.MAGN ? "" : stream.note());
        String stored =
                switch (stream) {
                    case CORI, IORI -> CAMERA;
                    case GRAV -> GRAVITY;
                    case ACCL, MAGN, SHUT -> letters == null ? gyroLetters : letters;
                };
        int[] axes = axes(stored, gyroLetters);
        double[] v = new double[stream.quantity().width()];
        for (int b = 0; b < blocks.size(); b++) {
            SampleBlock block = blocks.get(b);
            for (int i = 0; i < block.count(); i++) {
                block.read(i, v);
                long timeNs = times.timeNs(b, i);
                switch (v.length) {
                    case 1 -> samples.add(timeNs, v[0]);
                    case 3 -> samples.add(timeNs, along(v, axes[0]), along(v, axes[1]), along(v, axes[2]));
                    default -> {
                        turned(v, axes);
                        samples.add(timeNs, v[0], v[1], v[2], v[3]);
                    }
                }
            }
        }
        return samples;
    }

    private static double along(double[] v, int axis) {
        return axis > 0 ? v[axis - 1] : -v[-axis - 1];
    }

    /** Which axis, from 1, negative where it is negated, each of the gyro's is: both go their letters' way to the camera's. */
    private static int[] axes(String letters, String gyroLetters) {
        int[] axes = new int[3];
        for (int i = 0; i < 3; i++) {
            char own = letters.charAt(i);
            char gyro = gyroLetters.charAt(i);
            boolean negated = Character.isUpperCase(own) != Character.isUpperCase(gyro);
            axes[axis(gyro)] = negated ? -axis(own) - 1 : axis(own) + 1;
        }
        return axes;
    }

    private static int axis(char letter) {
        return "XYZ".indexOf(Character.toUpperCase(letter));
    }
}
