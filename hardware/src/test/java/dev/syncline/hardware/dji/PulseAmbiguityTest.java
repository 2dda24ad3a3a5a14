package dev.syncline.hardware.dji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.clock.LockPhase;
import dev.syncline.hardware.dji.simulated.FlightControllerSpec;
import dev.syncline.hardware.dji.simulated.PulseStamps;
import dev.syncline.hardware.dji.simulated.SimulatedDjiSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packets that come later than the next pulse, and marks that tell nothing. */
class PulseAmbiguityTest {
    private static final long START_NS = 86_400_000_000_000L;
    private static final long S = 1_000_000_000L;
    private static final long US = 1_000L;

    private final RunWatch watch = new RunWatch();

    private SimulatedDjiSession run(FlightControllerSpec controller, SessionSettings asked, long ns) {
        SimulatedDjiSession session = new SimulatedDjiSession(
                controller, RunSettings.exact(asked), PulseStamps.EXACT, START_NS, watch, event -> {});
        session.begin();
        session.runFor(ns);
        session.end();
        return session;
    }

    private void assertRight(SimulatedDjiSession session) {
        assertTrue(watch.notices.isEmpty(), watch.notices.toString());
        assertEquals(LockPhase.LOCKED, session.run().status().lock().phase());
        assertTrue(session.errors().count() > 1000, session.errors().count() + " samples");
        assertTrue(session.errors().worstUs() < 20, "worst " + session.errors().worstUs() + " us");
    }

    /** Least latencies from below one period to many, at rates whose grid is even and at one whose grid is not. */
    @ParameterizedTest
    @CsvSource({
        "200, 4600, 4900", "200, 5600, 5900", "200, 3000, 9000", "200, 55000, 60000", "100, 12000, 14000",
        "80, 30000, 60000", "20, 49000, 51000", "20, 60000, 64000", "20, 55000, 130000", "5, 210000, 230000",
        "1, 100, 400000"
    })
    void shouldNotBeOffByAPulseHoweverLatePacketsAre(int hz, long leastUs, long mostUs) {
        SimulatedDjiSession session = run(
                FlightControllerSpec.usual(hz + leastUs).late(leastUs * US, mostUs * US),
                SessionSettings.train(hz, 7),
                (hz < 5 ? 20 : 8) * S);

        assertRight(session);
    }

    @ParameterizedTest
    @CsvSource({"200, 5600", "20, 60000"})
    void shouldTellPulsesApartWhereTheControllerMakesNoSingleOnes(int hz, long latencyUs) {
        FlightControllerSpec controller = FlightControllerSpec.usual(5)
                .late(latencyUs * US, (latencyUs + 300) * US)
                .running(FlightControllerSpec.Firmware.NO_SINGLE_PULSES);

        assertRight(run(controller, SessionSettings.train(hz, 7), 12 * S));
    }

    @ParameterizedTest
    @CsvSource({"20", "200"})
    void shouldRefuseATrainWhosePulsesNothingTellsApart(int hz) {
        FlightControllerSpec controller = FlightControllerSpec.usual(5).late(60_000 * US, 60_300 * US);
        SimulatedDjiSession session = run(controller, new SessionSettings(hz, 7, 400, null, null, false), 20 * S);

        assertEquals(0, session.errors().count());
        assertFalse(session.run().status().lock().phase().isUsable());
        assertTrue(
                session.run().status().lock().reason().contains("wrong by whole pulses"),
                session.run().status().lock().reason());
    }

    @ParameterizedTest
    @CsvSource({"20, 400", "20, 100", "100, 400", "0, 400", "1, 400"})
    void shouldRefuseMarksOnAllPackets(int hz, int packetHz) {
        FlightControllerSpec controller =
                FlightControllerSpec.usual(3).running(FlightControllerSpec.Firmware.MARKS_ALL);
        SimulatedDjiSession session = run(controller, new SessionSettings(hz, 7, packetHz, null, null), 20 * S);

        assertEquals(0, session.errors().count(), watch.locks.toString());
        assertTrue(
                session.run().status().lock().reason().contains("mark does not tell"),
                session.run().status().lock().reason());
    }

    @Test
    void shouldTakeMarksOnAllPacketsWhereEachIsAPulses() {
        FlightControllerSpec controller =
                FlightControllerSpec.usual(3).running(FlightControllerSpec.Firmware.MARKS_ALL);
        SimulatedDjiSession session = run(controller, new SessionSettings(1, 7, 1, null, null), 40 * S);

        assertEquals(LockPhase.LOCKED, session.run().status().lock().phase());
        assertTrue(session.errors().worstUs() < 20, "worst " + session.errors().worstUs() + " us");
    }
}
