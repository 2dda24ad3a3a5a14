package dev.syncline.hardware.camera.v4l2;

/**
 * How a sensor's frames are made of lines: a frame is its rows and the blank ones after them, a line is its pixels and
 * the blank ones after them, and pixels come at a fixed rate.
 *
 * @param pixelsPerSecond pixel rate, positive
 * @param linePixels pixels of a line with its blanking, positive
 * @param rows rows of the picture, positive
 * @param fewestBlankRows,mostBlankRows what the sensor allows
 */
record SensorLines(long pixelsPerSecond, int linePixels, int rows, int fewestBlankRows, int mostBlankRows) {
    SensorLines {
        if (pixelsPerSecond <= 0
                || linePixels <= 0
                || rows <= 0
                || fewestBlankRows < 0
                || mostBlankRows < fewestBlankRows) {
            throw new IllegalArgumentException("a sensor of " + pixelsPerSecond + " pixels/s, " + linePixels
                    + " pixels a line, " + rows + " rows and " + fewestBlankRows + " to " + mostBlankRows
                    + " blank ones: expected positive numbers");
        }
    }

    /** Time of a line, ns; rounded, so not for adding up. */
    long lineNs() {
        return Math.max(1, Math.round(1e9 * linePixels / pixelsPerSecond));
    }

    /** Length of a frame with so many blank rows, ns. */
    long frameNs(int blankRows) {
        return Math.round(1e9 * ((double) rows + blankRows) * linePixels / pixelsPerSecond);
    }

    /** The blank rows that make a frame as nearly this long as the sensor can. */
    int blankRows(long frameNs) {
        double all = (double) frameNs * 1e-9 * pixelsPerSecond / linePixels;
        return Math.clamp(Math.round(all) - rows, fewestBlankRows, mostBlankRows);
    }
}
