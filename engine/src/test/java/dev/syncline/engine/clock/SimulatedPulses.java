package dev.syncline.engine.clock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** A device with a drifting, wandering clock on a pulse line, with the truth known: runs a pairing in simulated time. */
final class SimulatedPulses {
    /**
     * What is simulated.
     *
     * @param wanderPpbPerRootS random walk of the device's rate
     * @param stampNoiseNs noise of a local stamp of an edge, drawn from the random source
     */
    record Scenario(
            double seconds,
            double hz,
            double skewPpm,
            double wanderPpbPerRootS,
            double lostPackets,
            double lostPulses,
            double latencyFromMs,
            double latencyToMs,
            ToDoubleFunction<Random> stampNoiseNs) {
        Scenario(double seconds, double skewPpm, double wanderPpbPerRootS, ToDoubleFunction<Random> stampNoiseNs) {
            this(seconds, 20, skewPpm, wanderPpbPerRootS, 0.05, 0.02, 3, 15, stampNoiseNs);
        }
    }

    /** How conversions of stamps between the pulses turned out. */
    static final class Outcome {
        final List<Double> errorsNs = new ArrayList<>();
        final List<LockEvent> events = new ArrayList<>();
        long withinOneSigma;
        long withinTwoSigma;
        double firstLockS = Double.NaN;
        int steps;

        double coverage() {
            return (double) withinOneSigma / errorsNs.size();
        }

        double coverageTwo() {
            return (double) withinTwoSigma / errorsNs.size();
        }

        /** The q-th quantile of |error|, ns. */
        double quantileNs(double q) {
            double[] sizes = errorsNs.stream().mapToDouble(Math::abs).toArray();
            Arrays.sort(sizes);
            return sizes[(int) Math.min(sizes.length - 1, q * sizes.length)];
        }
    }

    private record Arrival(long localNs, PulseLabel label) {}

    private static final long LOCAL0_NS = 1_700_000_000_000_000_000L;
    private static final long REMOTE0_NS = 400_000_000_000L;

    private SimulatedPulses() {}

    /** Runs it; conversions are checked at the arrival of every packet, lost ones too, from two seconds after the lock. */
    static Outcome run(Scenario scenario, PulsePairing pairing, long seed) {
        Random random = new Random(seed);
        Outcome outcome = new Outcome();
        PriorityQueue<Arrival> packets = new PriorityQueue<>(Comparator.comparingLong(Arrival::localNs));
        double interval = 1 / scenario.hz();
        double phaseNs = 0;
        double ratePpb = scenario.skewPpm() * 1000;
        long count = (long) (scenario.seconds() * scenario.hz());
        for (long k = 0; k < count; k++) {
            long trueLocalNs = LOCAL0_NS + Math.round(k * interval * 1e9);
            long remoteNs = REMOTE0_NS + (trueLocalNs - LOCAL0_NS) + Math.round(phaseNs);
            while (!packets.isEmpty() && packets.peek().localNs() <= trueLocalNs) {
                pairing.label(packets.remove().label());
                drain(pairing);
            }
            ClockModel model = pairing.model();
            if (model != null) {
                if (Double.isNaN(outcome.firstLockS)) {
                    outcome.firstLockS = k * interval;
                }
                if (k * interval > outcome.firstLockS + 2) {
                    Converted converted = model.localAt(remoteNs);
                    double error = converted.timeNs() - trueLocalNs;
                    outcome.errorsNs.add(error);
                    outcome.withinOneSigma += Math.abs(error) <= converted.sigmaNs() ? 1 : 0;
                    outcome.withinTwoSigma += Math.abs(error) <= 2 * converted.sigmaNs() ? 1 : 0;
                }
            }
            if (random.nextDouble() >= scenario.lostPulses()) {
                pairing.pulse(Pulse.at(
                        trueLocalNs + Math.round(scenario.stampNoiseNs().applyAsDouble(random))));
            }
            if (random.nextDouble() >= scenario.lostPackets()) {
                double latencyMs = scenario.latencyFromMs()
                        + random.nextDouble() * (scenario.latencyToMs() - scenario.latencyFromMs());
                long arrivalNs = trueLocalNs + Math.round(latencyMs * 1e6);
                packets.add(new Arrival(arrivalNs, new PulseLabel(arrivalNs, remoteNs, 0)));
            }
            double before = ratePpb;
            ratePpb += scenario.wanderPpbPerRootS() * Math.sqrt(interval) * random.nextGaussian();
            phaseNs += (before + ratePpb) / 2 * interval;
        }
        outcome.steps = pairing.status().steps();
        outcome.events.addAll(pairing.tracker().events());
        return outcome;
    }

    private static void drain(PulsePairing pairing) {
        while (pairing.poll() != null) {
            // Only what the pairing keeps is bounded; nothing is looked at here.
        }
    }
}
