package dev.syncline.engine.clock;

/**
 * A question and its answer between two clocks, as in SNTP.
 *
 * @param t0 asked, on the asker's clock, ns
 * @param t1 question received, on the answerer's clock, ns
 * @param t2 answered, on the answerer's clock, ns
 * @param t3 answer received, on the asker's clock, ns
 */
public record TwoWaySample(long t0, long t1, long t2, long t3) {
    /**
     * {@return answerer's less asker's clock, ns, if both ways took equally long; wrong by at most half the round trip}
     */
    public long offsetNs() {
        long out = t1 - t0;
        long back = t2 - t3;
        return back + (out - back) / 2;
    }

    /** {@return time on the way, there and back, ns} */
    public long roundTripNs() {
        return (t3 - t0) - (t2 - t1);
    }
}
