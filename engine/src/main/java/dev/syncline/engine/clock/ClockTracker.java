package dev.syncline.engine.clock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Follows a remote clock by pairs as they come: locks once enough of them agree, keeps offset and skew with honest error
 * bars, notices silence (hold-over), outliers and jumps of the remote clock. Never loses the lock without saying so:
 * every change is in {@link #status} and, until it is drained, in {@link #events}. One thread at a time; the models
 * that it gives out may be shared.
 */
public final class ClockTracker {
    /** Candidates that are kept while no lock is found, and events that nobody drained. */
    private static final int CANDIDATES = 32;

    private static final int EVENTS = 256;

    /** Disagreeing pairs in a row after which the model is not trusted any more. */
    private static final int DISTRUST = 3;

    private static final double GATE_SIGMAS = 5;

    /** Pairs from which on the estimate of the jitter is trusted. */
    private static final int FEW_PAIRS = 30;

    private static final long LEAST_SILENCE_NS = 500_000_000;

    /** Steps within this time make each other doubtful, ns. */
    private static final long STEPS_NS = 60_000_000_000L;

    /** Steps in that time that are believed at once; each further one doubles the pairs that must agree. */
    private static final int FREE_STEPS = 2;

    private static final int MOST_DOUBLINGS = 8;

    private final TrackerSettings settings;
    private final Deque<ClockPair> candidates = new ArrayDeque<>();
    private final Deque<LockEvent> events = new ArrayDeque<>();
    private final PhaseHistory history = new PhaseHistory();
    private final Deque<Long> stepTimes = new ArrayDeque<>();
    private @Nullable ClockFilterBank bank;
    /** Follows the mean of the stamps; what is published may be corrected for their lateness. */
    private @Nullable ClockModel mean;

    private @Nullable ClockModel model;
    private LatenessEnvelope envelope;
    private LockPhase phase = LockPhase.WAITING;
    private String reason = "no pair yet";
    private long sinceLocalNs;
    private long lastAcceptedLocalNs;
    private long lastAcceptedRemoteNs;
    private double intervalNs;
    private long accepted;
    private long rejected;
    private int steps;
    private long lastStepNs;
    private int agreeingSinceDoubt;
    private int sinceBegin;
    private double lastResidualNs = Double.NaN;

    /**
     * Waits for the first pair.
     *
     * @param settings what is known of the two clocks
     */
    public ClockTracker(TrackerSettings settings) {
        this.settings = settings;
        this.envelope = new LatenessEnvelope(settings.systematicSigmaNs());
    }

    /**
     * Takes a pair, in the order of local time. One that is not later than the last used one is rejected.
     *
     * @param pair remote and local time of one instant
     * @return what became of it
     */
    public PairVerdict add(ClockPair pair) {
        ClockModel known = mean;
        if (known == null) {
            return acquire(pair, false);
        }
        double residualNs = known.residualNs(pair);
        lastResidualNs = residualNs;
        if (pair.localNs() <= lastAcceptedLocalNs) {
            rejected++;
            return PairVerdict.SUSPECT;
        }
        advance(pair.localNs());
        if (Math.abs(residualNs) <= gateNs(pair.localNs())) {
            return accept(pair);
        }
        rejected++;
        return doubt(pair, residualNs);
    }

    /**
     * Says what the local time is now, so that silence is noticed.
     *
     * @param localNs local clock, ns
     */
    public void advance(long localNs) {
        if (phase == LockPhase.LOCKED && localNs - lastAcceptedLocalNs > silenceNs()) {
            agreeingSinceDoubt = 0;
            change(
                    LockPhase.HOLDOVER,
                    localNs,
                    String.format(Locale.ROOT, "no pair for %.3f s", (localNs - lastAcceptedLocalNs) * 1e-9));
        }
    }

    /**
     * {@return the model now; null before the first lock} It is never taken back: {@link #status} says whether to trust
     * it.
     */
    public @Nullable ClockModel model() {
        return model;
    }

    /** {@return the lock now: its phase, why, and the counts} */
    public LockStatus status() {
        return new LockStatus(phase, reason, sinceLocalNs, accepted, rejected, steps, lastStepNs);
    }

    /** {@return the changes of the lock since the last call, oldest first; the newest 256 where nobody asked} */
    public List<LockEvent> events() {
        List<LockEvent> drained = new ArrayList<>(events);
        events.clear();
        return drained;
    }

    /** {@return standard deviation of a stamp as estimated, ns; NaN before the first lock} */
    public double stampSigmaNs() {
        return bank == null ? Double.NaN : bank.stampSigmaNs();
    }

    /** {@return how far the last pair's remote time was from the one predicted, ns; NaN before the first lock} */
    public double lastResidualNs() {
        return lastResidualNs;
    }

    /**
     * {@return largest deviation of a pair that is not held to be a jump or an outlier, ns; infinite before the first
     * lock}
     *
     * @param localNs local time of the pair, ns
     */
    public double gateNs(long localNs) {
        ClockModel known = mean;
        if (known == null || bank == null) {
            return Double.POSITIVE_INFINITY;
        }
        double stampNs = bank.stampSigmaNs();
        double sigmaNs = Math.sqrt(known.varianceAtLocal(localNs) + stampNs * stampNs);
        double floorNs = settings.stepThresholdNs();
        if (sinceBegin < FEW_PAIRS) {
            // The jitter is not known yet, and what was expected of it may be far too small.
            floorNs = Math.max(floorNs, settings.agreementNs());
        }
        return Math.max(floorNs, GATE_SIGMAS * sigmaNs);
    }

    /**
     * {@return Allan deviation of the remote clock against the local one over the last accepted pairs; empty where they
     * are too few}
     */
    public List<AllanDeviation.Point> allanDeviation() {
        return history.allanDeviation();
    }

    /**
     * Distrusts the model from now on, for a reason that the pairs do not show. Does nothing before the first lock.
     *
     * @param localNs local time now, ns
     * @param why in words for a person
     */
    public void doubt(long localNs, String why) {
        if (model != null && phase != LockPhase.RELOCKING) {
            agreeingSinceDoubt = 0;
            change(LockPhase.RELOCKING, localNs, why);
        }
    }

    private PairVerdict accept(ClockPair pair) {
        ClockFilterBank filters = bank;
        if (filters == null) {
            throw new IllegalStateException("a model without filters");
        }
        if (accepted > 0) {
            double sinceNs = pair.localNs() - lastAcceptedLocalNs;
            // The usual interval, by a median that steps: gaps do not move it far.
            intervalNs *= sinceNs > intervalNs ? 1.02 : 1 / 1.02;
        }
        filters.add(pair);
        publish(filters, List.of(pair));
        history.add(pair);
        candidates.clear();
        accepted++;
        lastAcceptedLocalNs = pair.localNs();
        lastAcceptedRemoteNs = pair.remoteNs();
        agreeingSinceDoubt++;
        sinceBegin = Math.min(sinceBegin + 1, FEW_PAIRS);
        if (phase != LockPhase.LOCKED && agreeingSinceDoubt >= pairsToTrust(pair.localNs())) {
            change(LockPhase.LOCKED, pair.localNs(), agreeingSinceDoubt + " pairs in a row agree with the model again");
        }
        return PairVerdict.ACCEPTED;
    }

    private PairVerdict doubt(ClockPair pair, double residualNs) {
        PairVerdict verdict = acquire(pair, true);
        if (verdict == PairVerdict.STEPPED) {
            return verdict;
        }
        agreeingSinceDoubt = 0;
        if (phase == LockPhase.LOCKED || phase == LockPhase.HOLDOVER) {
            boolean back = pair.remoteNs() < lastAcceptedRemoteNs;
            if (back) {
                change(
                        LockPhase.RELOCKING,
                        pair.localNs(),
                        "the remote clock went back by " + words((double) (lastAcceptedRemoteNs - pair.remoteNs()))
                                + ": restarted?");
            } else if (candidates.size() >= DISTRUST) {
                change(
                        LockPhase.RELOCKING,
                        pair.localNs(),
                        candidates.size() + " pairs in a row disagree with the model, the last by "
                                + words(residualNs));
            }
        }
        return PairVerdict.SUSPECT;
    }

    /** Keeps a pair until as many as asked agree; then they are the model. */
    private PairVerdict acquire(ClockPair pair, boolean step) {
        if (!candidates.isEmpty() && pair.localNs() <= candidates.getLast().localNs()) {
            rejected++;
            return PairVerdict.SUSPECT;
        }
        if (candidates.size() == CANDIDATES) {
            candidates.removeFirst();
        }
        candidates.addLast(pair);
        List<ClockPair> agreeing = new ArrayList<>();
        int after = 0;
        for (ClockPair candidate : candidates) {
            boolean agrees = settings.agree(candidate, pair);
            if (agrees) {
                agreeing.add(candidate);
            }
            if (!agreeing.isEmpty()) {
                after++;
            }
        }
        // Two thirds of those since the first one that agrees: chance agreement of a few among many is no lock.
        if (agreeing.size() < settings.lockPairs() || 3 * agreeing.size() < 2 * after) {
            if (!step && phase != LockPhase.ACQUIRING) {
                change(LockPhase.ACQUIRING, pair.localNs(), "pairs come, " + settings.lockPairs() + " must agree");
            }
            return step ? PairVerdict.SUSPECT : PairVerdict.ACQUIRING;
        }
        begin(agreeing, step);
        return step ? PairVerdict.STEPPED : PairVerdict.LOCKED;
    }

    private void begin(List<ClockPair> agreeing, boolean step) {
        ClockPair last = agreeing.getLast();
        ClockModel old = mean;
        if (step && old != null) {
            steps++;
            lastStepNs = last.remoteNs() - old.toRemote(last.localNs());
            stepTimes.addLast(last.localNs());
        }
        double spanNs = last.localNs() - agreeing.getFirst().localNs();
        intervalNs = spanNs / (agreeing.size() - 1);
        ClockFilterBank filters = new ClockFilterBank(settings, agreeing.get(0), agreeing.get(1), intervalNs);
        for (ClockPair pair : agreeing.subList(2, agreeing.size())) {
            filters.add(pair);
        }
        history.clear();
        agreeing.forEach(history::add);
        bank = filters;
        envelope = new LatenessEnvelope(settings.systematicSigmaNs());
        publish(filters, agreeing);
        candidates.clear();
        accepted += agreeing.size();
        lastAcceptedLocalNs = last.localNs();
        lastAcceptedRemoteNs = last.remoteNs();
        agreeingSinceDoubt = agreeing.size();
        sinceBegin = agreeing.size();
        if (agreeingSinceDoubt < pairsToTrust(last.localNs())) {
            change(
                    LockPhase.RELOCKING,
                    last.localNs(),
                    String.format(
                            Locale.ROOT,
                            "the remote clock stepped %d times in %.0f s, the last time by %s: no clock does, so pairs are"
                                    + " wrong",
                            stepTimes.size(),
                            STEPS_NS * 1e-9,
                            words((double) lastStepNs)));
            return;
        }
        change(
                LockPhase.LOCKED,
                last.localNs(),
                step
                        ? "the remote clock stepped by " + words((double) lastStepNs)
                        : agreeing.size() + " pairs agree with each other");
    }

    /** Pairs that must agree before the model is trusted: more where it had to be given up again and again. */
    private int pairsToTrust(long localNs) {
        while (!stepTimes.isEmpty() && localNs - stepTimes.getFirst() > STEPS_NS) {
            stepTimes.removeFirst();
        }
        int doublings = Math.clamp(stepTimes.size() - (long) FREE_STEPS, 0, MOST_DOUBLINGS);
        return settings.lockPairs() << doublings;
    }

    private void publish(ClockFilterBank filters, List<ClockPair> pairs) {
        ClockModel found = filters.model(settings.remoteDomain(), settings.localDomain());
        mean = found;
        if (settings.noise() == StampNoise.ONE_SIDED) {
            for (ClockPair pair : pairs) {
                envelope.add(pair, found);
            }
            model = envelope.corrected(found);
        } else {
            model = found;
        }
    }

    private double silenceNs() {
        return settings.holdoverAfterNs() > 0 ? settings.holdoverAfterNs() : Math.max(LEAST_SILENCE_NS, 5 * intervalNs);
    }

    private void change(LockPhase to, long localNs, String why) {
        phase = to;
        reason = why;
        sinceLocalNs = localNs;
        if (events.size() == EVENTS) {
            events.removeFirst();
        }
        events.addLast(new LockEvent(localNs, to, why));
    }

    /** A time difference with the unit that suits it. */
    private static String words(double ns) {
        double size = Math.abs(ns);
        if (size >= 1e9) {
            return String.format(Locale.ROOT, "%+.3f s", ns * 1e-9);
        }
        return size >= 1e6
                ? String.format(Locale.ROOT, "%+.3f ms", ns * 1e-6)
                : String.format(Locale.ROOT, "%+.3f µs", ns * 1e-3);
    }
}
