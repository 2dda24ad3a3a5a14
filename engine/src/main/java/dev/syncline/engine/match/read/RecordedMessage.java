package dev.syncline.engine.match.read;

/**
 * A message of a recorded stream.
 *
 * @param sequence its number; {@link #NO_SEQUENCE} where the recording has none
 * @param timeNs its timestamp on its device's own clock, ns
 * @param exposureNs how long a row was exposed, ns; 0 where there is no exposure or it is not known
 * @param values what was measured, in the order of {@link RecordedStream#valueNames()}; empty for none
 */
public record RecordedMessage(long sequence, long timeNs, long exposureNs, double[] values) {
    /** Stands for the number of a message that has none. */
    public static final long NO_SEQUENCE = Long.MIN_VALUE;

    /** Whether it has a number. */
    public boolean hasSequence() {
        return sequence != NO_SEQUENCE;
    }
}
