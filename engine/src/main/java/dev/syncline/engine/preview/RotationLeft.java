package dev.syncline.engine.preview;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.Quaternion;
import dev.syncline.engine.base.statistics.Selection;
import dev.syncline.engine.motion.GyroOrientation;
import dev.syncline.engine.sync.flow.FlowPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What a stabilised picture still turns, without drawing it: each point that was followed looks in some direction; turned by
 * the gyro at its own row's time it should stand still in the world. What turn is left between two frames, squared and summed
 * over a window, beside the same of the original.
 */
final class RotationLeft {
    private final SyncedCamera camera;
    private final TurnOfPair turns;

    RotationLeft(SyncedCamera camera) {
        this.camera = camera;
        this.turns = new TurnOfPair(camera.lens());
    }

    /**
     * The measure of a window.
     *
     * @param originalRadS root mean square of the rate seen in the original; NaN where nothing was followed
     * @param left rotation energy left over the original's, by offset; NaN where nothing could be compared
     * @param sharpLeft the same, pairs of frames that keep turning whatever the offset counted less: what lies near, or moves
     *     by itself, hides where the least is left
     */
    record Window(double originalRadS, double[] left, double[] sharpLeft) {}

    /** What the gyro does to a direction. */
    private interface Held {
        boolean direction(double x, double y, long frameNs, double[] out, int at);
    }

    /**
     * Measures a window.
     *
     * @param pairs consecutive frames and the points followed between them
     * @param shiftsNs added to the offset, each in turn
     */
    Window of(List<FlowPair> pairs, double[] shiftsNs) {
        List<double[]> rests = new ArrayList<>(); // of each pair, rad/s by offset
        List<Double> originals = new ArrayList<>();
        SyncedCamera.Motion motion = pairs.isEmpty()
                ? null
                : camera.over(
                        pairs.getFirst().from().timeNs(), pairs.getLast().to().timeNs());
        for (FlowPair pair : motion == null ? List.<FlowPair>of() : pairs) {
            double original = rate(pair, this::unheld);
            double[] rest = new double[shiftsNs.length];
            boolean known = Double.isFinite(original);
            for (int s = 0; s < shiftsNs.length && known; s++) {
                double shift = shiftsNs[s];
                rest[s] = rate(
                        pair,
                        (x, y, frameNs, out, at) ->
                                held(x, y, frameNs, Objects.requireNonNull(motion), shift, out, at));
                known = Double.isFinite(rest[s]);
            }
            if (known) {
                originals.add(original);
                rests.add(rest);
            }
        }
        return measured(originals, rests, shiftsNs.length);
    }

    private static Window measured(List<Double> originals, List<double[]> rests, int shifts) {
        double[] least = new double[rests.size()];
        for (int p = 0; p < least.length; p++) {
            least[p] = Arrays.stream(rests.get(p)).min().orElse(0);
        }
        double usual = least.length == 0 ? 1 : Math.max(1e-6, Selection.median(least.clone(), least.length));
        double[] left = new double[shifts];
        double[] sharp = new double[shifts];
        double all = 0;
        double sharpAll = 0;
        for (int p = 0; p < least.length; p++) {
            double z = least[p] / (2 * usual);
            double weight = 1 / ((1 + z * z) * (1 + z * z));
            double own = originals.get(p) * originals.get(p);
            all += own;
            sharpAll += weight * own;
            for (int s = 0; s < shifts; s++) {
                left[s] += rests.get(p)[s] * rests.get(p)[s];
                sharp[s] += weight * rests.get(p)[s] * rests.get(p)[s];
            }
        }
        for (int s = 0; s < shifts; s++) {
            left[s] = all > 0 ? left[s] / all : Double.NaN;
            sharp[s] = sharpAll > 0 ? sharp[s] / sharpAll : Double.NaN;
        }
        return new Window(least.length == 0 ? Double.NaN : Math.sqrt(all / least.length), left, sharp);
    }

    private double rate(FlowPair pair, Held by) {
        int n = pair.size();
        double[] from = new double[3 * n];
        double[] to = new double[3 * n];
        int kept = 0;
        for (int i = 0; i < n; i++) {
            if (by.direction(pair.x0()[i], pair.y0()[i], pair.from().timeNs(), from, 3 * kept)
                    && by.direction(pair.x1()[i], pair.y1()[i], pair.to().timeNs(), to, 3 * kept)) {
                kept++;
            }
        }
        return turns.rateRadS(from, to, kept, pair.from().timeNs(), pair.to().timeNs());
    }

    private boolean unheld(double x, double y, long frameNs, double[] out, int at) {
        camera.lens().bearing(x, y, out, at);
        return true;
    }

    /** Where a pixel looks in the world, by the gyro at its own row's time. */
    private boolean held(
            double x, double y, long frameNs, SyncedCamera.Motion motion, double shiftNs, double[] out, int at) {
        CameraModel lens = camera.lens();
        double[] pose = new double[GyroOrientation.POSE];
        double later = camera.shutter().timeOf(x, y, lens.widthPx(), lens.heightPx());
        if (!motion.at(frameNs, later, shiftNs, pose)) {
            return false;
        }
        lens.bearing(x, y, out, at);
        double[] turn = new double[9];
        Quaternion.toMatrix(pose, 0, turn);
        double bx = out[at];
        double by = out[at + 1];
        double bz = out[at + 2];
        for (int r = 0; r < 3; r++) {
            out[at + r] = turn[3 * r] * bx + turn[3 * r + 1] * by + turn[3 * r + 2] * bz;
        }
        return true;
    }
}
