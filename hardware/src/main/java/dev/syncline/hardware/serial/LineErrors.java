package dev.syncline.hardware.serial;

/**
 * What a driver has told of a line since it was opened.
 *
 * @param told false where the driver does not tell; then the counts are 0
 * @param framing bytes whose stop bit was missing: the speed is wrong or the line is noisy
 * @param overruns bytes lost because nobody took them in time
 * @param parity bytes of wrong parity
 */
public record LineErrors(boolean told, long framing, long overruns, long parity) {
    /** A driver that does not tell. */
    public static final LineErrors UNTOLD = new LineErrors(false, 0, 0, 0);

    /** True where something went wrong. */
    public boolean any() {
        return framing + overruns + parity > 0;
    }

    /** In words. */
    public String text() {
        return told
                ? framing + " framing errors, " + overruns + " overruns, " + parity + " parity errors"
                : "the driver does not count line errors";
    }
}
