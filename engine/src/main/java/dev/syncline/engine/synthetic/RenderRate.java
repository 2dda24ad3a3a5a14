package dev.syncline.engine.synthetic;

/** Frames a second as a fraction, such as 30000/1001. */
public record RenderRate(int numerator, int denominator) {
    /** 29.97, NTSC. */
    public static final RenderRate NTSC_30 = new RenderRate(30_000, 1001);

    /** 59.94, NTSC. */
    public static final RenderRate NTSC_60 = new RenderRate(60_000, 1001);

    public RenderRate {
        if (numerator <= 0 || denominator <= 0) {
            throw new IllegalArgumentException(
                    "frame rate must be a positive fraction, got " + numerator + "/" + denominator);
        }
    }

    /** Frames a second. */
    public double fps() {
        return (double) numerator / denominator;
    }

    /** Time of a frame after the first, s. */
    public double timeS(int frame) {
        return (double) frame * denominator / numerator;
    }

    /** Time of a frame after the first, rounded to ns. */
    public long timeNs(int frame) {
        return Math.round(1e9 * frame * denominator / numerator);
    }
}
