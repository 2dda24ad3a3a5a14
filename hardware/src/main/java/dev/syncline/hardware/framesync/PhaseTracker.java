package dev.syncline.hardware.framesync;

/**
 * Follows events that come at a steady period, from noisy times of some of them: least squares over all times at first,
 * over about the last {@code memory} of them later. Times are kept as whole nanoseconds plus a fraction, so nothing is
 * lost however long it runs.
 */
final class PhaseTracker {
    private final int memory;
    private long wholeNs;
    private double fractionNs;
    private double periodNs;
    private int updates;

    /** @param memory how many times back it remembers, 4 or more */
    PhaseTracker(int memory) {
        this.memory = memory;
    }

    /** Begins anew at a time, with a period to begin with, ns. */
    void begin(long timeNs, double periodNs) {
        wholeNs = timeNs;
        fractionNs = 0;
        this.periodNs = periodNs;
        updates = 1;
    }

    /** Puts the phase somewhere else; the period is kept, and so is most of the trust in it. */
    void rebase(long timeNs) {
        wholeNs = timeNs;
        fractionNs = 0;
        updates = Math.min(updates, 8);
    }

    /** Length of a period, ns. */
    double periodNs() {
        return periodNs;
    }

    /** Time of the latest event, ns. */
    long phaseNs() {
        return wholeNs + Math.round(fractionNs);
    }

    /** How much later a time is than the latest event, ns. */
    double sinceNs(long timeNs) {
        return (timeNs - wholeNs) - fractionNs;
    }

    /** Moves on by so many periods, and by a known shift, ns. */
    void advance(long periods, long shiftNs) {
        add(periods * periodNs + shiftNs);
    }

    /**
     * Learns from the time of the latest event.
     *
     * @param residualNs by how much it was later than {@link #phaseNs}, ns
     * @param periods periods since the event that was learnt from before, 1 or more
     */
    void learn(double residualNs, long periods) {
        updates = Math.min(updates + 1, memory);
        double k = updates;
        double norm = k * (k + 1);
        add(2 * (2 * k - 1) / norm * residualNs);
        periodNs += 6 / norm * residualNs / periods;
    }

    private void add(double ns) {
        double sum = fractionNs + ns;
        long whole = (long) Math.floor(sum);
        wholeNs += whole;
        fractionNs = sum - whole;
    }
}
