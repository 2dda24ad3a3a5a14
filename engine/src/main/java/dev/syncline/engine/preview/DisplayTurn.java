package dev.syncline.engine.preview;

/**
 * How players turn a video's frames: phones that are held upright store them lying.
 *
 * @param clockwiseDeg 0, 90, 180 or 270
 */
record DisplayTurn(int clockwiseDeg) {
    /** Whether what was wide is high. */
    boolean swapsSides() {
        return clockwiseDeg == 90 || clockwiseDeg == 270;
    }

    /**
     * Draws a frame turned.
     *
     * @param frame byte[heightPx * widthPx]
     * @param picture that it is drawn into
     * @param at where its first row begins
     * @param stride bytes from row to row of the picture
     */
    void draw(byte[] frame, int widthPx, int heightPx, byte[] picture, int at, int stride) {
        if (clockwiseDeg == 0) {
            for (int y = 0; y < heightPx; y++) {
                System.arraycopy(frame, y * widthPx, picture, at + y * stride, widthPx);
            }
            return;
        }
        int wide = swapsSides() ? heightPx : widthPx;
        int high = swapsSides() ? widthPx : heightPx;
        // From one pixel of a row to the next of it, in the frame, and where the first row begins.
        int along = clockwiseDeg == 180 ? -1 : clockwiseDeg == 90 ? -widthPx : widthPx;
        int down = clockwiseDeg == 180 ? -widthPx : clockwiseDeg == 90 ? 1 : -1;
        int from = clockwiseDeg == 180
                ? heightPx * widthPx - 1
                : clockwiseDeg == 90 ? (heightPx - 1) * widthPx : widthPx - 1;
        for (int y = 0; y < high; y++) {
            int source = from + y * down;
            int target = at + y * stride;
            for (int x = 0; x < wide; x++) {
                picture[target + x] = frame[source];
                source += along;
            }
        }
    }
}
