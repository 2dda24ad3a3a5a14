package dev.syncline.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.hardware.framesync.SyncSettings;
import org.junit.jupiter.api.Test;

/** A small share of the thousand runs that FrameSyncSimulation prints a table of. */
class FrameSyncSimulationTest {
    private static final int RUNS = 60;

    @Test
    void shouldKeepFramesTogetherAndBeginWithTheSameFrame() {
        var repaired = FrameSyncSimulation.measure(SyncSettings.Arithmetic.REPAIRED, RUNS, 50_000);
        assertTrue(repaired.medianUs() <= 50, repaired.toString());
        assertTrue(repaired.percentile99Us() <= 100, repaired.toString());
        assertEquals(repaired.runs(), repaired.runsTogether(), repaired.toString());
    }

    @Test
    void shouldBeMeasuredBesideTheStockArithmeticWhichDriftsBetweenPackets() {
        var repaired = FrameSyncSimulation.measure(SyncSettings.Arithmetic.REPAIRED, RUNS / 3, 50_000);
        var stock = FrameSyncSimulation.measure(SyncSettings.Arithmetic.STOCK, RUNS / 3, 50_000);
        assertTrue(stock.percentile99Us() > repaired.percentile99Us(), stock + " " + repaired);
    }
}
