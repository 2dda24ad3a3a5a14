package dev.syncline.hardware.rig.trim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.hardware.camera.simulated.SimulatedCamera;
import dev.syncline.hardware.camera.simulated.SimulatedFrame;
import dev.syncline.hardware.camera.simulated.SimulatedSensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A colour camera at 30 fps whose oscillator is off, beside a stereo pair that is the reference. */
class FrameTrimTest {
    private static final long FRAME_NS = 33_333_333;
    private static final long LINE_4K_NS = 10_917;
    private static final long REFERENCE_NS = 1_000_000_000L;
    private static final int FRAMES = 1800;
    private static final int THREE_SECONDS = 90;

    /** What a run was like once three seconds have passed. */
    private record Run(double worstLines, long mostStepLines, double worstMs, int settledAt) {}

    private static SimulatedSensor sensor(double ppm, int delay, double jitterNs, double drops, long seed) {
        return new SimulatedSensor(
                FRAME_NS, LINE_4K_NS, Math.round(FRAME_NS * 0.72), delay, ppm, 0.02, jitterNs, drops, seed);
    }

    private static Run run(SimulatedSensor sensor, long beginsLateNs) {
        SimulatedCamera camera = new SimulatedCamera(sensor, REFERENCE_NS + beginsLateNs);
        FrameTrim trim = new FrameTrim(camera, FRAME_NS, TrimSettings.DEFAULT);
        double worst = 0;
        long step = 0;
        int settled = 0;
        for (int i = 0; i < FRAMES; i++) {
            SimulatedFrame frame = camera.next();
            TrimState state = trim.observe(frame.sequence(), frame.stampNs(), REFERENCE_NS);
            long error = Math.floorMod(frame.beginNs() - REFERENCE_NS, FRAME_NS);
            error = error > FRAME_NS / 2 ? error - FRAME_NS : error;
            double lines = Math.abs((double) error / sensor.lineNs());
            if (i >= THREE_SECONDS) {
                worst = Math.max(worst, lines);
                step = Math.max(step, Math.abs(state.shortenedNs()) / sensor.lineNs());
            }
            settled = lines > 1 ? i + 1 : settled;
        }
        return new Run(worst, step, worst * sensor.lineNs() / 1e6, settled);
    }

    @ParameterizedTest
    @CsvSource({
        "417, 2, 0",
        "417, 3, 0",
        "417, 4, 0",
        "417, 2, 2000",
        "417, 3, 2000",
        "417, 4, 2000",
        "-417, 2, 2000",
        "-417, 3, 2000",
        "-417, 4, 2000"
    })
    void shouldHoldAColourCameraWithinALineAfterThreeSeconds(double ppm, int delay, double jitterNs) {
        SplittableRandom random = new SplittableRandom(7);
        for (int seed = 1; seed <= 6; seed++) {
            Run run = run(sensor(ppm, delay, jitterNs, 0, seed), random.nextLong(FRAME_NS));
            assertTrue(run.worstLines() <= 1, () -> "off by " + run.worstLines() + " lines");
            assertTrue(run.mostStepLines() <= 2, () -> "steps of " + run.mostStepLines() + " lines: a limit cycle");
            assertTrue(run.settledAt() <= THREE_SECONDS, () -> "settled at frame " + run.settledAt());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "50, 3", "1500, 4"})
    void shouldHoldOtherOscillatorsToo(double ppm, int delay) {
        Run run = run(sensor(ppm, delay, 1000, 0, 3), 12_345_678);
        assertTrue(run.worstLines() <= 1, () -> "off by " + run.worstLines() + " lines");
    }

    @Test
    void shouldStaySubMillisecondWithLateStampsAndLostFrames() {
        Run run = run(sensor(417, 3, 20_000, 0.02, 5), 5_000_000);
        assertTrue(run.worstMs() < 0.2, () -> "off by " + run.worstMs() + " ms");
    }

    @Test
    void shouldLengthenWhereThereIsNoBlankingToShorten() {
        // 12 MP at 30 fps: 0.3 ms of blanking, so 15 ms late are 50 frames of shortening, or one longer frame.
        SimulatedSensor full = new SimulatedSensor(FRAME_NS, 10_868, 33_040_000, 3, 417, 0.02, 0, 0, 1);
        Run run = run(full, 15_000_000);
        assertTrue(run.settledAt() < 20, () -> "settled at frame " + run.settledAt());
        assertTrue(run.worstLines() <= 1, () -> "off by " + run.worstLines() + " lines");
    }

    @Test
    void shouldBeginAgainAfterTheCameraSlept() {
        SimulatedCamera camera = new SimulatedCamera(sensor(417, 3, 1000, 0, 9), REFERENCE_NS);
        FrameTrim trim = new FrameTrim(camera, FRAME_NS, TrimSettings.DEFAULT);
        double last = Double.NaN;
        for (int i = 0; i < 600; i++) {
            if (i == 300) {
                camera.suspend(1_234_567_890L);
            }
            SimulatedFrame frame = camera.next();
            last = trim.observe(frame.sequence(), frame.stampNs(), REFERENCE_NS).phaseNs();
        }
        assertEquals(0, last, LINE_4K_NS);
    }

    @Test
    void shouldLearnTheDrift() {
        SimulatedCamera camera = new SimulatedCamera(sensor(417, 3, 500, 0, 2), REFERENCE_NS);
        FrameTrim trim = new FrameTrim(camera, FRAME_NS, TrimSettings.DEFAULT);
        double drift = Double.NaN;
        for (int i = 0; i < 300; i++) {
            SimulatedFrame frame = camera.next();
            drift = trim.observe(frame.sequence(), frame.stampNs(), REFERENCE_NS)
                    .driftNsPerFrame();
        }
        double wholeLines = camera.timing().nominalFrameNs() - FRAME_NS;
        assertEquals(417e-6 * FRAME_NS + wholeLines, drift, 100);
    }

    @Test
    void shouldRefuseFramesThatRunBackwardsAndSettingsThatSwing() {
        SimulatedCamera camera = new SimulatedCamera(sensor(0, 3, 0, 0, 1), 0);
        FrameTrim trim = new FrameTrim(camera, FRAME_NS, TrimSettings.DEFAULT);
        trim.observe(5, 0, 0);
        assertThrows(IllegalArgumentException.class, () -> trim.observe(5, FRAME_NS, 0));
        assertThrows(IllegalArgumentException.class, () -> new TrimSettings(1, 0.2, 8, 500_000, 60));
        assertThrows(IllegalArgumentException.class, () -> new TrimSettings(1.5, 0.5, 8, 500_000, 60));
        assertThrows(IllegalArgumentException.class, () -> new FrameTrim(camera, 0, TrimSettings.DEFAULT));
    }
}
