package dev.syncline.engine.base.geometry;

import java.util.Locale;

/** Which way a rolling shutter runs over the picture. */
public enum ReadoutDirection {
    /** The first row first. */
    TOP_TO_BOTTOM("TopToBottom"),
    /** The last row first. */
    BOTTOM_TO_TOP("BottomToTop"),
    /** The first column first. */
    LEFT_TO_RIGHT("LeftToRight"),
    /** The last column first. */
    RIGHT_TO_LEFT("RightToLeft");

    private final String word;

    ReadoutDirection(String word) {
        this.word = word;
    }

    /** {@return the name in lens profiles, projects and results: Gyroflow's, such as {@code TopToBottom}} */
    public String word() {
        return word;
    }

    /** {@return the same for people: "top to bottom"} */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** {@return the number in gcsv logs: 0 to 3} */
    public int code() {
        return switch (this) {
            case TOP_TO_BOTTOM -> 0;
            case BOTTOM_TO_TOP -> 1;
            case LEFT_TO_RIGHT -> 2;
            case RIGHT_TO_LEFT -> 3;
        };
    }

    /** {@return true for the two that run against a coordinate: their readout is negative where it is one number} */
    public boolean isReversed() {
        return this == BOTTOM_TO_TOP || this == RIGHT_TO_LEFT;
    }

    /** {@return the other way over the same lines} */
    public ReadoutDirection opposite() {
        return switch (this) {
            case TOP_TO_BOTTOM -> BOTTOM_TO_TOP;
            case BOTTOM_TO_TOP -> TOP_TO_BOTTOM;
            case LEFT_TO_RIGHT -> RIGHT_TO_LEFT;
            case RIGHT_TO_LEFT -> LEFT_TO_RIGHT;
        };
    }

    /**
     * {@return where in the readout a point is read: −½ at its beginning, ½ at its end}
     *
     * @param x the point's column, as a fraction of the picture's width from the left
     * @param y its row, as a fraction of the picture's height from the top
     */
    public double place(double x, double y) {
        return switch (this) {
            case TOP_TO_BOTTOM -> y - 0.5;
            case BOTTOM_TO_TOP -> 0.5 - y;
            case LEFT_TO_RIGHT -> x - 0.5;
            case RIGHT_TO_LEFT -> 0.5 - x;
        };
    }
}
