package dev.syncline.hardware.dji;

/**
 * Whether a packet follows those before it, came late or twice, or is of a clock that was started again. One packet alone
 * shows nothing: lines and relays hold packets back and repeat them.
 */
final class PacketOrder {
    /** What a packet is beside those before it. */
    enum Place {
        /** Later than all before it. */
        NEXT,
        /** Earlier than others that came before it, and new. */
        LATE,
        /** The same as one before it, or it cannot be placed yet: of no use. */
        USELESS,
        /** One of several in a row of another time. */
        RESTARTED
    }

    private static final int REMEMBERED = 1024;
    /** A packet is late by less than this, ns. */
    private static final long LATE_NS = 2_000_000_000L;
    /** Packets in a row that show a restart: to another time, or to one that late packets have too. */
    private static final int FAR = 3;

    private static final int NEAR = 20;
    private static final double CRYSTALS = 500e-6;
    private static final long UNEVEN_NS = 500_000_000L;

    private final long[] timesNs = new long[REMEMBERED];
    private long count;
    private long newestNs;
    private int strangers;
    private long strangerNs;
    private long strangerArrivalNs;

    /**
     * Places a packet.
     *
     * @param flightNs its time on the controller's clock
     * @param ahead whether that is later than it can be when it comes at {@code arrivalNs}
     */
    Place place(long flightNs, long arrivalNs, boolean ahead) {
        if (count == 0 || (flightNs > newestNs && !ahead)) {
            strangers = 0;
            newestNs = flightNs;
            remember(flightNs);
            return Place.NEXT;
        }
        if (!ahead && isKnown(flightNs)) {
            return Place.USELESS;
        }
        boolean near = !ahead && newestNs - flightNs < LATE_NS;
        boolean follows = strangers > 0 && follows(flightNs, arrivalNs);
        strangers = follows ? strangers + 1 : 1;
        strangerNs = flightNs;
        strangerArrivalNs = arrivalNs;
        if (strangers >= (near ? NEAR : FAR)) {
            return Place.RESTARTED;
        }
        return near ? Place.LATE : Place.USELESS;
    }

    /** Notes a late packet as known, so that it is not taken twice. */
    void remember(long flightNs) {
        timesNs[(int) (count++ % REMEMBERED)] = flightNs;
    }

    private boolean isKnown(long flightNs) {
        for (int i = 0; i < Math.min(count, REMEMBERED); i++) {
            if (timesNs[i] == flightNs) {
                return true;
            }
        }
        return false;
    }

    /** Whether a clock that showed the last stranger can show this one now; packets may be held up, and come at once. */
    private boolean follows(long flightNs, long arrivalNs) {
        long sinceNs = flightNs - strangerNs;
        long elapsedNs = arrivalNs - strangerArrivalNs;
        return sinceNs > 0 && sinceNs <= elapsedNs + UNEVEN_NS + CRYSTALS * elapsedNs;
    }
}
