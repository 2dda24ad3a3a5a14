package dev.syncline.engine.match;

/** The best value of any choice of groups, by trying all. */
final class BruteForce {
    private final long[][] timesNs;
    private final long thresholdNs;
    private final MatchObjective objective;
    private long bestFirst;
    private long bestSecond;

    private BruteForce(long[][] timesNs, long thresholdNs, MatchObjective objective) {
        this.timesNs = timesNs;
        this.thresholdNs = thresholdNs;
        this.objective = objective;
    }

    /** What counts first and second about the best choice. */
    static long[] best(long[][] timesNs, long thresholdNs, MatchObjective objective) {
        BruteForce search = new BruteForce(timesNs, thresholdNs, objective);
        search.choose(new int[timesNs.length], 0, 0);
        return new long[] {search.bestFirst, search.bestSecond};
    }

    private void choose(int[] from, long first, long second) {
        if (first > bestFirst || (first == bestFirst && second > bestSecond)) {
            bestFirst = first;
            bestSecond = second;
        }
        pick(from, new int[from.length], 0, Long.MAX_VALUE, Long.MIN_VALUE, first, second);
    }

    private void pick(int[] from, int[] picked, int stream, long oldest, long newest, long first, long second) {
        if (stream == from.length) {
            int[] next = new int[from.length];
            for (int s = 0; s < next.length; s++) {
                next[s] = picked[s] + 1;
            }
            long spread = newest - oldest;
            boolean cost = objective == MatchObjective.LEAST_COST;
            choose(next, first + (cost ? thresholdNs - spread : 1), second + (cost ? 1 : -spread));
            return;
        }
        for (int i = from[stream]; i < timesNs[stream].length; i++) {
            long ns = timesNs[stream][i];
            long low = Math.min(oldest, ns);
            long high = Math.max(newest, ns);
            if (high - low <= thresholdNs) {
                picked[stream] = i;
                pick(from, picked, stream + 1, low, high, first, second);
            }
        }
    }
}
