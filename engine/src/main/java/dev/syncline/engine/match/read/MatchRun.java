package dev.syncline.engine.match.read;

import dev.syncline.engine.match.ApproximateEpsilonMatcher;
import dev.syncline.engine.match.ApproximateTimeMatcher;
import dev.syncline.engine.match.ExactTimeMatcher;
import dev.syncline.engine.match.ExposureTiming;
import dev.syncline.engine.match.FullQueue;
import dev.syncline.engine.match.LatestTimeMatcher;
import dev.syncline.engine.match.MatchListener;
import dev.syncline.engine.match.MatchStatistics;
import dev.syncline.engine.match.MessageTimes;
import dev.syncline.engine.match.RateAdapter;
import dev.syncline.engine.match.RateMode;
import dev.syncline.engine.match.RunTotals;
import dev.syncline.engine.match.SequenceMatcher;
import dev.syncline.engine.match.StreamMatcher;
import dev.syncline.engine.match.SyncNodeMatcher;
import dev.syncline.engine.match.TimestampMatcher;
import dev.syncline.engine.match.read.MatchPlan.StreamTiming;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Matches recorded streams: offers their messages in the order of their times, as they came when they were live. */
public final class MatchRun {
    /** Silence after which a recorded stream is reported: longer than any camera's period. */
    private static final long STALL_NS = 1_000_000_000L;

    private static final int CAPACITY = 1 << 16;
    private static final int ROS_QUEUE = 10;
    private static final int SEQUENCE_WINDOW = 64;

    /** Streams whose periods differ by less than this factor have one rate. */
    private static final double SAME_RATE = 1.25;

    private final List<RecordedStream> streams;
    private final List<StreamTiming> timings;
    private final MatchPlan plan;
    private final long longestPeriodNs;

    /**
     * @param timings what the stamps of each stream mean
     * @throws IllegalArgumentException when there is not one timing for each stream, or no stream
     */
    public MatchRun(List<RecordedStream> streams, List<StreamTiming> timings, MatchPlan plan) {
        if (streams.isEmpty() || timings.size() != streams.size()) {
            throw new IllegalArgumentException(streams.size() + " streams, " + timings.size() + " timings");
        }
        this.streams = List.copyOf(streams);
        this.timings = List.copyOf(timings);
        this.plan = plan;
        this.longestPeriodNs =
                streams.stream().mapToLong(RecordedStream::periodNs).max().orElse(0);
    }

    /** Time of a stream's message on the common clock at the chosen point of its exposure, ns. */
    public long timeNs(int stream, RecordedMessage message) {
        StreamTiming timing = timings.get(stream);
        ExposureTiming exposure = timing.timing();
        return timing.clock().toCommonNs(exposure.centreTimeNs(message.timeNs(), message.exposureNs(), plan.point()));
    }

    /** The streams that the policy matches: with a rate mode, those of the slowest or fastest rate; else all. */
    public int[] baseStreams() {
        if (plan.rate() == null) {
            return IntStream.range(0, streams.size()).toArray();
        }
        long[] periods = streams.stream().mapToLong(RecordedStream::periodNs).toArray();
        boolean fastest = plan.rate() == RateMode.DUPLICATE;
        long wanted = fastest
                ? Arrays.stream(periods).filter(p -> p > 0).min().orElse(0)
                : Arrays.stream(periods).max().orElse(0);
        return IntStream.range(0, periods.length)
                .filter(s ->
                        fastest ? periods[s] > 0 && periods[s] <= wanted * SAME_RATE : periods[s] * SAME_RATE >= wanted)
                .toArray();
    }

    /**
     * Matches everything, run by run.
     *
     * @return what happened, over all runs
     * @throws IllegalArgumentException when the streams have not the same number of runs
     */
    public MatchStatistics run(MatchListener<RecordedMessage> listener) {
        int runs = streams.getFirst().runs();
        if (streams.stream().anyMatch(s -> s.runs() != runs)) {
            throw new IllegalArgumentException("streams of different numbers of runs");
        }
        if (runs == 1) {
            return runOnce(listener);
        }
        RunTotals<RecordedMessage> totals = new RunTotals<>(listener);
        for (int r = 0; r < runs; r++) {
            int run = r;
            List<RecordedStream> parts = streams.stream().map(s -> s.run(run)).toList();
            totals.add(new MatchRun(parts, timings, plan).runOnce(totals));
        }
        return totals.statistics();
    }

    private MatchStatistics runOnce(MatchListener<RecordedMessage> listener) {
        StreamMatcher<RecordedMessage> matcher = matcher(listener);
        int count = streams.size();
        int[] next = new int[count];
        long[] nextNs = new long[count];
        boolean[] refused = new boolean[count];
        for (int s = 0; s < count; s++) {
            nextNs[s] = nextNs(s, 0);
        }
        for (int first = oldest(nextNs, refused); first >= 0; first = oldest(nextNs, refused)) {
            RecordedStream stream = streams.get(first);
            refused[first] = !matcher.offer(first, stream.message(next[first]));
            if (!refused[first]) {
                next[first]++;
                nextNs[first] = nextNs(first, next[first]);
                Arrays.fill(refused, false);
                if (next[first] == stream.size()) {
                    matcher.end(first);
                }
            }
        }
        matcher.finish();
        return matcher.statistics();
    }

    /** Time of a message on the common clock; {@link Long#MAX_VALUE} past the end. */
    private long nextNs(int stream, int index) {
        return index < streams.get(stream).size()
                ? timeNs(stream, streams.get(stream).message(index))
                : Long.MAX_VALUE;
    }

    /** The stream whose next message is the oldest, the refused ones left out; −1 where there is none. */
    private static int oldest(long[] nextNs, boolean[] refused) {
        int oldest = -1;
        long oldestNs = Long.MAX_VALUE;
        for (int s = 0; s < nextNs.length; s++) {
            if (!refused[s] && nextNs[s] < oldestNs) {
                oldest = s;
                oldestNs = nextNs[s];
            }
        }
        return oldest;
    }

    private StreamMatcher<RecordedMessage> matcher(MatchListener<RecordedMessage> listener) {
        int count = streams.size();
        if (plan.rate() == null) {
            return policy(count, this::timeNs, listener);
        }
        int[] base = baseStreams();
        RateAdapter.Settings settings =
                new RateAdapter.Settings(plan.rate(), plan.reachNs(), plan.keepPartial(), CAPACITY, stallNs());
        return new RateAdapter<>(
                count,
                base,
                (baseCount, toAdapter) -> policy(baseCount, (s, m) -> timeNs(base[s], m), toAdapter),
                settings,
                this::timeNs,
                (stream, before, after, share, timeNs) -> between(before, after, share),
                listener);
    }

    private long stallNs() {
        return Math.max(STALL_NS, 4 * longestPeriodNs);
    }

    private int queueSize(int usual) {
        return plan.queueSize() > 0 ? plan.queueSize() : usual;
    }

    private StreamMatcher<RecordedMessage> policy(
            int count, MessageTimes<RecordedMessage> times, MatchListener<RecordedMessage> listener) {
        long stallNs = stallNs();
        long thresholdNs = plan.thresholdNs();
        return switch (plan.policy()) {
            case OPTIMAL ->
                new TimestampMatcher<>(
                        count,
                        TimestampMatcher.Settings.of(thresholdNs)
                                .with(plan.objective())
                                .with(CAPACITY, FullQueue.DROP_OLDEST)
                                .withPatience(Math.max(stallNs, 50 * thresholdNs), stallNs),
                        times,
                        listener);
            case SEQUENCE ->
                new SequenceMatcher<>(
                        count,
                        new SequenceMatcher.Settings(
                                plan.counterBits(),
                                SEQUENCE_WINDOW,
                                plan.keepPartial() ? 1 : count,
                                thresholdNs,
                                stallNs),
                        times,
                        RecordedMessage::sequence,
                        listener);
            case SYNC_NODE ->
                new SyncNodeMatcher<>(
                        count,
                        new SyncNodeMatcher.Settings(thresholdNs, plan.syncAttempts(), queueSize(10), stallNs),
                        times,
                        listener);
            case EXACT -> new ExactTimeMatcher<>(count, queueSize(ROS_QUEUE), stallNs, times, listener);
            case APPROXIMATE ->
                new ApproximateTimeMatcher<>(
                        count,
                        new ApproximateTimeMatcher.Settings(
                                queueSize(ROS_QUEUE), 0.1, thresholdNs, new long[0], stallNs),
                        times,
                        listener);
            case APPROXIMATE_EPSILON ->
                new ApproximateEpsilonMatcher<>(count, thresholdNs, queueSize(ROS_QUEUE), stallNs, times, listener);
            case LATEST -> new LatestTimeMatcher<>(count, stallNs, times, times, listener);
        };
    }

    private static RecordedMessage between(RecordedMessage before, RecordedMessage after, double share) {
        double[] values = new double[before.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = before.values()[i] + share * (after.values()[i] - before.values()[i]);
        }
        long timeNs = before.timeNs() + Math.round(share * (after.timeNs() - before.timeNs()));
        return new RecordedMessage(RecordedMessage.NO_SEQUENCE, timeNs, 0, values);
    }
}
