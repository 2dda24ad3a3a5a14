package dev.syncline.engine.clock;

/** How a time is made of a count of 2.5 ms ticks and a nanosecond field. */
public enum TickFormula {
    /** As documented: {@code (time1ns mod 2500000) + time2p5ms · 2500000}. */
    DOCUMENTED,
    /** The ticks alone: whole multiples of 2.5 ms. */
    TICKS_ONLY,
    /** The nanosecond field as a clock that runs freely and wraps every 4.29 s; the ticks only count its wraps. */
    UNWRAPPED
}
