package dev.syncline.engine.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import org.junit.jupiter.api.Test;

class StreamSummaryTest {
    private static StreamSummary exposuresAt(long... timesMs) {
        long[] timesNs = new long[timesMs.length];
        float[] values = new float[timesMs.length];
        for (int i = 0; i < timesMs.length; i++) {
            timesNs[i] = timesMs[i] * 1_000_000;
            values[i] = 0.001f * (i + 1);
        }
        return StreamSummary.of(new SensorTrack(SensorQuantity.EXPOSURE, "", timesNs, new float[][] {values}));
    }

    @Test
    void shouldGiveTheMeanRateOfStampsInWholeMilliseconds() {
        // 400 Hz, as a logger stamps it that counts in ms: steps of 2 and 3 ms by turns.
        long[] timesMs = new long[401];
        for (int i = 0; i < timesMs.length; i++) {
            timesMs[i] = i * 5L / 2;
        }
        assertEquals(400, exposuresAt(timesMs).rateHz(), 1e-9);
    }

    @Test
    void shouldLeaveGapsOutOfTheRate() {
        assertEquals(5 / 0.065, exposuresAt(0, 10, 20, 30, 40, 65).rateHz(), 1e-9, "25 ms are no gap yet");
        assertEquals(100, exposuresAt(0, 10, 20, 30, 40, 66).rateHz(), 1e-9, "26 ms are one");
    }

    @Test
    void shouldSummariseASingleSample() {
        StreamSummary one = exposuresAt(7);
        assertEquals(Double.NaN, one.rateHz());
        assertEquals(1, one.samples());
        assertEquals(0.001f, one.mean());
    }
}
