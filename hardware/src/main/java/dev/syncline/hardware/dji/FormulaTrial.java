package dev.syncline.hardware.dji;

import dev.syncline.engine.clock.PairingSettings;
import dev.syncline.engine.clock.Pulse;
import dev.syncline.engine.clock.PulseLabel;
import dev.syncline.engine.clock.PulsePairing;
import dev.syncline.engine.clock.TickClock;
import dev.syncline.engine.clock.TickFormula;
import java.util.Arrays;
import java.util.List;

/**
 * Tells by which formula a controller's two time fields make one time that runs evenly: follows the pulses by each of
 * them until it is seen which scatters least. The documented one is taken unless another is clearly better.
 */
final class FormulaTrial {
    private static final int ENOUGH_PAIRS = 20;
    private static final int PATIENT_PAIRS = 60;
    private static final double CLEARLY = 3;
    private static final double NEGLIGIBLE_NS = 5_000;

    private final List<TickFormula> formulas;
    private final TickClock[] clocks;
    private final PulsePairing[] pairings;
    private final ArrivalEnvelope[] envelopes;
    private final long[] timesNs;
    private final long[] lastLabelNs;
    private int chosen;
    private boolean decided;
    private boolean runsFreely;

    /** @param formulas those to choose from, the preferred one first */
    FormulaTrial(List<TickFormula> formulas, PairingSettings settings) {
        this.formulas = formulas;
        clocks = new TickClock[formulas.size()];
        pairings = new PulsePairing[formulas.size()];
        envelopes = new ArrivalEnvelope[formulas.size()];
        timesNs = new long[formulas.size()];
        lastLabelNs = new long[formulas.size()];
        Arrays.fill(lastLabelNs, Long.MIN_VALUE);
        for (int i = 0; i < clocks.length; i++) {
            clocks[i] = new TickClock(formulas.get(i));
            pairings[i] = new PulsePairing(settings);
            envelopes[i] = new ArrivalEnvelope();
        }
        decided = formulas.size() == 1;
    }

    /** The times of a packet by each formula; the array is used again. */
    long[] timesNs(HardSyncView packet) {
        runsFreely |= packet.ns() >= 2 * TickClock.TICK_NS;
        for (int i = 0; i < clocks.length; i++) {
            timesNs[i] = clocks[i].timeNs((int) packet.ticks(), (int) packet.ns());
        }
        return timesNs;
    }

    /**
     * A packet came.
     *
     * @param flightNs its times by each formula
     */
    void arrived(long[] flightNs, long arrivalNs) {
        for (int i = 0; i < envelopes.length; i++) {
            envelopes[i].add(flightNs[i], arrivalNs);
        }
    }

    /** True once packets can be told from held up ones, and so their pulses from others. */
    boolean canLabel() {
        return envelopes[chosen].isSettled();
    }

    /** A packet belongs to a pulse; it counts as having come when it could have at the earliest. */
    void label(long[] flightNs, long arrivalNs, int tag) {
        for (int i = 0; i < pairings.length; i++) {
            // By a formula that does not fit, time may stand still.
            if ((!decided || i == chosen) && flightNs[i] > lastLabelNs[i]) {
                lastLabelNs[i] = flightNs[i];
                long earliestNs = Math.min(arrivalNs, envelopes[i].earliestNs(flightNs[i]));
                pairings[i].label(new PulseLabel(earliestNs, flightNs[i], tag));
            }
        }
    }

    /** The earliest that a packet of a time can come, by the formula in use, ns. */
    long earliestNs(long flightNs) {
        return envelopes[chosen].earliestNs(flightNs);
    }

    void pulse(Pulse pulse) {
        for (int i = 0; i < pairings.length; i++) {
            if (!decided || i == chosen) {
                pairings[i].pulse(pulse);
            }
        }
    }

    void expect(int tag, long requestedNs) {
        for (PulsePairing pairing : pairings) {
            pairing.expect(tag, requestedNs);
        }
    }

    /** A train so slow that no packet comes later than the next pulse was asked for. */
    void expectSlowTrain(int tag, long requestedNs, long periodNs) {
        for (PulsePairing pairing : pairings) {
            pairing.expectSlowTrain(tag, requestedNs, periodNs);
        }
    }

    void advance(long nowNs) {
        for (int i = 0; i < pairings.length; i++) {
            if (!decided || i == chosen) {
                pairings[i].advance(nowNs);
            }
        }
    }

    /** Decides where it can. @return true where this call decided */
    boolean decide() {
        if (decided) {
            return false;
        }
        double leastNs = Double.POSITIVE_INFINITY;
        long mostAccepted = 0;
        long mostPaired = 0;
        for (PulsePairing pairing : pairings) {
            double sigmaNs = sigmaNs(pairing);
            leastNs = Math.min(leastNs, sigmaNs);
            mostAccepted = Math.max(mostAccepted, pairing.status().accepted());
            mostPaired = Math.max(mostPaired, pairing.counts().paired());
        }
        int preferred = preferred();
        boolean enough = pairings[preferred].status().accepted() >= ENOUGH_PAIRS
                || (mostAccepted >= ENOUGH_PAIRS && mostPaired >= PATIENT_PAIRS);
        if (!enough) {
            return false;
        }
        double boundNs = Math.max(CLEARLY * leastNs, NEGLIGIBLE_NS);
        int best = preferred;
        for (int i = 0; i < pairings.length && sigmaNs(pairings[best]) > boundNs; i++) {
            best = i;
        }
        chosen = best;
        decided = true;
        return true;
    }

    /** A field that counts beyond a tick is a clock of its own; then that clock is preferred. */
    private int preferred() {
        int free = formulas.indexOf(TickFormula.UNWRAPPED);
        return runsFreely && free >= 0 ? free : 0;
    }

    private static double sigmaNs(PulsePairing pairing) {
        double sigmaNs = pairing.tracker().stampSigmaNs();
        return Double.isNaN(sigmaNs) ? Double.POSITIVE_INFINITY : sigmaNs;
    }

    boolean decided() {
        return decided;
    }

    /** Index of the formula in use, which is the first until one is chosen. */
    int chosen() {
        return chosen;
    }

    TickFormula formula() {
        return formulas.get(chosen);
    }

    PulsePairing pairing() {
        return pairings[chosen];
    }
}
