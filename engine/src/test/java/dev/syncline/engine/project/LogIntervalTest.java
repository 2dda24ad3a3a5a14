package dev.syncline.engine.project;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.syncline.engine.motion.GyroTrack;
import org.junit.jupiter.api.Test;

class LogIntervalTest {
    @Test
    void shouldGiveHalfTheIntervalNearATime() {
        // 2 ms a sample up to 1 s, then 5 ms; one gap, and jitter of 0.1 ms.
        int n = 1000;
        long[] timesNs = new long[n];
        for (int i = 0; i < n; i++) {
            long even =
                    i < 500 ? 2_000_000L * i : 1_000_000_000L + 5_000_000L * (i - 500) + (i > 700 ? 400_000_000L : 0);
            timesNs[i] = even + (i % 3 - 1) * 50_000L;
        }
        LogInterval interval = LogInterval.of(new GyroTrack(timesNs, new float[n], new float[n], new float[n]));
        assertEquals(1e6, interval.halfNsAt(500_000_000L), 0.06e6);
        assertEquals(2.5e6, interval.halfNsAt(1_500_000_000L), 0.06e6);
        assertEquals(2.5e6, interval.halfNsAt(timesNs[700] + 200_000_000L), 0.06e6, "a gap is no rate");
        assertEquals(1e6, interval.halfNsAt(-9_000_000_000L), 0.06e6);
        assertEquals(2.5e6, interval.halfNsAt(Long.MAX_VALUE), 0.06e6);
    }

    @Test
    void shouldAddNothingWhereTrueOffsetsAreWanted() {
        assertEquals(0, LogInterval.NONE.halfNsAt(0));
    }
}
