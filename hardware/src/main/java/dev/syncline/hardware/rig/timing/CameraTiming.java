package dev.syncline.hardware.rig.timing;

import dev.syncline.hardware.rig.ExposureAlignment;
import dev.syncline.hardware.rig.RigCamera;

/**
 * When a camera of a rig takes the frame of one trigger. All times in ns after the trigger.
 *
 * @param exposure the frame's rows
 * @param sofNs the start of frame
 */
public record CameraTiming(RigCamera camera, FrameExposure exposure, double sofNs) {
    /**
     * The timing of a camera whose exposure and readout are known.
     *
     * @throws IllegalArgumentException if they are not
     */
    public static CameraTiming of(RigCamera camera, ExposureAlignment alignment) {
        if (!isKnown(camera)) {
            throw new IllegalArgumentException(camera.title() + ": exposure or readout is not known");
        }
        long exposureNs = camera.exposureNs() == null ? 0 : camera.exposureNs();
        int rows = camera.picture() == null ? 0 : camera.picture().rows();
        long readoutNs = camera.picture() == null ? 0 : camera.picture().readoutNs();
        FrameExposure exposure = new FrameExposure(camera.sensor().shutter(), exposureNs, rows, readoutNs);
        double sofNs = camera.delayNs() + (alignment == ExposureAlignment.START ? exposureNs : 0);
        return new CameraTiming(camera, exposure, sofNs);
    }

    /** Whether enough is known about a camera to time it. */
    public static boolean isKnown(RigCamera camera) {
        return camera.exposureNs() != null && camera.picture() != null;
    }

    /** When the first row begins its exposure. */
    public double startNs() {
        return sofNs + exposure.startNs(0);
    }

    /** The frame's own time: the middle of the exposure of its middle. */
    public double middleNs() {
        return sofNs + exposure.middleNs();
    }

    /** When the last row ends its exposure. */
    public double endNs() {
        return sofNs + exposure.endNs(exposure.rows() - 1);
    }

    /** When the last row has been read. */
    public double readoutEndNs() {
        return sofNs + exposure.readoutNs();
    }

    /** While some row is exposed: a light that is on for this long reaches every row for the whole of its exposure. */
    public Window anyRow() {
        return new Window(startNs(), endNs());
    }

    /**
     * While all rows are exposed: a flash in it reaches every row alike. Empty for a rolling shutter whose exposure is
     * shorter than its readout.
     */
    public Window allRows() {
        return new Window(sofNs + exposure.startNs(exposure.rows() - 1), sofNs + exposure.endNs(0));
    }
}
