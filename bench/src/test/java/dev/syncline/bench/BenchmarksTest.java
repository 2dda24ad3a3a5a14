package dev.syncline.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
}
