package dev.syncline.engine.clock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Brings pulses and packets together: edges have an exact time and no name, packets have a name and come late. Feeds
 * what belongs together to a {@link ClockTracker}. Lost pulses, lost packets, late packets and pulses reported after
 * their packet are all expected; a wrong pair is not: where it cannot be told which pulse a packet belongs to, there is
 * no lock, and {@link #status} says why. One thread at a time.
 */
public final class PulsePairing {
    private static final int PENDING = 256;
    private static final int PAIRED = 4096;
    private static final long KEEP_EDGES_NS = 10_000_000_000L;
    private static final double WRONG_RATE = 0.02;

    /** Packets in a row without a pulse where the model puts it, though pulses come, after which it is not believed. */
    private static final int MISSES = 5;

    /** Over how long the clocks drift apart until the earliest arrival of packets is found again, ns. */
    private static final long ARRIVALS_NS = 2_000_000_000L;

    private final PairingSettings settings;
    private final ClockTracker tracker;
    private final Edges edges = new Edges();
    private final PulseSpacing spacing;
    private final Deque<PulseLabel> pending = new ArrayDeque<>();
    private final Deque<PulseLabel> searched = new ArrayDeque<>();
    private final Deque<PairedPulse> paired = new ArrayDeque<>();
    private final PulseAnchors anchors;
    private final FlagWatch flags = new FlagWatch();
    private @Nullable String obstacle;
    private int misses;
    private long trainFrom;
    /** Whether pulses of a train have yet to be paired since some were asked for alone. */
    private boolean askedAlone;

    private long nowNs = Long.MIN_VALUE;
    private long pulseCount;
    private long labelCount;
    private long pairedCount;
    private long labelsWithoutPulse;
    private long lostPulses;
    private long labelsSinceSearch;

    /**
     * Waits for the first pulse and the first packet.
     *
     * @param settings what is known of the pulse line and its packets
     */
    public PulsePairing(PairingSettings settings) {
        this.settings = settings;
        this.spacing = new PulseSpacing(edges, settings);
        this.tracker = new ClockTracker(settings.tracker());
        this.anchors = new PulseAnchors(settings.tracker());
    }

    /**
     * Takes an edge. Edges come in order; one out of order is left out, and counted as lost.
     *
     * @param pulse its local time later than that of the edge before
     */
    public void pulse(Pulse pulse) {
        lostPulses += pulse.lostBefore();
        pulseCount++;
        if (!edges.add(pulse)) {
            lostPulses++;
            return;
        }
        advance(Math.max(nowNs, pulse.localNs()));
    }

    /**
     * Takes a packet that belongs to a pulse.
     *
     * @param label the pulse's remote time, and when it arrived
     */
    public void label(PulseLabel label) {
        labelCount++;
        if (!isMarkBelievable(label)) {
            labelsWithoutPulse++;
            advance(Math.max(nowNs, label.arrivalNs()));
            return;
        }
        if (pending.size() == PENDING) {
            pending.removeFirst();
            labelsWithoutPulse++;
        }
        pending.addLast(label);
        if (spacing.isAmbiguous()
                && !isNamed(label)
                && !isFollowing(label.arrivalNs())
                && !isAnchored(label.arrivalNs())) {
            searched.addLast(label);
            labelsSinceSearch++;
            if (searched.size() > 4 * LagSearch.LEAST_LABELS) {
                searched.removeFirst();
            }
        }
        advance(Math.max(nowNs, label.arrivalNs()));
    }

    /**
     * Announces that a single pulse of this tag was asked for at this local time.
     *
     * @param tag the number that its packet will carry
     * @param requestedLocalNs when it was asked for, local clock, ns: the pulse is later
     */
    public void expect(int tag, long requestedLocalNs) {
        askedAlone = true;
        anchors.expect(tag, requestedLocalNs, 0);
    }

    /**
     * Announces that a slow train was asked for: one whose packets never come later than the next pulse.
     *
     * @param tag the number that its packets will carry
     * @param requestedLocalNs when it was asked for, local clock, ns: its pulses are later
     * @param periodNs time between its pulses, half a second or more, ns
     * @throws IllegalArgumentException when the period is 0.45 s or shorter
     */
    public void expectSlowTrain(int tag, long requestedLocalNs, long periodNs) {
        if (periodNs <= PulseAnchors.LATEST_NS) {
            throw new IllegalArgumentException("a train of " + periodNs + " ns is not slow");
        }
        askedAlone = true;
        anchors.expect(tag, requestedLocalNs, periodNs);
    }

    /**
     * {@return whether pulses that stand alone are needed, since packets may be later than the next pulse and no model
     * tells}
     */
    public boolean needsAnchor() {
        return spacing.isAmbiguous() && !isFollowing(nowNs) && !isAnchored(nowNs);
    }

    /**
     * Says what the local time is now, so that missing pulses and silence are noticed.
     *
     * @param localNs local clock, ns; the clock is never set back
     */
    public void advance(long localNs) {
        nowNs = Math.max(nowNs, localNs);
        for (PulseLabel label : new ArrayList<>(pending)) {
            boolean late = nowNs - label.arrivalNs() > settings.graceNs();
            if (bind(label, late)) {
                pending.remove(label);
            } else if (late) {
                pending.remove(label);
                labelsWithoutPulse++;
                missed(label);
            }
        }
        if (labelsSinceSearch >= LagSearch.LEAST_LABELS / 2 && searched.size() >= LagSearch.LEAST_LABELS) {
            searchLag();
        }
        edges.dropBefore(nowNs - KEEP_EDGES_NS);
        tracker.advance(nowNs);
    }

    /** {@return the next pair that was found, oldest first; null where there is none} The newest 4096 are kept. */
    public @Nullable PairedPulse poll() {
        return paired.pollFirst();
    }

    /** {@return the model now; null before the first lock} */
    public @Nullable ClockModel model() {
        return tracker.model();
    }

    /** {@return the lock, with what stands in its way} */
    public LockStatus status() {
        LockStatus status = tracker.status();
        String why = obstacle;
        return why == null || status.phase() == LockPhase.LOCKED
                ? status
                : new LockStatus(
                        status.phase(),
                        why,
                        status.sinceLocalNs(),
                        status.accepted(),
                        status.rejected(),
                        status.steps(),
                        status.lastStepNs());
    }

    /** {@return the tracker behind it, for events, jitter and Allan deviation} */
    public ClockTracker tracker() {
        return tracker;
    }

    /** {@return a deviation of the pulses from what was asked for, in words; null where there is none} */
    public @Nullable String rateWarning() {
        // Pulses that were asked for alone are not of the train.
        long usual = edges.usualIntervalSinceNs(trainFrom);
        if (settings.periodNs() == 0 || usual == 0 || askedAlone) {
            return null;
        }
        if (Math.abs(usual - settings.periodNs()) <= WRONG_RATE * settings.periodNs()) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "pulses come every %.3f ms, asked was every %.3f ms",
                usual * 1e-6,
                settings.periodNs() * 1e-6);
    }

    /** {@return what was seen so far} */
    public PairingCounts counts() {
        return new PairingCounts(
                pulseCount, labelCount, pairedCount, labelsWithoutPulse, edges.droppedUnbound(), lostPulses);
    }

    /** Tries to find a packet's pulse; true where the packet is done with. */
    private boolean bind(PulseLabel label, boolean late) {
        if (settings.tagged() || isNamed(label)) {
            return bindTagged(label);
        }
        if (isFollowing(label.arrivalNs())) {
            return bindPredicted(label, late);
        }
        if (spacing.isAmbiguous()) {
            return isAnchored(label.arrivalNs()) ? bindAnchored(label) : true; // the lag search has it
        }
        obstacle = null;
        return bindNewest(label);
    }

    /** False where packets are marked that cannot be a pulse's: then none of them tells anything. */
    private boolean isMarkBelievable(PulseLabel label) {
        if (!isNamed(label)) {
            flags.add(label.remoteNs());
        }
        String doubt = flags.doubt(edges.shortIntervalNs());
        if (doubt == null && !anchors.came(label)) {
            doubt =
                    "packets of more than one time are marked as a pulse's that was asked for once: the mark does not tell"
                            + " which packet is a pulse's; ask for one pulse and one packet a second";
        }
        if (doubt == null) {
            return true;
        }
        obstacle = doubt;
        anchors.forget();
        tracker.doubt(label.arrivalNs(), doubt);
        return false;
    }

    /** A packet found no pulse. Where others wait, the model is wrong, or the controller's clock has stepped. */
    private void missed(PulseLabel label) {
        boolean pulsesWait = edges.newestUnbound(label.arrivalNs() - settings.maxLatencyNs(), latestNs(label)) >= 0;
        misses = pulsesWait ? misses + 1 : misses;
        if (misses >= MISSES && spacing.isAmbiguous()) {
            misses = 0;
            anchors.forget();
            tracker.doubt(nowNs, MISSES + " packets in a row found no pulse where it must be, though pulses come");
        }
    }

    /** By a pulse that stood alone: the one nearest to where it must be. */
    private boolean bindAnchored(PulseLabel label) {
        long wantedNs = anchors.localNs(label.remoteNs());
        long edge = edges.nearestUnbound(wantedNs);
        if (edge < 0
                || Math.abs(edges.at(edge).localNs() - wantedNs)
                        > Math.min(anchors.doubtNs(label.remoteNs()), spacing.ns() / 4)) {
            return false;
        }
        obstacle = null;
        pair(edge, label);
        anchors.renew(new ClockPair(label.remoteNs(), edges.at(edge).localNs()));
        return true;
    }

    /** With a model: the pulse nearest to where it must be. */
    private boolean bindPredicted(PulseLabel label, boolean late) {
        ClockModel model = tracker.model();
        if (model == null) {
            return false;
        }
        long predictedNs = model.toLocal(label.remoteNs());
        long edge = edges.nearestUnbound(predictedNs);
        if (edge >= 0 && Math.abs(edges.at(edge).localNs() - predictedNs) <= gateNs(predictedNs)) {
            pair(edge, label);
            return true;
        }
        boolean causal = predictedNs <= label.arrivalNs() + settings.maxLatencyNs()
                && predictedNs >= label.arrivalNs() - settings.graceNs() - 2 * settings.maxLatencyNs();
        // Its pulse may still be reported. Where it cannot have been, the device's clock has jumped.
        return (!causal || late) && !spacing.isAmbiguous() && bindNewest(label);
    }

    private boolean bindNewest(PulseLabel label) {
        long edge = edges.newestUnbound(label.arrivalNs() - settings.maxLatencyNs(), latestNs(label));
        if (edge < 0) {
            return false;
        }
        pair(edge, label);
        return true;
    }

    /** The latest stamp that the pulse of a packet can have, local time in ns. */
    private long latestNs(PulseLabel label) {
        return label.arrivalNs() + slackNs(settings.tracker());
    }

    /** How much later than its packet's earliest arrival a pulse's stamp may be, ns: stamps err, and clocks drift. */
    static long slackNs(TrackerSettings tracker) {
        return Math.round(tracker.agreementNs() + tracker.maxSkew() * ARRIVALS_NS);
    }

    private boolean bindTagged(PulseLabel label) {
        long fromNs = anchors.earliestNs(label, settings.maxLatencyNs());
        int edgesBetween = edges.countUnbound(fromNs, latestNs(label));
        if (edgesBetween == 0) {
            return false;
        }
        if (edgesBetween > 1) {
            obstacle = edgesBetween + " pulses lie between the request of tag " + label.tag()
                    + " and its packet: ask for the next pulse only after the packet of the last";
            labelsWithoutPulse++;
            return true;
        }
        obstacle = null;
        long edge = edges.newestUnbound(fromNs, latestNs(label));
        trainFrom = edge + 1;
        pair(edge, label);
        anchors.add(new ClockPair(label.remoteNs(), edges.at(edge).localNs()));
        return true;
    }

    private void pair(long edge, PulseLabel label) {
        Pulse pulse = edges.at(edge);
        ClockModel model = tracker.model();
        ClockPair pair = new ClockPair(label.remoteNs(), pulse.localNs());
        double residualNs = model == null ? Double.NaN : model.residualNs(pair);
        edges.bind(edge);
        pairedCount++;
        misses = 0;
        askedAlone &= isNamed(label);
        PairVerdict verdict = tracker.add(pair);
        if (paired.size() == PAIRED) {
            paired.removeFirst();
        }
        paired.addLast(new PairedPulse(pulse, label, verdict, residualNs));
    }

    private void searchLag() {
        labelsSinceSearch = 0;
        LagSearch.Outcome outcome = LagSearch.search(edges, List.copyOf(searched), settings);
        if (outcome.pairs().isEmpty()) {
            obstacle = String.format(
                    Locale.ROOT,
                    "pulses come every %.3f ms and packets may be up to %.3f ms late: %d pulses could be a packet's own, so"
                            + " times could be wrong by whole pulses; ask for fewer pulses a second, or for single ones by"
                            + " tag",
                    spacing.usualNs() * 1e-6,
                    settings.maxLatencyNs() * 1e-6,
                    Math.max(outcome.candidates(), 1));
            return;
        }
        obstacle = null;
        for (ClockPair pair : outcome.pairs()) {
            tracker.add(pair);
        }
        pairedCount += outcome.pairs().size();
        searched.clear();
    }

    /** Whether a packet bears the tag of a pulse that was asked for alone. */
    private boolean isNamed(PulseLabel label) {
        return anchors.isExpected(label.tag());
    }

    private boolean isAnchored(long localNs) {
        return anchors.reaches(localNs, spacing.ns());
    }

    /** Whether there is a model that predicts pulses well enough to tell one from the next. */
    private boolean isFollowing(long localNs) {
        return tracker.status().phase().isUsable() && 2 * gateOf(localNs) < spacing.ns();
    }

    private double gateNs(long localNs) {
        return Math.min(gateOf(localNs), spacing.ns() / 4.0);
    }

    private double gateOf(long localNs) {
        return tracker.gateNs(localNs);
    }
}
