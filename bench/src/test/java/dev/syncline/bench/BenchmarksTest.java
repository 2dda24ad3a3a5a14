package dev.syncline.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.hardware.camera.CameraRequest;
import dev.syncline.hardware.camera.CameraSession;
import dev.syncline.hardware.camera.simulated.SimulatedBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BenchmarksTest {
    @Test
    void shouldRunTheKernelsOnAgreeingLanes() {
        KernelBench bench = new KernelBench();
        bench.lags = 517;
        bench.prepare();
        assertEquals(9, bench.slidingCrossVector().length);
        assertTrue(Float.isFinite(bench.dotVector()));
    }

    @Test
    void shouldFindTheTrueOffsetInTenMinutesOfLog() {
        CorrelateBench bench = new CorrelateBench();
        bench.prepare();
        assertTrue(bench.wholeLogVector().size() > 100_000);
    }

    @Test
    void shouldFollowPointsAsAccuratelyAsOpenCv() throws IOException {
        KltBench bench = new KltBench();
        bench.size = "320x240";
        bench.prepare();
        assertEquals(0, bench.followVector().length % 2);
        assertEquals(4, bench.pyramidVector().levels());
        bench.followOpenCv();
        bench.close();
    }

    @Test
    void shouldNotTakeNumbersForAgreementThatAreNone() {
        float[][] pattern = {{1}, {Float.NaN}, {1}};
        float[][] signal = {{1}, {1}, {1}};
        assertThrows(IllegalStateException.class, () -> LaneAgreement.check(pattern, 1, signal, 1));
    }

    @Test
    void shouldMatchTheMostOfFourScatteredStreams() {
        MatchBench bench = new MatchBench();
        bench.prepare();
        long optimal = bench.optimal();
        assertTrue(optimal > 80_000 && optimal >= bench.syncNode(), "" + optimal);
    }

    @Test
    void shouldPrintALineForEachPolicyAndJitter() {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        MatchTable.run(2, new PrintStream(table, true, StandardCharsets.UTF_8));
        assertEquals(3 + 6 * 8, table.toString(StandardCharsets.UTF_8).lines().count());
    }

    @Test
    void shouldMeasureEveryFrameOfACapture() throws IOException {
        try (CameraSession camera = new SimulatedBackend().open("sim0", CameraRequest.of(64, 64, 500))) {
            CaptureLatencyBench.Result result = CaptureLatencyBench.measure(camera, 5, 20);
            assertEquals(20, result.latenciesNs().length);
            assertTrue(result.latenciesNs()[0] >= 0, "a frame is complete before it is taken");
            assertTrue(result.line().startsWith("20 frames, complete to caller: p50 "), result.line());
        }
    }
}
