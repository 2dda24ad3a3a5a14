package dev.syncline.hardware.rig.trigger;

/**
 * How late edges were: a histogram of fixed size for runs of any length, to within 6 %.
 *
 * <p>Bins are sixteen to each power of two.
 */
public final class Lateness {
    private static final int PER_OCTAVE = 16;

    private final long[] bins = new long[64 * PER_OCTAVE];
    private long count;
    private long leastNs = Long.MAX_VALUE;
    private long mostNs = Long.MIN_VALUE;
    private double sum;
    private double squares;

    /** Takes one lateness; a negative one counts as 0, since the edge cannot have been early. */
    public void add(long lateNs) {
        long late = Math.max(0, lateNs);
        bins[bin(late)]++;
        count++;
        leastNs = Math.min(leastNs, late);
        mostNs = Math.max(mostNs, late);
        sum += late;
        squares += (double) late * late;
    }

    /** Number of edges. */
    public long count() {
        return count;
    }

    /** The least, ns; 0 where there is none. */
    public long leastNs() {
        return count == 0 ? 0 : leastNs;
    }

    /** The most, ns; 0 where there is none. */
    public long mostNs() {
        return count == 0 ? 0 : mostNs;
    }

    /** Standard deviation: the jitter of the edges, ns. */
    public double deviationNs() {
        return count < 2 ? 0 : Math.sqrt(Math.max(0, (squares - sum * sum / count) / (count - 1)));
    }

    /**
     * The lateness that a share of the edges does not exceed, ns, rounded up to the bin's end.
     *
     * @param share 0 to 1
     */
    public long quantileNs(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int bin = 0; bin < bins.length; bin++) {
            seen += bins[bin];
            if (seen >= wanted) {
                return Math.min(mostNs(), Math.max(leastNs(), upperEnd(bin)));
            }
        }
        return mostNs();
    }

    private static int bin(long value) {
        if (value < PER_OCTAVE) {
            return (int) value;
        }
        int octave = 63 - Long.numberOfLeadingZeros(value);
        int within = (int) (value >>> (octave - 4)) - PER_OCTAVE;
        return (octave - 3) * PER_OCTAVE + within;
    }

    private static long upperEnd(int bin) {
        if (bin < PER_OCTAVE) {
            return bin;
        }
        int octave = bin / PER_OCTAVE + 3;
        return ((long) (PER_OCTAVE + bin % PER_OCTAVE + 1) << (octave - 4)) - 1;
    }
}
