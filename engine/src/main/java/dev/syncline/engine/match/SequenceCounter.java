package dev.syncline.engine.match;

/** One stream's sequence numbers, unwrapped, with the rate at which they go on. */
final class SequenceCounter {
    /** What a number says after the one before it. */
    enum Step {
        FORWARD,
        REPEATED,
        BACK,
        RESTARTED
    }

    /** Weight of the newest period in the mean. */
    private static final double PERIOD_WEIGHT = 0.1;

    private final int bits;
    private final int window;
    private boolean begun;
    private long lastRaw;
    private long lastNumber;
    private long lastNs;
    private double periodNs;

    SequenceCounter(int bits, int window) {
        this.bits = bits;
        this.window = window;
    }

    boolean hasBegun() {
        return begun;
    }

    boolean hasRate() {
        return periodNs > 0;
    }

    long lastRaw() {
        return lastRaw;
    }

    long lastNumber() {
        return lastNumber;
    }

    /** The shortest way from the last number to another, round the counter's end if that is shorter. */
    private long stepTo(long raw) {
        int unused = 64 - bits;
        return ((raw - lastRaw) << unused) >> unused;
    }

    Step see(long raw, long timeNs) {
        if (!begun) {
            return Step.FORWARD;
        }
        long step = stepTo(raw);
        boolean timeWentOn = timeNs > lastNs;
        if (step > 0) {
            return leapt(step, timeNs) ? Step.RESTARTED : Step.FORWARD;
        }
        if (step == 0) {
            return timeWentOn && periodNs > 0 && timeNs - lastNs > periodNs / 2 ? Step.RESTARTED : Step.REPEATED;
        }
        return timeWentOn || step < -window ? Step.RESTARTED : Step.BACK;
    }

    /** A number that runs far ahead of time is not a gap. */
    private boolean leapt(long step, long timeNs) {
        return step > window && periodNs > 0 && Math.abs(step - (timeNs - lastNs) / periodNs) > window;
    }

    void advance(long raw, long timeNs) {
        if (begun) {
            long step = stepTo(raw);
            if (timeNs > lastNs) {
                double period = (double) (timeNs - lastNs) / step;
                periodNs = periodNs == 0 ? period : (1 - PERIOD_WEIGHT) * periodNs + PERIOD_WEIGHT * period;
            }
            lastNumber += step;
        } else {
            lastNumber = raw;
        }
        note(raw, timeNs);
    }

    void restart(long raw, long timeNs, long number) {
        lastNumber = number;
        note(raw, timeNs);
    }

    private void note(long raw, long timeNs) {
        begun = true;
        lastRaw = raw;
        lastNs = timeNs;
    }

    /** Number of a message that came out of order. */
    long numberOf(long raw) {
        return lastNumber + stepTo(raw);
    }

    long distanceNs(long timeNs) {
        return Math.abs(timeNs - lastNs);
    }

    /** The number that is due at a time. */
    long numberAt(long timeNs) {
        return lastNumber + (periodNs > 0 ? Math.round((timeNs - lastNs) / periodNs) : 1);
    }
}
