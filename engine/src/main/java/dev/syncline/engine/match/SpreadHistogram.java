package dev.syncline.engine.match;

/**
 * Counts of non-negative times in bins that are at most 1/64 of their value wide, so that percentiles of any number of
 * groups take the same few kilobytes.
 */
final class SpreadHistogram {
    private static final int BITS = 6;
    private static final int PER_OCTAVE = 1 << BITS;

    private final long[] counts = new long[(64 - BITS) << BITS];
    private long total;
    private long largest;

    void add(long ns) {
        counts[bin(ns)]++;
        total++;
        largest = Math.max(largest, ns);
    }

    private static int bin(long ns) {
        if (ns < PER_OCTAVE) {
            return (int) ns;
        }
        int octave = 63 - Long.numberOfLeadingZeros(ns) - BITS;
        return ((octave + 1) << BITS) + (int) ((ns >>> octave) & (PER_OCTAVE - 1));
    }

    private static long upperEdge(int bin) {
        int octave = (bin >> BITS) - 1;
        if (octave < 0) {
            return bin;
        }
        long lower = (long) (PER_OCTAVE + (bin & (PER_OCTAVE - 1))) << octave;
        return lower + (1L << octave) - 1;
    }

    /**
     * The value that a share of all does not exceed, at most 1/64 too large; 0 where there is none.
     *
     * @param share 0 to 1
     */
    long quantile(double share) {
        long wanted = (long) Math.ceil(share * total);
        long seen = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            seen += counts[bin];
            if (seen >= wanted && seen > 0) {
                return Math.min(upperEdge(bin), largest);
            }
        }
        return largest;
    }

    /** Median, upper percentiles and the largest. */
    MatchStatistics.Spread summary() {
        return new MatchStatistics.Spread(quantile(0.5), quantile(0.9), quantile(0.99), largest);
    }
}
