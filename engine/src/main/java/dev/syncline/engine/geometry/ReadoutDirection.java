package dev.syncline.engine.geometry;

/** Which way a rolling shutter runs over the picture. The order is that of gcsv's {@code frame_readout_direction}. */
public enum ReadoutDirection {
    TOP_TO_BOTTOM,
    BOTTOM_TO_TOP,
    LEFT_TO_RIGHT,
    RIGHT_TO_LEFT
}
