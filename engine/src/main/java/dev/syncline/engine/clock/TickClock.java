package dev.syncline.engine.clock;

/**
 * The clock of a flight controller: a 32-bit count of 2.5 ms ticks (wraps after 124.28 days) and a 32-bit count of
 * nanoseconds, both unsigned, made into one 64-bit time that does not wrap. One for each formula and device.
 */
public final class TickClock {
    /** Length of a tick, ns. */
    public static final long TICK_NS = 2_500_000;

    private static final long WORD = 1L << 32;

    private final TickFormula formula;
    private boolean begun;
    private long ticks;
    private int lastTicks;
    private int lastNanos;
    private long unwrappedNs;

    /**
     * A clock that has seen no stamp yet.
     *
     * @param formula how the two fields make a time
     */
    public TickClock(TickFormula formula) {
        this.formula = formula;
    }

    /**
     * {@return the documented formula for a single stamp, without memory of others, ns}
     *
     * @param time2p5ms count of 2.5 ms ticks as it came, unsigned
     * @param time1ns count of nanoseconds as it came, unsigned
     */
    public static long documentedNs(int time2p5ms, int time1ns) {
        return Integer.toUnsignedLong(time1ns) % TICK_NS + Integer.toUnsignedLong(time2p5ms) * TICK_NS;
    }

    /**
     * The time of a stamp. Stamps may come a little out of order; one that lies more than half the range back is a
     * wrap, so a device that restarts goes back, and does not seem to have run for 62 days.
     *
     * @param time2p5ms count of 2.5 ms ticks as it came, unsigned
     * @param time1ns count of nanoseconds as it came, unsigned
     * @return the device's time, ns
     */
    public long timeNs(int time2p5ms, int time1ns) {
        if (!begun) {
            begun = true;
            ticks = Integer.toUnsignedLong(time2p5ms);
            unwrappedNs = documentedNs(time2p5ms, time1ns);
        } else {
            // Only a step over the wrap itself, forward or back, is one; any other step back is a restart.
            long step = Integer.toUnsignedLong(time2p5ms) - Integer.toUnsignedLong(lastTicks);
            if (step < -(WORD / 2)) {
                step += WORD;
            } else if (step > WORD / 2) {
                step -= WORD;
            }
            ticks += step;
            long nanos = Integer.toUnsignedLong(time1ns) - Integer.toUnsignedLong(lastNanos);
            unwrappedNs += nanos + Math.round((double) (step * TICK_NS - nanos) / WORD) * WORD;
        }
        lastTicks = time2p5ms;
        lastNanos = time1ns;
        return switch (formula) {
            case DOCUMENTED -> Integer.toUnsignedLong(time1ns) % TICK_NS + ticks * TICK_NS;
            case TICKS_ONLY -> ticks * TICK_NS;
            case UNWRAPPED -> unwrappedNs;
        };
    }
}
