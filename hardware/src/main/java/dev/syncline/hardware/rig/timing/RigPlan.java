package dev.syncline.hardware.rig.timing;

import dev.syncline.hardware.rig.ExposureAlignment;
import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.RigCamera;
import dev.syncline.hardware.rig.SyncRole;
import dev.syncline.hardware.rig.units.FrameRate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The timing of a rig: when each camera takes the frame of one trigger.
 *
 * @param rate triggers a second; null where they come at any time
 * @param cameras those that take part and whose exposure and readout are known
 * @param unknown those that take part and cannot be timed
 */
public record RigPlan(Rig rig, @Nullable FrameRate rate, List<CameraTiming> cameras, List<RigCamera> unknown) {

    /** Plans a rig; whether it is right is asked elsewhere. */
    public static RigPlan of(Rig rig) {
        List<CameraTiming> cameras = new ArrayList<>();
        List<RigCamera> unknown = new ArrayList<>();
        for (RigCamera camera : rig.cameras()) {
            if (camera.role() == SyncRole.OFF) {
                continue;
            }
            if (CameraTiming.isKnown(camera)) {
                cameras.add(CameraTiming.of(camera, rig.alignment()));
            } else {
                unknown.add(camera);
            }
        }
        return new RigPlan(rig, rate(rig), cameras, unknown);
    }

    private static @Nullable FrameRate rate(Rig rig) {
        FrameRate trigger = rig.generator() == null ? null : rig.generator().rate();
        return Stream.concat(
                        Stream.of(trigger, rig.fps()).filter(Objects::nonNull),
                        rig.cameras().stream().map(RigCamera::fps).filter(Objects::nonNull))
                .findFirst()
                .orElse(null);
    }

    /** Between the earliest and the latest mid-exposure, ns; 0 where fewer than two cameras are timed. */
    public double spreadNs() {
        return cameras.stream().mapToDouble(CameraTiming::middleNs).max().orElse(0)
                - cameras.stream().mapToDouble(CameraTiming::middleNs).min().orElse(0);
    }

    /**
     * What brings all mid-exposures together, for each timed camera. By delay: all wait for the latest. By exposure: the
     * others expose longer, around the same moment as the one that cannot be moved.
     */
    public List<Adjustment> adjustments() {
        Comparator<CameraTiming> byMiddle = Comparator.comparingDouble(CameraTiming::middleNs);
        List<Adjustment> adjustments = new ArrayList<>();
        if (cameras.isEmpty()) {
            return adjustments;
        }
        double latestNs = cameras.stream().max(byMiddle).orElseThrow().middleNs();
        double earliestNs = cameras.stream().min(byMiddle).orElseThrow().middleNs();
        for (CameraTiming camera : cameras) {
            // A longer exposure moves the middle later where its start is fixed, earlier where its end is.
            double longerNs = 2
                    * (rig.alignment() == ExposureAlignment.START
                            ? latestNs - camera.middleNs()
                            : camera.middleNs() - earliestNs);
            double exposureNs = camera.exposure().exposureNs() + longerNs;
            // Rule 15: the next exposure must not begin while this frame is still read.
            boolean fits = rate == null || exposureNs + camera.exposure().readoutNs() <= rate.periodNs();
            adjustments.add(new Adjustment(camera, latestNs - camera.middleNs(), exposureNs, fits));
        }
        return adjustments;
    }

    /** While all rows of all cameras are exposed; empty where there is no such time. */
    public Window flash() {
        return cameras.stream().map(CameraTiming::allRows).reduce(Window::and).orElse(new Window(0, 0));
    }

    /** While some row of some camera is exposed: how long a light must be on that replaces daylight. */
    public Window light() {
        return cameras.stream().map(CameraTiming::anyRow).reduce(Window::span).orElse(new Window(0, 0));
    }
}
