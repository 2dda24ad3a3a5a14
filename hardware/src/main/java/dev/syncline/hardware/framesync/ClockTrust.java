package dev.syncline.hardware.framesync;

/**
 * Whether server and client mean the same by their wall clocks, judged by when packets come: a packet's frame began just
 * before it came. While one of the clocks has been stepped and the other has not, a bridge holds the frames together.
 */
final class ClockTrust {
    /** Pipelines hold frames back on both sides; networks and busy machines take their time on top of it. */
    private static final double FRAMES_EITHER_WAY = 3;

    private static final double DELAY_NS = 150_000_000;
    private static final int CONFIRMATIONS = 2;

    private long bridgeNs;
    private int plausibleRun;
    private int implausibleRun;
    private boolean trusted;
    private boolean holding;
    private double latestDifferenceNs;

    /** This machine's clock was stepped: the frames are held where they were until packets show which clock is right. */
    void clientStepped(long stepNs) {
        bridgeNs -= stepNs;
        doubt();
    }

    /** The server's clock was stepped, its frames go on. */
    void serverStepped(long stepNs) {
        bridgeNs += stepNs;
    }

    /** The server was restarted, so nothing bridges to it. */
    void serverRestarted() {
        bridgeNs = 0;
        trusted = false;
        doubt();
    }

    /** Something does not fit: nothing is claimed until packets confirm it. */
    void doubt() {
        holding = true;
        plausibleRun = 0;
        implausibleRun = 0;
    }

    /**
     * A packet was believed.
     *
     * @param sinceNs from its frame to the client's latest frame, by the clocks as they are, ns
     */
    void packet(double sinceNs, double frameNs) {
        boolean plausible = Math.abs(sinceNs) < FRAMES_EITHER_WAY * frameNs + DELAY_NS;
        latestDifferenceNs = sinceNs;
        plausibleRun = plausible ? plausibleRun + 1 : 0;
        implausibleRun = plausible ? 0 : implausibleRun + 1;
        boolean first = !trusted && !holding;
        if (plausibleRun >= (first ? 1 : CONFIRMATIONS)) {
            bridgeNs = 0;
            trusted = true;
            holding = false;
        } else if (trusted && implausibleRun >= CONFIRMATIONS) {
            holding = false;
        }
    }

    /** What to add to this machine's wall clock to compare it with the server's, ns. */
    long bridgeNs() {
        return bridgeNs;
    }

    /** Whether the clocks mean the same, or are bridged. */
    boolean isTrusted() {
        return trusted;
    }

    /** Whether confirmation is awaited. */
    boolean isHolding() {
        return holding;
    }

    /** Whether packets keep coming from a time that is not now. */
    boolean clocksDiffer() {
        return implausibleRun >= CONFIRMATIONS;
    }

    /** By how much this machine's clock is ahead of the server's, network and pipelines included, ns. */
    double latestDifferenceNs() {
        return latestDifferenceNs;
    }
}
