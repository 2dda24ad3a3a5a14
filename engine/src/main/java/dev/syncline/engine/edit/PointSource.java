package dev.syncline.engine.edit;

import java.util.Locale;

/** Where a point's offset comes from. */
public enum PointSource {
    /** A sync measured it. */
    MEASURED,
    /** A person set it. */
    MANUAL,
    /** A Gyroflow project holds it and does not say. */
    PROJECT;

    /** The word in files and listings: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
