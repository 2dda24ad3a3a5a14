package dev.syncline.hardware.dji;

import dev.syncline.engine.clock.ClockModel;
import dev.syncline.engine.clock.Converted;
import dev.syncline.engine.clock.LockEvent;
import dev.syncline.engine.clock.LockPhase;
import dev.syncline.engine.clock.PairVerdict;
import dev.syncline.engine.clock.PairedPulse;
import dev.syncline.engine.clock.PairingSettings;
import dev.syncline.engine.clock.Pulse;
import dev.syncline.engine.clock.TickFormula;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Puts a flight controller's motion samples into the host's time: packets and pulses in, samples with host times out. A
 * sample is held back until a pulse after it is known, or until the pulses have stayed away long enough; samples from
 * before the first lock are converted once there is one. A controller that starts again is noticed by its clock, and
 * begins a new epoch with a lock of its own. Driven from outside; the same calls give the same results.
 */
public final class FlightTimebase {
    /** A minute of packets at the full rate. */
    private static final int HELD_SAMPLES = 24_000;
    /** A packet that comes earlier than others could by more than this is of another clock. */
    private static final long RESTART_NS = 500_000_000L;

    private static final double CRYSTALS = 500e-6;
    /** A packet that seems to come before it was sampled by more than this shows that the lock is on wrong pulses. */
    private static final long CAUSALITY_NS = 1_000_000L;

    private static final double CAUSALITY_SIGMAS = 6;
    private static final int REMEMBERED_LABELS = 256;

    /**
     * A packet of a pulse.
     *
     * @param timesNs its times by each formula
     */
    private record Label(long[] timesNs, long arrivalNs, int tag) {}

    private static final double RESIDUAL_SHARE = 0.05;

    private final PairingSettings settings;
    private final List<TickFormula> formulas;
    private final TimebaseListener listener;
    private final long packetNs;

    private FormulaTrial trial;
    private SampleQueue queue;
    private PacketOrder order = new PacketOrder();
    /** Packets of pulses from before it was known how late packets are. */
    private final List<Label> early = new ArrayList<>();
    /** Arrivals of the last packets of pulses, by their times: a ring. */
    private final Label[] labels = new Label[REMEMBERED_LABELS];

    private int labelCount;
    private int epoch = 1;
    private long packets;
    private long lastFlightNs;
    private long lastArrivalNs;
    private long lastUsedRemoteNs = Long.MIN_VALUE;
    private long lastHostNs = Long.MIN_VALUE;
    private long nowNs;
    private double meanSquareNs2 = Double.NaN;
    private long lostPackets;
    private long doubledPackets;
    private long samples;
    private long droppedSamples;
    private boolean rateWarned;

    /**
     * @param formulas those that the controller's time may be made by, the preferred one first
     * @param packetHz packets in a second
     */
    public FlightTimebase(
            PairingSettings settings, List<TickFormula> formulas, int packetHz, TimebaseListener listener) {
        this.settings = settings;
        this.formulas = List.copyOf(formulas);
        this.listener = listener;
        this.packetNs = 1_000_000_000L / packetHz;
        this.trial = new FormulaTrial(this.formulas, settings);
        this.queue = new SampleQueue(HELD_SAMPLES, formulas.size());
    }

    /** Takes a pulse. */
    public void pulse(Pulse pulse) {
        trial.pulse(pulse);
        drain();
    }

    /** A single pulse was asked for. */
    public void expect(int tag, long requestedNs) {
        trial.expect(tag, requestedNs);
    }

    /** A train so slow that no packet comes later than the next pulse was asked for. */
    public void expectSlowTrain(int tag, long requestedNs, long periodNs) {
        trial.expectSlowTrain(tag, requestedNs, periodNs);
    }

    /** Whether only pulses that stand alone can tell which pulse a packet belongs to. */
    public boolean needsAnchor() {
        return trial.pairing().needsAnchor();
    }

    /** Takes a packet. */
    public void packet(HardSyncView packet, long arrivalNs) {
        long[] timesNs = trial.timesNs(packet);
        long flightNs = timesNs[trial.chosen()];
        PacketOrder.Place place = order.place(flightNs, arrivalNs, packets > 0 && isAhead(flightNs, arrivalNs));
        if (place == PacketOrder.Place.RESTARTED) {
            restart(flightNs, arrivalNs);
            timesNs = trial.timesNs(packet);
            flightNs = timesNs[trial.chosen()];
            place = order.place(flightNs, arrivalNs, false);
        }
        switch (place) {
            case NEXT -> {
                if (packets > 0) {
                    lostPackets += Math.max(0, Math.round((flightNs - lastFlightNs) / (double) packetNs) - 1);
                }
                packets++;
                lastFlightNs = flightNs;
                lastArrivalNs = arrivalNs;
                if (!queue.add(timesNs, packet)) {
                    droppedSamples++;
                }
                trial.arrived(timesNs, arrivalNs);
            }
            case LATE -> {
                // Its sample is past: those after it may be converted already.
                order.remember(flightNs);
                lostPackets = Math.max(0, lostPackets - 1);
                droppedSamples++;
            }
            default -> {
                doubledPackets++;
                return;
            }
        }
        if (packet.isPulse()) {
            Label label = new Label(timesNs.clone(), arrivalNs, packet.tag());
            labels[labelCount++ % REMEMBERED_LABELS] = label;
            early.add(label);
        }
        if (trial.canLabel()) {
            for (Label label : early) {
                trial.label(label.timesNs(), label.arrivalNs(), label.tag());
            }
            early.clear();
        }
        checkCausality(flightNs, arrivalNs);
        drain();
    }

    /** Nothing arrives before it was sent: if it seems so, pulses were taken for those after them. */
    private void checkCausality(long flightNs, long arrivalNs) {
        ClockModel model = trial.pairing().model();
        if (model == null || !trial.pairing().status().phase().isUsable()) {
            return;
        }
        Converted sampled = model.localAt(flightNs);
        double allowedNs = CAUSALITY_NS + CAUSALITY_SIGMAS * sampled.sigmaNs();
        if (sampled.timeNs() - arrivalNs > allowedNs) {
            droppedSamples += queue.size();
            begin();
            listener.onLock(new LockEvent(
                    arrivalNs,
                    LockPhase.RELOCKING,
                    String.format(
                            Locale.ROOT,
                            "a packet came %.3f ms before it was sampled: the lock was on the wrong pulses",
                            (sampled.timeNs() - arrivalNs) * 1e-6)));
        }
    }

    private void begin() {
        lastUsedRemoteNs = Long.MIN_VALUE;
        meanSquareNs2 = Double.NaN;
        early.clear();
        trial = new FormulaTrial(formulas, settings);
        queue = new SampleQueue(HELD_SAMPLES, formulas.size());
    }

    /** Lets time pass, so that silence is noticed. */
    public void advance(long hostNs) {
        nowNs = Math.max(nowNs, hostNs);
        trial.advance(hostNs);
        drain();
    }

    /** Nothing more will come: converts what is held back as well as it can be. */
    public void finish(long hostNs) {
        advance(hostNs);
        ClockModel model = trial.pairing().model();
        if (model != null && trial.pairing().status().phase().isUsable()) {
            release(model, Long.MAX_VALUE);
        }
        droppedSamples += queue.size();
        queue = new SampleQueue(1, formulas.size());
    }

    public TimebaseStatus status() {
        return new TimebaseStatus(
                trial.pairing().status(),
                trial.pairing().model(),
                Math.max(nowNs, lastArrivalNs),
                Math.sqrt(meanSquareNs2),
                trial.pairing().counts(),
                trial.formula(),
                epoch,
                lostPackets,
                doubledPackets,
                samples,
                droppedSamples);
    }

    /** A clock that is ahead of the earliest that a packet can come was set; one that seems to stand is held up. */
    private boolean isAhead(long flightNs, long arrivalNs) {
        double allowedNs = RESTART_NS + CRYSTALS * Math.abs(arrivalNs - lastArrivalNs);
        return trial.earliestNs(flightNs) - arrivalNs > allowedNs;
    }

    private void restart(long flightNs, long arrivalNs) {
        ClockModel model = trial.pairing().model();
        if (model != null && trial.pairing().status().phase().isUsable()) {
            release(model, Long.MAX_VALUE);
        }
        droppedSamples += queue.size();
        String what = String.format(
                Locale.ROOT,
                "the controller's clock went from %.3f s to %.3f s: it was started again",
                lastFlightNs * 1e-9,
                flightNs * 1e-9);
        epoch++;
        packets = 0;
        order = new PacketOrder();
        begin();
        listener.onLock(new LockEvent(arrivalNs, LockPhase.RELOCKING, what));
    }

    private void drain() {
        if (trial.decide() && trial.formula() != formulas.getFirst()) {
            // What was told so far was by the other formula, and stays true.
            List<LockEvent> _ = trial.pairing().tracker().events();
            listener.onNotice(
                    "the controller's time runs evenly by the formula " + trial.formula() + ", not by "
                            + formulas.getFirst(),
                    nowNs);
        }
        while (trial.decided()) {
            PairedPulse pair = trial.pairing().poll();
            if (pair == null) {
                break;
            }
            took(pair);
        }
        for (LockEvent event : trial.pairing().tracker().events()) {
            listener.onLock(event);
        }
        String warning = trial.pairing().rateWarning();
        if (warning != null && !rateWarned) {
            listener.onNotice(warning, nowNs);
        }
        rateWarned = warning != null;
        ClockModel model = trial.pairing().model();
        if (model == null || !trial.decided()) {
            return;
        }
        LockPhase phase = trial.pairing().status().phase();
        if (phase == LockPhase.LOCKED) {
            release(model, lastUsedRemoteNs);
        } else if (phase == LockPhase.HOLDOVER) {
            release(model, Long.MAX_VALUE);
        }
    }

    private void took(PairedPulse pair) {
        listener.onPair(pair, arrivalNs(pair), epoch);
        long remoteNs = pair.label().remoteNs();
        if (pair.verdict() == PairVerdict.STEPPED) {
            // The jump lies somewhere before; no model fits what came since the last good pair.
            while (queue.size() > 0 && queue.firstNs(trial.chosen()) < remoteNs) {
                queue.removeFirst();
                droppedSamples++;
            }
        }
        if (pair.verdict().isUsed()) {
            lastUsedRemoteNs = remoteNs;
            double square = pair.residualNs() * pair.residualNs();
            if (!Double.isNaN(square)) {
                meanSquareNs2 = Double.isNaN(meanSquareNs2)
                        ? square
                        : meanSquareNs2 + RESIDUAL_SHARE * (square - meanSquareNs2);
            }
        }
    }

    private long arrivalNs(PairedPulse pair) {
        for (int i = 1; i <= Math.min(labelCount, REMEMBERED_LABELS); i++) {
            Label label = labels[Math.floorMod(labelCount - i, REMEMBERED_LABELS)];
            if (label.timesNs()[trial.chosen()] == pair.label().remoteNs()) {
                return label.arrivalNs();
            }
        }
        return pair.label().arrivalNs();
    }

    private void release(ClockModel model, long untilFlightNs) {
        int formula = trial.chosen();
        while (queue.size() > 0 && queue.firstNs(formula) <= untilFlightNs) {
            long flightNs = queue.firstNs(formula);
            Converted host = model.localAt(flightNs);
            if (host.timeNs() > lastHostNs) {
                lastHostNs = host.timeNs();
                samples++;
                listener.onSample(host.timeNs(), host.sigmaNs(), flightNs, queue.firstMotion());
            } else {
                droppedSamples++;
            }
            queue.removeFirst();
        }
    }
}
