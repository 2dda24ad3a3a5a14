package dev.syncline.engine.clock;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pulses that stand alone, and so can only be their packet's: single ones that were asked for by tag, or those of a train
 * so slow that no packet comes later than the next pulse. Two of them that agree tell which pulse of a fast train a
 * packet belongs to, however late packets are. Bounded.
 */
final class PulseAnchors {
    /** A packet of a pulse that stands alone comes at most this long after it, ns. */
    static final long LATEST_NS = 450_000_000;

    private static final int REQUESTS = 256;
    private static final int CANDIDATES = 16;
    /** Two of them further apart say nothing of each other. */
    private static final long TOGETHER_NS = 30_000_000_000L;

    /**
     * A pulse, or a slow train, that was asked for.
     *
     * @param slowestNs time between its pulses, ns; 0 for a single one
     * @param lastRemoteNs remote time of its last packet; {@link Long#MIN_VALUE} before the first
     */
    private record Request(long requestedLocalNs, long slowestNs, long lastRemoteNs) {}

    private final TrackerSettings settings;
    private final Map<Integer, Request> requests = new HashMap<>();
    private final Deque<ClockPair> candidates = new ArrayDeque<>();
    private @Nullable ClockPair anchor;

    PulseAnchors(TrackerSettings settings) {
        this.settings = settings;
    }

    /** Announces a single pulse ({@code periodNs} 0) or a slow train by its tag. */
    void expect(int tag, long requestedLocalNs, long periodNs) {
        if (requests.size() >= REQUESTS) {
            requests.clear();
        }
        requests.put(tag, new Request(requestedLocalNs, periodNs, Long.MIN_VALUE));
    }

    /** Whether a tag is one of those asked for. */
    boolean isExpected(int tag) {
        return requests.containsKey(tag);
    }

    /** The earliest that the pulse of a packet can have been, local time in ns. */
    long earliestNs(PulseLabel label, long latestNs) {
        Request request = requests.get(label.tag());
        if (request == null) {
            return label.arrivalNs() - latestNs;
        }
        return Math.max(
                request.requestedLocalNs(), label.arrivalNs() - (request.slowestNs() == 0 ? 1_000_000_000 : LATEST_NS));
    }

    /**
     * Notes that a packet came for what was asked.
     *
     * @return false where it cannot be: a single pulse has one packet, and those of a slow train are a period apart
     */
    boolean came(PulseLabel label) {
        Request request = requests.get(label.tag());
        if (request == null || request.lastRemoteNs() == label.remoteNs()) {
            return true;
        }
        boolean first = request.lastRemoteNs() == Long.MIN_VALUE;
        long sinceNs = Math.abs(label.remoteNs() - request.lastRemoteNs());
        requests.put(label.tag(), new Request(request.requestedLocalNs(), request.slowestNs(), label.remoteNs()));
        return first || (request.slowestNs() > 0 && sinceNs >= request.slowestNs() / 2);
    }

    /** A pulse that stood alone and its packet. */
    void add(ClockPair pair) {
        Iterator<ClockPair> earlier = candidates.descendingIterator();
        while (earlier.hasNext()) {
            ClockPair candidate = earlier.next();
            boolean together = Math.abs(pair.localNs() - candidate.localNs()) < TOGETHER_NS;
            if (together && pair.localNs() != candidate.localNs() && settings.agree(candidate, pair)) {
                anchor = pair;
            }
        }
        if (candidates.size() == CANDIDATES) {
            candidates.removeFirst();
        }
        candidates.addLast(pair);
    }

    /** A pulse was found by the anchor; it is a younger one. */
    void renew(ClockPair pair) {
        anchor = pair;
    }

    /** Where the anchor puts the pulse of a packet, local time in ns. Only where it {@link #reaches}. */
    long localNs(long remoteNs) {
        ClockPair known = anchor;
        if (known == null) {
            throw new IllegalStateException("no anchor");
        }
        return known.localNs() + (remoteNs - known.remoteNs());
    }

    /** How far off that may be, ns; infinite where there is no anchor. */
    double doubtNs(long remoteNs) {
        ClockPair known = anchor;
        return known == null
                ? Double.POSITIVE_INFINITY
                : settings.agreementNs() + settings.maxSkew() * Math.abs((double) (remoteNs - known.remoteNs()));
    }

    /** Whether the anchor tells pulses apart that are so close, at a local time. */
    boolean reaches(long localNs, double spacingNs) {
        ClockPair known = anchor;
        return known != null
                && settings.agreementNs() + settings.maxSkew() * Math.abs((double) (localNs - known.localNs()))
                        < spacingNs / 4;
    }

    /** What was found is not to be believed any more. */
    void forget() {
        candidates.clear();
        anchor = null;
    }
}
