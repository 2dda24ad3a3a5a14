package dev.syncline.engine.match;

/** One stream's sequence numbers, unwrapped, with the rate at which they go on. */
final class SequenceCounter {
    /** What a number says after the one before it. */
    enum Step {
        /** It goes on from there. */
        FORWARD,
        REPEATED,
        /** Out of order in both number and time. */
        BACK,
        /** Number and time do not go together: a late stamp, a wrong number, or a stream that restarted. */
        DOUBTFUL
    }

    /** Weight of the newest period in the mean. */
    private static final double PERIOD_WEIGHT = 0.1;

    /** Numbers may run ahead of time by twice as many as fit into it and these: stamps are late, periods vary. */
    private static final int LEAP_ALLOWED = 8;

    /** In frames: by how much the other explanation must fit better. */
    private static final double CLEARLY_BETTER = 0.5;

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

    /** The shortest way from one number to another, round the counter's end if that is shorter. */
    private long step(long fromRaw, long toRaw) {
        int unused = 64 - bits;
        return ((toRaw - fromRaw) << unused) >> unused;
    }

    Step see(long raw, long timeNs) {
        if (!begun) {
            return Step.FORWARD;
        }
        long step = step(lastRaw, raw);
        boolean timeWentOn = timeNs > lastNs;
        if (step > 0) {
            return leapt(step, timeNs) ? Step.DOUBTFUL : Step.FORWARD;
        }
        if (step == 0) {
            return timeWentOn && periodNs > 0 && timeNs - lastNs > periodNs / 2 ? Step.DOUBTFUL : Step.REPEATED;
        }
        return timeWentOn || step < -window ? Step.DOUBTFUL : Step.BACK;
    }

    /** A number that runs far ahead of time is not a gap. */
    private boolean leapt(long step, long timeNs) {
        return periodNs > 0 && step > LEAP_ALLOWED + 2 * Math.max(0, timeNs - lastNs) / periodNs;
    }

    /** Whether a message goes on from another one, which need not be the last that was counted. */
    boolean follows(long fromRaw, long fromNs, long raw, long timeNs) {
        long step = step(fromRaw, raw);
        return step > 0 && step <= window && timeNs > fromNs;
    }

    /** Whether a message goes on from another one clearly better than from the last that was counted, by time. */
    boolean followsBetter(long fromRaw, long fromNs, long raw, long timeNs) {
        if (!follows(fromRaw, fromNs, raw, timeNs) || periodNs == 0) {
            return false;
        }
        double fromThere = Math.abs(step(fromRaw, raw) - (timeNs - fromNs) / periodNs);
        double fromLast = Math.abs(step(lastRaw, raw) - (timeNs - lastNs) / periodNs);
        return fromThere + CLEARLY_BETTER < fromLast;
    }

    void advance(long raw, long timeNs) {
        if (begun) {
            long step = step(lastRaw, raw);
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

    /** Number of a message, counted from the last. */
    long numberOf(long raw) {
        return lastNumber + step(lastRaw, raw);
    }

    /** Whether a message's number is one that may come out of order. */
    boolean isNear(long raw) {
        long step = step(lastRaw, raw);
        return step <= 0 && step >= -window;
    }

    long distanceNs(long timeNs) {
        return Math.abs(timeNs - lastNs);
    }

    /** The number that is due at a time. */
    long numberAt(long timeNs) {
        return lastNumber + (periodNs > 0 ? Math.round((timeNs - lastNs) / periodNs) : 1);
    }
}
