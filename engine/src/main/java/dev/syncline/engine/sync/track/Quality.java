package dev.syncline.engine.sync.track;

/** How far a sync point can be trusted. */
public enum Quality {
    /** Within three sigmas of the truth. */
    GOOD,
    /** Likely right; not relied on. */
    DOUBTFUL,
    /** Contradicts the others or stands out from nothing. */
    BAD;

    /** {@return the word in results: lower case} */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
