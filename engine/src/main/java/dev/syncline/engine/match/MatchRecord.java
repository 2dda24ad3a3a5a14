package dev.syncline.engine.match;

import java.util.ArrayList;
import java.util.List;

/** The way out of every matcher: hands on groups and dropped messages, counts them, and watches for silent streams. */
final class MatchRecord<M> {
    /** Silence after which a stream counts as stalled where nothing else is asked for: 1 s. */
    static final long DEFAULT_STALL_NS = 1_000_000_000L;

    private static final long NEVER = Long.MIN_VALUE;

    private final int streams;
    private final MatchListener<M> listener;
    private final long stallNs;
    private final long[] lastNs;
    private final boolean[] stalled;
    private final boolean[] ended;
    private long startNs = NEVER;
    private long newestNs = NEVER;

    private final SpreadHistogram spread = new SpreadHistogram();
    private final long[] received;
    private final long[] matched;
    private final long[] unmatched;
    private final long[] overflowed;
    private final long[] late;
    private final long[] repeated;
    private final long[] contradicted;
    private final long[] copies;
    private final long[] interpolated;
    private final long[] refused;
    private final int[] deepest;
    private final long[] stalls;
    private final long[] restarts;
    private long groups;
    private long partial;
    private long disagreed;
    private long forced;
    private long contradictions;

    MatchRecord(int streams, long stallNs, MatchListener<M> listener) {
        if (streams < 1) {
            throw new IllegalArgumentException("streams=" + streams + ", expected at least 1");
        }
        if (stallNs <= 0) {
            throw new IllegalArgumentException("stallNs=" + stallNs + ", expected more than 0");
        }
        this.streams = streams;
        this.listener = listener;
        this.stallNs = stallNs;
        this.lastNs = new long[streams];
        java.util.Arrays.fill(lastNs, NEVER);
        this.stalled = new boolean[streams];
        this.ended = new boolean[streams];
        this.received = new long[streams];
        this.matched = new long[streams];
        this.unmatched = new long[streams];
        this.overflowed = new long[streams];
        this.late = new long[streams];
        this.repeated = new long[streams];
        this.contradicted = new long[streams];
        this.copies = new long[streams];
        this.interpolated = new long[streams];
        this.refused = new long[streams];
        this.deepest = new int[streams];
        this.stalls = new long[streams];
        this.restarts = new long[streams];
    }

    int streams() {
        return streams;
    }

    /** Notes that a stream has a message of this time, whether there is room for it or not. */
    void sawTime(int stream, long timeNs) {
        if (ended[stream]) {
            throw new IllegalStateException("stream " + stream + " was ended");
        }
        if (startNs == NEVER) {
            startNs = timeNs;
        }
        if (timeNs > lastNs[stream]) {
            lastNs[stream] = timeNs;
        }
        if (stalled[stream]) {
            stalled[stream] = false;
            listener.resumed(stream, timeNs);
        }
        if (timeNs > newestNs) {
            newestNs = timeNs;
            for (int other = 0; other < streams; other++) {
                if (!ended[other] && !stalled[other] && newestNs - lastOf(other) > stallNs) {
                    stalled[other] = true;
                    stalls[other]++;
                    listener.stalled(other, lastOf(other), newestNs);
                }
            }
        }
    }

    private long lastOf(int stream) {
        return lastNs[stream] == NEVER ? startNs : lastNs[stream];
    }

    /** Whether the others still wait for a stream. */
    boolean isAwaited(int stream) {
        return !ended[stream] && !stalled[stream];
    }

    boolean isEnded(int stream) {
        return ended[stream];
    }

    void end(int stream) {
        ended[stream] = true;
    }

    void received(int stream) {
        received[stream]++;
    }

    void refused(int stream) {
        refused[stream]++;
    }

    void depth(int stream, int waiting) {
        if (waiting > deepest[stream]) {
            deepest[stream] = waiting;
        }
    }

    void forced() {
        forced++;
    }

    void restarted(int stream, long before, long after, long shift) {
        restarts[stream]++;
        listener.restarted(stream, before, after, shift);
    }

    void strayed(int stream, long number, long timeNs) {
        listener.strayed(stream, number, timeNs);
    }

    void contradicted(long number, MessageGroup<M> messages) {
        contradictions++;
        listener.contradicted(number, messages);
    }

    void drop(int stream, M message, DropReason reason) {
        switch (reason) {
            case UNMATCHED -> unmatched[stream]++;
            case OVERFLOW -> overflowed[stream]++;
            case LATE -> late[stream]++;
            case DUPLICATE -> repeated[stream]++;
            case CONTRADICTED -> contradicted[stream]++;
        }
        listener.dropped(stream, message, reason);
    }

    void emit(MessageGroup<M> group) {
        groups++;
        disagreed += group.agreed() ? 0 : 1;
        spread.add(group.intervalNs());
        boolean complete = true;
        for (int stream = 0; stream < streams; stream++) {
            switch (group.membership(stream)) {
                case ABSENT -> complete = false;
                case OWN -> matched[stream]++;
                case COPY -> copies[stream]++;
                case INTERPOLATED -> interpolated[stream]++;
            }
        }
        partial += complete ? 0 : 1;
        listener.group(group);
    }

    MatchStatistics statistics() {
        List<MatchStatistics.Stream> each = new ArrayList<>();
        for (int s = 0; s < streams; s++) {
            long dropped = unmatched[s] + overflowed[s] + late[s] + repeated[s] + contradicted[s];
            long waiting = received[s] - matched[s] - dropped;
            each.add(new MatchStatistics.Stream(
                    received[s],
                    matched[s],
                    unmatched[s],
                    overflowed[s],
                    late[s],
                    repeated[s],
                    contradicted[s],
                    copies[s],
                    interpolated[s],
                    refused[s],
                    Math.toIntExact(waiting),
                    deepest[s],
                    stalls[s],
                    restarts[s]));
        }
        return new MatchStatistics(groups, partial, disagreed, spread.summary(), forced, contradictions, each);
    }
}
