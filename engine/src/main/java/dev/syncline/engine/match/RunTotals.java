package dev.syncline.engine.match;

import java.util.ArrayList;
import java.util.List;

/**
 * What several runs of one recording did together, each matched by itself. Hands on all that it hears.
 *
 * @param <M> type of the messages
 */
public final class RunTotals<M> implements MatchListener<M> {
    private final MatchListener<M> next;
    private final SpreadHistogram spread = new SpreadHistogram();
    private final List<MatchStatistics> runs = new ArrayList<>();

    /**
     * Totals of no run yet.
     *
     * @param next told all that this is told
     */
    public RunTotals(MatchListener<M> next) {
        this.next = next;
    }

    /**
     * Adds a run.
     *
     * @param run what its matcher did
     * @throws IllegalArgumentException when it has other streams than the ones before
     */
    public void add(MatchStatistics run) {
        if (!runs.isEmpty() && runs.getFirst().streams().size() != run.streams().size()) {
            throw new IllegalArgumentException(run.streams().size() + " streams after "
                    + runs.getFirst().streams().size());
        }
        runs.add(run);
    }

    /** {@return the sums over all runs, at least one; the spread is that of all groups} */
    public MatchStatistics statistics() {
        List<MatchStatistics.Stream> streams = new ArrayList<>(runs.getFirst().streams());
        for (MatchStatistics run : runs.subList(1, runs.size())) {
            for (int s = 0; s < streams.size(); s++) {
                streams.set(s, streams.get(s).plus(run.streams().get(s)));
            }
        }
        return new MatchStatistics(
                runs.stream().mapToLong(MatchStatistics::groups).sum(),
                runs.stream().mapToLong(MatchStatistics::partialGroups).sum(),
                runs.stream().mapToLong(MatchStatistics::disagreedGroups).sum(),
                spread.summary(),
                runs.stream().mapToLong(MatchStatistics::forcedDecisions).sum(),
                runs.stream().mapToLong(MatchStatistics::contradictions).sum(),
                streams);
    }

    @Override
    public void group(MessageGroup<M> group) {
        spread.add(group.intervalNs());
        next.group(group);
    }

    @Override
    public void dropped(int stream, M message, DropReason reason) {
        next.dropped(stream, message, reason);
    }

    @Override
    public void stalled(int stream, long lastNs, long nowNs) {
        next.stalled(stream, lastNs, nowNs);
    }

    @Override
    public void resumed(int stream, long timeNs) {
        next.resumed(stream, timeNs);
    }

    @Override
    public void restarted(int stream, long before, long after, long shift) {
        next.restarted(stream, before, after, shift);
    }

    @Override
    public void strayed(int stream, long number, long timeNs) {
        next.strayed(stream, number, timeNs);
    }

    @Override
    public void contradicted(long number, MessageGroup<M> messages) {
        next.contradicted(number, messages);
    }
}
