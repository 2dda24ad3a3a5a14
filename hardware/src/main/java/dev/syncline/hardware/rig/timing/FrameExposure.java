package dev.syncline.hardware.rig.timing;

import dev.syncline.hardware.rig.data.Shutter;

/**
 * When the rows of one frame are exposed and read, counted from its start of frame: the moment at which the sensor
 * begins to send the picture, which is when the frame gets its timestamp. A global shutter's exposure ends there for all
 * rows; a rolling shutter's for the first row only.
 *
 * @param exposureNs exposure of a row, ns
 * @param rows rows of the picture
 * @param readoutNs time to read them all, ns
 */
public record FrameExposure(Shutter shutter, long exposureNs, int rows, long readoutNs) {
    /** @throws IllegalArgumentException if a time or the number of rows is not positive */
    public FrameExposure {
        if (exposureNs <= 0 || rows <= 0 || readoutNs <= 0) {
            throw new IllegalArgumentException("expected times and rows above zero, found exposure " + exposureNs
                    + " ns, " + rows + " rows, readout " + readoutNs + " ns");
        }
    }

    /** Time from one row to the next, ns. */
    public double rowNs() {
        return (double) readoutNs / rows;
    }

    /** When a row begins its exposure, ns after the start of frame (so negative for the first). */
    public double startNs(int row) {
        return endNs(row) - exposureNs;
    }

    /** The middle of a row's exposure, ns after the start of frame. */
    public double middleNs(int row) {
        return endNs(row) - exposureNs / 2.0;
    }

    /** When a row ends its exposure, ns after the start of frame. */
    public double endNs(int row) {
        return shutter == Shutter.GLOBAL ? 0 : readNs(row);
    }

    /** When a row is sent, ns after the start of frame. */
    public double readNs(int row) {
        return row * rowNs();
    }

    /** The middle of the exposure of the middle of the picture, ns after the start of frame: the frame's own time. */
    public double middleNs() {
        return (middleNs(0) + middleNs(rows - 1)) / 2;
    }
}
