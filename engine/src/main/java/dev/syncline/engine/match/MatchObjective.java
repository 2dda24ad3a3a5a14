package dev.syncline.engine.match;

/**
 * What makes one choice of groups better than another, among all choices of complete groups whose spread does not exceed
 * the threshold, of which no two cross and which share no message.
 */
public enum MatchObjective {
    /**
     * Least cost: the sum over all groups of their spread, and the threshold for each group less. So a group is worth
     * {@code threshold − spread}; the choice with the largest sum of that wins, and of equal ones that with more groups.
     * A group is not bought by tearing two better ones apart, so a generous threshold does no harm: this is the default.
     */
    LEAST_COST,
    /** Most groups; of choices with as many, the least sum of spreads. Asks for a threshold below half a period. */
    MOST_GROUPS;

    /** What counts first about a group, to be made as large as possible in sum. */
    long first(long spreadNs, long thresholdNs) {
        return this == LEAST_COST ? thresholdNs - spreadNs : 1;
    }

    /** What decides between sums that are equal in what counts first. */
    long second(long spreadNs) {
        return this == LEAST_COST ? 1 : -spreadNs;
    }
}
