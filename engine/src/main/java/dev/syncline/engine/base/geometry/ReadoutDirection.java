package dev.syncline.engine.base.geometry;

import java.util.Locale;

/** Which way a rolling shutter runs over the picture. */
public enum ReadoutDirection {
    TOP_TO_BOTTOM("TopToBottom"),
    BOTTOM_TO_TOP("BottomToTop"),
    LEFT_TO_RIGHT("LeftToRight"),
    RIGHT_TO_LEFT("RightToLeft");

    private final String word;

    ReadoutDirection(String word) {
        this.word = word;
    }

    /** The name in lens profiles, projects and results: Gyroflow's, such as {@code TopToBottom}. */
    public String word() {
        return word;
    }

    /** The same for people: "top to bottom". */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The number in gcsv logs: 0 to 3. */
    public int code() {
        return switch (this) {
            case TOP_TO_BOTTOM -> 0;
            case BOTTOM_TO_TOP -> 1;
            case LEFT_TO_RIGHT -> 2;
            case RIGHT_TO_LEFT -> 3;
        };
    }

    /** True for the two that run against a coordinate: their readout is negative where it is one number. */
    public boolean isReversed() {
        return this == BOTTOM_TO_TOP || this == RIGHT_TO_LEFT;
    }

    /** The other way over the same lines. */
    public ReadoutDirection opposite() {
        return switch (this) {
            case TOP_TO_BOTTOM -> BOTTOM_TO_TOP;
            case BOTTOM_TO_TOP -> TOP_TO_BOTTOM;
            case LEFT_TO_RIGHT -> RIGHT_TO_LEFT;
            case RIGHT_TO_LEFT -> LEFT_TO_RIGHT;
        };
    }

    /**
     * Where in the readout a point is read: −½ at its beginning, ½ at its end.
     *
     * @param x,y the point, as fractions of the picture's width and height from its top left corner
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
