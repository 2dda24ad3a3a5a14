package dev.syncline.hardware.rig.data;

/**
 * A picture size of a sensor.
 *
 * @param name as it is called in rig files: {@code 1080p}
 * @param rows rows read out
 * @param readoutNs time to read them all, ns
 */
public record SensorMode(String name, int rows, long readoutNs) {
    /** @throws IllegalArgumentException if there are no rows or the readout takes no time */
    public SensorMode {
        if (rows < 1 || readoutNs < 1) {
            throw new IllegalArgumentException("expected at least one row and a readout above zero, found " + rows
                    + " rows in " + readoutNs + " ns");
        }
    }

    /** Time from the start of one row to the start of the next, ns. */
    public double rowNs() {
        return (double) readoutNs / rows;
    }
}
