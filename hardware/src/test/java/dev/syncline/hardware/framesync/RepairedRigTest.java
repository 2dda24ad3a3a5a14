package dev.syncline.hardware.framesync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.hardware.camera.simulated.SimulatedSensor;
import dev.syncline.hardware.framesync.simulated.RigFrame;
import dev.syncline.hardware.framesync.simulated.RigSpec;
import dev.syncline.hardware.framesync.simulated.SimulatedCameras;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the repaired arithmetic does where the stock one goes wrong, on simulated cameras. */
class RepairedRigTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final SimulatedSensor SENSOR = SimulatedSensor.DEFAULT;

    private final List<RigFrame> frames = new ArrayList<>();

    @Test
    void shouldNotCallALateClientReadyBeforeItsFramesLieOnTheServers() {
        SimulatedCameras rig = rig(SENSOR, SENSOR.withOscillator(40, 0.02, 2), 10 * SECOND_NS + 17_000_000);
        rig.runUntil(20 * SECOND_NS, this::keepClients);
        RigFrame first = firstReady();
        assertTrue(Math.abs(first.trueOffsetNs()) < 110_000, first.toString());
        assertEquals(first.trueFrame(), first.verdict().syncFrame(), "it knows which frame it begins with");
        assertTrue(first.trueFrame() > 100);
    }

    @Test
    void shouldBringACameraTogetherThatCannotRunFaster() {
        SimulatedSensor atItsFastest = new SimulatedSensor(33_333_333, 20_000, 33_333_333, 2, -30, 0.02, 2_000, 0, 3);
        SimulatedCameras rig = rig(SENSOR, atItsFastest, 7_000_000);
        rig.runUntil(10 * SECOND_NS, this::keepClients);
        assertEquals(0, firstReady().trueFrame());
        assertTogether(110_000);
    }

    @Test
    void shouldSayThatACameraAtItsFastestCannotCatchUp() {
        SimulatedSensor slow = new SimulatedSensor(33_333_333, 20_000, 33_333_333, 2, 80, 0, 2_000, 0, 3);
        SimulatedCameras rig = rig(SENSOR, slow, 7_000_000);
        rig.runUntil(30 * SECOND_NS, this::keepClients);
        assertContains("cannot catch up", rig.client(1).note());
        assertFalse(frames.getLast().verdict().aligned());
    }

    @Test
    void shouldSayThatFrameRatesDifferAndNeverBeReady() {
        SimulatedCameras rig = rig(SENSOR, SENSOR.atFramerate(25), 0);
        rig.runUntil(10 * SECOND_NS, this::keepClients);
        assertContains("29.99 frames/s and this camera at 25.00", rig.client(1).note());
        assertTrue(frames.stream().noneMatch(f -> f.verdict().ready()));
        assertTrue(frames.stream().allMatch(f -> f.verdict().correctionNs() == 0));
    }

    @Test
    void shouldFollowSensorsWhoseLinesGiveAnotherFrameLength() {
        // 33340 µs against 33320 µs: 600 ppm, far more than any oscillator.
        SimulatedSensor longer = new SimulatedSensor(33_333_333, 29_000, 16_000_000, 2, 0, 0.02, 2_000, 0, 5);
        SimulatedCameras rig = rig(SENSOR, longer, 9_000_000);
        rig.runUntil(10 * SECOND_NS, this::keepClients);
        assertEquals(0, firstReady().trueFrame());
        assertTogether(120_000);
    }

    @Test
    void shouldHoldTheFramesThroughAStepOfItsClock() {
        for (long stepNs : new long[] {3600 * SECOND_NS, -3600 * SECOND_NS, SECOND_NS / 2}) {
            frames.clear();
            SimulatedCameras rig = rig(SENSOR, SENSOR.withOscillator(40, 0.02, 2), 0);
            rig.runUntil(6 * SECOND_NS, frame -> {});
            rig.stepClock(1, stepNs);
            rig.runUntil(12 * SECOND_NS, this::keepClients);
            assertTogether(110_000);
            assertTrue(frames.stream().allMatch(f -> f.verdict().ready()));
            assertContains("differ by about", rig.client(1).note());
            rig.stepClock(0, stepNs);
            rig.runUntil(20 * SECOND_NS, this::keepClients);
            assertTogether(110_000);
            assertNull(rig.client(1).note());
            assertEquals(1, rig.client(1).clockSteps());
        }
    }

    @Test
    void shouldNotBeReadyEarlyWhenTheClockStepsForward() {
        SimulatedCameras rig = rig(SENSOR, SENSOR, 0);
        rig.runUntil(2 * SECOND_NS, frame -> {});
        rig.stepClock(0, 60 * SECOND_NS);
        rig.stepClock(1, 60 * SECOND_NS);
        rig.runUntil(8 * SECOND_NS, this::keepAll);
        assertEquals(
                0,
                frames.stream()
                        .filter(f -> f.camera() == 0 && f.verdict().ready())
                        .findFirst()
                        .orElseThrow()
                        .trueFrame());
        assertEquals(0, firstReady().trueFrame());
    }

    @Test
    void shouldFollowAServerThatWasStartedAgain() {
        SimulatedCameras rig = rig(SENSOR, SENSOR.withOscillator(-40, 0.02, 2), 0);
        rig.runUntil(8 * SECOND_NS, frame -> {});
        rig.restartServer(2 * SECOND_NS + 11_000_000);
        rig.runUntil(13 * SECOND_NS, frame -> {});
        rig.runUntil(20 * SECOND_NS, this::keepClients);
        assertEquals(1, rig.client(1).serverRestarts());
        assertTogether(110_000);
        assertTrue(frames.stream().allMatch(f -> f.verdict().syncFrame() == f.trueFrame()));
    }

    /** The first server is started again half way to its ready frame, at once and after a while. */
    @ParameterizedTest
    @ValueSource(longs = {100, 1_000, 5_000})
    void shouldBeginWithTheServerThatIsStartedAgainAndNotWithTheOneBeforeIt(long downMs) {
        SimulatedCameras rig = rig(SENSOR, SENSOR.withOscillator(40, 0.02, 2), 7_000_000);
        rig.runUntil(SECOND_NS * 8 / 5, this::keepClients);
        rig.restartServer(downMs * 1_000_000);
        rig.runUntil(15 * SECOND_NS, this::keepClients);
        RigFrame first = firstReady();
        assertEquals(0, first.trueFrame(), first.toString());
        assertTrue(Math.abs(first.trueOffsetNs()) < 110_000, first.toString());
        assertEquals(1, rig.client(1).serverRestarts());
    }

    @Test
    void shouldFindItsPlaceAgainAfterSleep() {
        SimulatedCameras rig = rig(SENSOR, SENSOR.withOscillator(-40, 0.02, 2), 0);
        rig.runUntil(8 * SECOND_NS, frame -> {});
        rig.suspend(1, 601 * SECOND_NS + 5_000_000);
        rig.runUntil(612 * SECOND_NS, frame -> {});
        rig.runUntil(620 * SECOND_NS, this::keepClients);
        assertTogether(110_000);
        assertTrue(frames.stream().allMatch(f -> f.verdict().syncFrame() == f.trueFrame()));
    }

    @Test
    void shouldClaimNothingAfterALongSilence() {
        SimulatedCameras rig = rig(SENSOR, SENSOR, 0);
        rig.runUntil(8 * SECOND_NS, frame -> {});
        rig.suspend(0, 100 * SECOND_NS);
        rig.runUntil(60 * SECOND_NS, this::keepClients);
        assertTrue(frames.getFirst().verdict().aligned());
        assertFalse(frames.getLast().verdict().aligned());
        assertEquals(FrameSyncState.HOLDING, frames.getLast().verdict().state());
        assertContains("nothing heard", rig.client(1).note());
    }

    private static SimulatedCameras rig(SimulatedSensor server, SimulatedSensor client, long clientStartNs) {
        return new SimulatedCameras(new RigSpec(
                SyncSettings.DEFAULT,
                List.of(server, client),
                List.of(SECOND_NS, clientStartNs),
                50_000,
                100_000,
                0,
                0,
                1));
    }

    private void keepAll(RigFrame frame) {
        frames.add(frame);
    }

    private void keepClients(RigFrame frame) {
        if (frame.camera() > 0) {
            frames.add(frame);
        }
    }

    private RigFrame firstReady() {
        return frames.stream()
                .filter(f -> f.camera() == 1 && f.verdict().ready())
                .findFirst()
                .orElseThrow();
    }

    /** Of the frames from the first ready one on, each that claims to lie on the server's does. */
    private void assertTogether(long withinNs) {
        List<RigFrame> ready = frames.stream().filter(f -> f.verdict().ready()).toList();
        assertFalse(ready.isEmpty());
        for (RigFrame frame : ready) {
            assertTrue(Math.abs(frame.trueOffsetNs()) < withinNs, frame.toString());
        }
        assertTrue(ready.getLast().verdict().aligned());
    }

    private static void assertContains(String part, @org.jspecify.annotations.Nullable String text) {
        assertNotNull(text);
        assertTrue(text.contains(part), text);
    }
}
