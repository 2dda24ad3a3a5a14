package dev.syncline.engine.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Pairing and following a device's clock against simulated truth, and every fault that a line can have. */
class PulsePairingTest {
    private static final long PERIOD_NS = 50_000_000;
    private static final long BEGIN_NS = 1_000_000_000_000L;
    private static final long MS = 1_000_000;

    private static long device(long localNs) {
        return localNs - BEGIN_NS + 77 * MS;
    }

    private static void near(long expectedNs, long foundNs) {
        assertTrue(Math.abs(expectedNs - foundNs) <= 1000, expectedNs + " ns expected, found " + foundNs);
    }

    private static PulsePairing pairing(double stampSigmaNs) {
        return new PulsePairing(PairingSettings.train(
                TrackerSettings.of(ClockDomain.DEVICE, ClockDomain.MONOTONIC, stampSigmaNs), PERIOD_NS));
    }

    private static PulsePairing oneSided(double stampSigmaNs) {
        return new PulsePairing(PairingSettings.train(
                TrackerSettings.of(ClockDomain.DEVICE, ClockDomain.MONOTONIC, stampSigmaNs)
                        .withNoise(StampNoise.ONE_SIDED),
                PERIOD_NS));
    }

    /** A second of clean pulses, or a part of one, each with its packet 5 ms later. */
    private static long feed(PulsePairing pairing, long fromNs, int count, LongUnaryOperator device) {
        long at = fromNs;
        for (int i = 0; i < count; i++, at += PERIOD_NS) {
            pairing.pulse(Pulse.at(at));
            pairing.label(new PulseLabel(at + 5 * MS, device.applyAsLong(at), 0));
        }
        return at;
    }

    private static ClockModel model(PulsePairing pairing) {
        ClockModel model = pairing.model();
        assertNotNull(model);
        return model;
    }

    private static double coverage(ToDoubleFunction<Random> noise, double declaredNs, double wander, boolean late) {
        double sum = 0;
        int runs = 4;
        for (int seed = 0; seed < runs; seed++) {
            PulsePairing pairing = late ? oneSided(declaredNs) : pairing(declaredNs);
            SimulatedPulses.Outcome outcome =
                    SimulatedPulses.run(new SimulatedPulses.Scenario(240, 30, wander, noise), pairing, 40 + seed);
            assertTrue(outcome.firstLockS <= 3, "locked after " + outcome.firstLockS + " s");
            assertEquals(0, outcome.steps);
            assertTrue(outcome.quantileNs(0.99) <= 200_000, "99 % within " + outcome.quantileNs(0.99) + " ns");
            sum += outcome.coverage();
        }
        return sum / runs;
    }

    @Test
    void shouldConvertWithinTwentyMicrosecondsByExactStamps() {
        SimulatedPulses.Outcome outcome =
                SimulatedPulses.run(new SimulatedPulses.Scenario(600, 30, 30, r -> 0), pairing(1000), 1);

        assertTrue(outcome.quantileNs(0.99) <= 20_000, "99 % within " + outcome.quantileNs(0.99) + " ns");
        assertTrue(outcome.firstLockS <= 3);
        assertEquals(2, outcome.events.size(), outcome.events.toString()); // acquiring, locked
    }

    @Test
    void shouldCoverTheTruthWithItsErrorBarsUnderJitterAndWander() {
        for (double wander : new double[] {3, 30}) {
            double kernel = coverage(r -> 2_000 * r.nextGaussian(), 2_000, wander, false);
            double program = coverage(r -> 100_000 * r.nextGaussian(), 100_000, wander, false);
            double oneSided = coverage(r -> -100_000 * Math.log(1 - r.nextDouble()), 100_000, wander, true);

            assertTrue(kernel > 0.5 && kernel < 0.85, "kernel stamps: " + kernel);
            assertTrue(program > 0.5 && program < 0.9, "program's stamps: " + program);
            assertTrue(oneSided > 0.5 && oneSided < 0.9, "one-sided stamps: " + oneSided);
        }
    }

    @Test
    void shouldNotMindAWrongIdeaOfTheJitter() {
        double tooSmall = coverage(r -> 20_000 * r.nextGaussian(), 200, 10, false);
        double tooLarge = coverage(r -> 200 * r.nextGaussian(), 50_000, 10, false);

        assertTrue(tooSmall > 0.5 && tooSmall < 0.85, "jitter held to be small: " + tooSmall);
        assertTrue(tooLarge > 0.5 && tooLarge < 0.9, "jitter held to be large: " + tooLarge);
    }

    @Test
    void shouldNeverLockWronglyInAnHourOfFaults() {
        SimulatedPulses.Scenario faults = new SimulatedPulses.Scenario(
                3600,
                20,
                -80,
                10,
                0.2,
                0.15,
                3,
                15,
                r -> r.nextInt(50) == 0 ? 3e6 * r.nextDouble() : 1e4 * r.nextGaussian());

        SimulatedPulses.Outcome outcome = SimulatedPulses.run(faults, pairing(10_000), 5);

        assertEquals(0, outcome.steps);
        assertTrue(outcome.quantileNs(1) < 50_000, "worst " + outcome.quantileNs(1) + " ns");
    }

    @Test
    void shouldWaitForAPulseThatIsReportedAfterItsPacket() {
        PulsePairing pairing = pairing(1000);
        for (int i = 0; i < 10; i++) {
            long at = BEGIN_NS + i * PERIOD_NS;
            pairing.label(new PulseLabel(at + 5 * MS, device(at), 0));
            pairing.pulse(Pulse.at(at));
        }

        assertEquals(10, pairing.counts().paired());
        assertEquals(LockPhase.LOCKED, pairing.status().phase());
    }

    @Test
    void shouldHoldOverAndSaySoAndGrowTheErrorBar() {
        PulsePairing pairing = pairing(1000);
        long end = feed(pairing, BEGIN_NS, 40, PulsePairingTest::device);
        pairing.advance(end + 10_000 * MS);

        assertEquals(LockPhase.HOLDOVER, pairing.status().phase());
        assertTrue(
                pairing.status().reason().contains("no pair for"),
                pairing.status().reason());
        assertTrue(model(pairing).sigmaNsAtLocal(end + 100_000 * MS)
                > 2 * model(pairing).sigmaNsAtLocal(end));

        feed(pairing, end + 10_000 * MS, 10, PulsePairingTest::device);
        assertEquals(LockPhase.LOCKED, pairing.status().phase());
        assertEquals(0, pairing.status().steps());
    }

    @Test
    void shouldSayAtOnceThatTheDeviceRestartedAndLockAnew() {
        PulsePairing pairing = pairing(1000);
        long end = feed(pairing, BEGIN_NS, 40, PulsePairingTest::device);
        long restart = end;
        feed(pairing, end, 1, localNs -> localNs - restart);

        assertEquals(LockPhase.RELOCKING, pairing.status().phase());
        assertTrue(
                pairing.status().reason().contains("went back"),
                pairing.status().reason());

        feed(pairing, end + PERIOD_NS, 6, localNs -> localNs - restart);
        assertEquals(LockPhase.LOCKED, pairing.status().phase());
        assertEquals(1, pairing.status().steps());
        near(-(restart - BEGIN_NS + 77 * MS), pairing.status().lastStepNs());
        near(restart + 7, model(pairing).toLocal(7));
    }

    @Test
    void shouldTellAStepForwardFromOutliers() {
        PulsePairing pairing = pairing(1000);
        long end = feed(pairing, BEGIN_NS, 40, PulsePairingTest::device);
        end = feed(pairing, end, 1, localNs -> device(localNs) + 2 * MS);

        assertEquals(LockPhase.LOCKED, pairing.status().phase());
        end = feed(pairing, end, 10, PulsePairingTest::device);
        assertEquals(0, pairing.status().steps());

        for (int i = 0; i < 12; i++) {
            end = feed(pairing, end, 1, localNs -> device(localNs) + 2 * MS);
        }
        assertEquals(1, pairing.status().steps());
        near(2 * MS, pairing.status().lastStepNs());
        List<LockEvent> events = pairing.tracker().events();
        assertTrue(events.stream().anyMatch(e -> e.phase() == LockPhase.RELOCKING), events.toString());
    }

    @Test
    void shouldWarnOfPulsesAtAnotherRateThanAsked() {
        PulsePairing pairing = pairing(1000);
        assertNull(pairing.rateWarning());
        for (int i = 0; i < 20; i++) {
            pairing.pulse(Pulse.at(BEGIN_NS + i * 20L * MS));
        }

        assertEquals("pulses come every 20.000 ms, asked was every 50.000 ms", pairing.rateWarning());
    }

    @Test
    void shouldRefuseToGuessWhereAPacketCouldBelongToSeveralPulses() {
        PulsePairing pairing = new PulsePairing(
                PairingSettings.train(TrackerSettings.of(ClockDomain.DEVICE, ClockDomain.MONOTONIC, 1000), 5 * MS)
                        .withMaxLatencyNs(20 * MS));
        // A strict train with packets 6 to 9 ms late fits at three lags alike.
        for (int i = 0; i < 200; i++) {
            long at = BEGIN_NS + i * 5L * MS;
            pairing.pulse(Pulse.at(at));
            if (i >= 2) {
                long labelled = at - 10 * MS;
                pairing.label(new PulseLabel(labelled + 11 * MS + i % 3 * MS, device(labelled), 0));
            }
        }

        assertNull(pairing.model());
        assertTrue(
                pairing.status().reason().contains("by tag"), pairing.status().reason());
    }

    @Test
    void shouldFindTheLagOfATrainThatIsNotStrict() {
        PulsePairing pairing = new PulsePairing(
                PairingSettings.train(TrackerSettings.of(ClockDomain.DEVICE, ClockDomain.MONOTONIC, 1000), 5 * MS)
                        .withMaxLatencyNs(20 * MS));
        Random random = new Random(4);
        long[] at = new long[200];
        for (int i = 0; i < at.length; i++) {
            at[i] = BEGIN_NS + i * 5L * MS + (long) (random.nextGaussian() * 40_000);
            pairing.pulse(Pulse.at(at[i]));
            if (i >= 2) {
                pairing.label(new PulseLabel(at[i - 2] + 12 * MS, device(at[i - 2]), 0));
            }
        }

        assertEquals(
                LockPhase.LOCKED, pairing.status().phase(), pairing.status().reason());
        near(at[100], model(pairing).toLocal(device(at[100])));
    }

    @Test
    void shouldPairSinglePulsesByTheirTag() {
        PulsePairing pairing = new PulsePairing(
                PairingSettings.tagged(TrackerSettings.of(ClockDomain.DEVICE, ClockDomain.MONOTONIC, 1000)));
        long at = BEGIN_NS;
        for (int tag = 1; tag <= 6; tag++, at += 300 * MS) {
            pairing.expect(tag, at);
            pairing.pulse(Pulse.at(at + 8 * MS));
            pairing.label(new PulseLabel(at + 200 * MS, device(at + 8 * MS), tag));
        }

        assertEquals(LockPhase.LOCKED, pairing.status().phase());
        assertEquals(6, pairing.counts().paired());
    }

    @Test
    void shouldNotPairATagWhoseRequestSawTwoPulses() {
        PulsePairing pairing = new PulsePairing(
                PairingSettings.tagged(TrackerSettings.of(ClockDomain.DEVICE, ClockDomain.MONOTONIC, 1000)));
        pairing.expect(7, BEGIN_NS);
        pairing.pulse(Pulse.at(BEGIN_NS + MS));
        pairing.pulse(Pulse.at(BEGIN_NS + 3 * MS));
        pairing.label(new PulseLabel(BEGIN_NS + 20 * MS, 5, 7));

        assertEquals(0, pairing.counts().paired());
        assertTrue(
                pairing.status().reason().contains("2 pulses lie between"),
                pairing.status().reason());
    }

    @Test
    void shouldCountWhatWasLost() {
        PulsePairing pairing = pairing(1000);
        long end = feed(pairing, BEGIN_NS, 20, PulsePairingTest::device);
        pairing.label(new PulseLabel(end + 5 * MS, device(end), 0)); // its pulse was lost
        pairing.pulse(new Pulse(end + PERIOD_NS, 1)); // its packet was lost
        feed(pairing, end + 2 * PERIOD_NS, 300, PulsePairingTest::device);

        assertEquals(1, pairing.counts().labelsWithoutPulse());
        assertEquals(1, pairing.counts().pulsesWithoutLabel());
        assertEquals(1, pairing.counts().lostPulses());
        assertEquals(LockPhase.LOCKED, pairing.status().phase());
    }
}
