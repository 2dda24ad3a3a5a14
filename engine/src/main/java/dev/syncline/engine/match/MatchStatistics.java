package dev.syncline.engine.match;

import java.util.List;

/**
 * What a matcher did.
 *
 * @param groups groups found
 * @param partialGroups those of them that lack a stream
 * @param disagreedGroups those that were sent although their members were not found in agreement
 * @param spread interval between the oldest and the newest member, over all groups
 * @param forcedDecisions choices made before they were proven best, since the longest delay or the room was used up; 0
 *     means that every group is the best one
 * @param contradictions numbers whose messages lay further apart than the threshold, when matching by number
 * @param streams each stream
 */
public record MatchStatistics(
        long groups,
        long partialGroups,
        long disagreedGroups,
        Spread spread,
        long forcedDecisions,
        long contradictions,
        List<Stream> streams) {
    /** Keeps a copy of streams. */
    public MatchStatistics {
        streams = List.copyOf(streams);
    }

    /**
     * Percentiles, ns; each but the largest at most 1/64 too large.
     *
     * @param p50Ns median
     * @param p90Ns 90 %
     * @param p99Ns 99 %
     * @param largestNs the largest, exactly
     */
    public record Spread(long p50Ns, long p90Ns, long p99Ns, long largestNs) {}

    /**
     * One stream.
     *
     * @param received messages offered and taken, whatever became of them
     * @param matched messages that are in a group, each counted once
     * @param unmatched messages that no group had a place for
     * @param overflowed messages dropped since the queue was full
     * @param late messages older than what had been passed
     * @param repeated messages whose sequence number came before
     * @param contradicted messages whose number and time did not go together
     * @param copies places in groups that an earlier message took again
     * @param interpolated places in groups that a value between two messages took
     * @param refused offers that found no room
     * @param waiting messages that are neither matched nor dropped yet
     * @param deepestQueue most messages that ever waited at once
     * @param stalls times that the stream was silent for too long
     * @param restarts times that the stream's sequence numbers restarted
     */
    public record Stream(
            long received,
            long matched,
            long unmatched,
            long overflowed,
            long late,
            long repeated,
            long contradicted,
            long copies,
            long interpolated,
            long refused,
            int waiting,
            int deepestQueue,
            long stalls,
            long restarts) {
        /** {@return messages that are in no group and never will be} */
        public long dropped() {
            return unmatched + overflowed + late + repeated + contradicted;
        }

        Stream plus(Stream other) {
            return new Stream(
                    received + other.received,
                    matched + other.matched,
                    unmatched + other.unmatched,
                    overflowed + other.overflowed,
                    late + other.late,
                    repeated + other.repeated,
                    contradicted + other.contradicted,
                    copies + other.copies,
                    interpolated + other.interpolated,
                    refused + other.refused,
                    waiting + other.waiting,
                    Math.max(deepestQueue, other.deepestQueue),
                    stalls + other.stalls,
                    restarts + other.restarts);
        }

        Stream withDeepestQueue(int deepest) {
            return new Stream(
                    received,
                    matched,
                    unmatched,
                    overflowed,
                    late,
                    repeated,
                    contradicted,
                    copies,
                    interpolated,
                    refused,
                    waiting,
                    deepest,
                    stalls,
                    restarts);
        }
    }
}
