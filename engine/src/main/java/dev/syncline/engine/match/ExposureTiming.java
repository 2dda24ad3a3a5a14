package dev.syncline.engine.match;

/**
 * Where in time a frame's rows were exposed, from the stamp that the sensor's start of frame got: the first row's
 * exposure ends there, and row {@code r} of {@code H} follows {@code r·readout/H} later. A global shutter has no
 * readout.
 *
 * @param rows rows of the picture, H; 1 for a global shutter
 * @param readoutNs time from one frame's first row to the row after its last, ns; 0 for a global shutter, negative for
 *     bottom to top
 */
public record ExposureTiming(int rows, long readoutNs) {
    /** All rows at once. */
    public static final ExposureTiming GLOBAL = new ExposureTiming(1, 0);

    /**
     * Checks the rows.
     *
     * @throws IllegalArgumentException when there is none
     */
    public ExposureTiming {
        if (rows < 1) {
            throw new IllegalArgumentException("rows=" + rows + ", expected at least 1");
        }
    }

    /** {@return time from one row to the next, ns; negative for bottom to top} */
    public double rowNs() {
        return (double) readoutNs / rows;
    }

    /**
     * Time of a point of one row's exposure.
     *
     * @param startOfFrameNs stamp at the start of frame, ns
     * @param exposureNs how long each row was exposed, ns, not negative
     * @param point which part of the exposure
     * @param row 0 to rows − 1; halves are rows between two
     * @return ns, rounded to the nearest
     * @throws IllegalArgumentException when the exposure is negative or there is no such row
     */
    public long rowTimeNs(long startOfFrameNs, long exposureNs, ExposurePoint point, double row) {
        if (exposureNs < 0) {
            throw new IllegalArgumentException("exposure " + exposureNs + " ns, expected 0 or more");
        }
        if (!(row >= 0 && row <= rows - 1)) {
            throw new IllegalArgumentException("row " + row + ", expected 0 to " + (rows - 1));
        }
        double back =
                switch (point) {
                    case START -> exposureNs;
                    case MIDDLE -> exposureNs * 0.5;
                    case END -> 0;
                };
        return startOfFrameNs + Math.round(row * rowNs() - back);
    }

    /**
     * Time of a point of the first row's exposure: what a camera's own "middle of exposure" means.
     *
     * @param startOfFrameNs stamp at the start of frame, ns
     * @param exposureNs how long each row was exposed, ns, not negative
     * @param point which part of the exposure
     * @return ns, on the stamp's clock
     */
    public long firstRowTimeNs(long startOfFrameNs, long exposureNs, ExposurePoint point) {
        return rowTimeNs(startOfFrameNs, exposureNs, point, 0);
    }

    /**
     * Time of a point of the exposure of the picture's middle, row (H − 1)/2.
     *
     * @param startOfFrameNs stamp at the start of frame, ns
     * @param exposureNs how long each row was exposed, ns, not negative
     * @param point which part of the exposure
     * @return ns, on the stamp's clock, rounded to the nearest
     */
    public long centreTimeNs(long startOfFrameNs, long exposureNs, ExposurePoint point) {
        return rowTimeNs(startOfFrameNs, exposureNs, point, (rows - 1) * 0.5);
    }
}
