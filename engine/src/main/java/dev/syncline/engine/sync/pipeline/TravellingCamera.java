package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.statistics.Selection;
import dev.syncline.engine.sync.rotation.EpipolarEstimator;
import dev.syncline.engine.sync.rotation.PairRotation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows of a camera that travels near what it sees (a drone indoors, a slider over a table): turns that were found without
 * any travel take part of the parallax for rotation. Where the picture shows such parallax, the windows' rates are found
 * again, each pair's turn together with its direction of travel.
 */
final class TravellingCamera {
    /** What is tried, for people. */
    static final String NAME = "camera that travels near what it sees";

    /** One pair in so many is looked at first. */
    private static final int SAMPLE = 6;

    /**
     * With travel the points' distances must shrink to this share. Where nothing is near they shrink to about a half: one
     * direction is judged instead of two, and the direction of travel follows the noise.
     */
    static final double LARGEST_SHARE = 0.35;

    private final EpipolarEstimator estimator;
    private final double frameNs;

    /**
     * @param camera lens at the size of the frames that were followed
     * @param frameNs the clip's frame interval, ns
     */
    TravellingCamera(CameraModel camera, double frameNs) {
        this.estimator = new EpipolarEstimator(camera);
        this.frameNs = frameNs;
    }

    /** Whether the picture shows so much parallax that turns found without it are not to be trusted. */
    boolean isSeenIn(List<TrackedWindow> windows) {
        List<Double> shares = new ArrayList<>();
        for (TrackedWindow window : windows) {
            for (int k = SAMPLE / 2; k < window.pairs().size(); k += SAMPLE) {
                PairRotation still = window.rotations().get(k);
                PairRotation moving =
                        still == null ? null : estimator.estimate(window.pairs().get(k), still);
                if (still != null && moving != null) {
                    shares.add(moving.spreadRad() / still.spreadRad());
                }
            }
        }
        double[] all = shares.stream().mapToDouble(Double::doubleValue).toArray();
        return all.length > 0 && Selection.median(all, all.length) < LARGEST_SHARE;
    }

    /** A window with its turns found together with the travel. */
    TrackedWindow of(TrackedWindow window) {
        List<@Nullable PairRotation> rotations = new ArrayList<>();
        for (int k = 0; k < window.pairs().size(); k++) {
            PairRotation still = window.rotations().get(k);
            rotations.add(
                    still == null ? null : estimator.estimate(window.pairs().get(k), still));
        }
        return new TrackedWindow(
                window.fromNs(),
                window.toNs(),
                window.pairs(),
                window.information(),
                rotations,
                RotationRates.onGrid(rotations, frameNs));
    }
}
