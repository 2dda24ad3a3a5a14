package dev.syncline.engine.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GyroTrackTest {
    private static GyroTrack at(long... timesNs) {
        int n = timesNs.length;
        return new GyroTrack(timesNs, new float[n], new float[n], new float[n]);
    }

    private static String refusal(Executable build) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, build).getMessage());
    }

    @Test
    void shouldRefuseArraysOfDifferentLengths() {
        String problem = refusal(() -> new GyroTrack(new long[] {1, 2}, new float[2], new float[3], new float[2]));
        assertEquals("lengths differ: times=2, x=2, y=3, z=2", problem);
    }

    @Test
    void shouldRefuseLessThanTwoSamples() {
        assertEquals("a gyro track needs at least 2 samples, got 1", refusal(() -> at(5)));
        assertEquals("a gyro track needs at least 2 samples, got 0", refusal(() -> at()));
    }

    @Test
    void shouldRefuseTimesThatDoNotIncrease() {
        assertEquals("time does not increase at sample 2: 20 then 20 ns", refusal(() -> at(10, 20, 20)));
        assertTrue(refusal(() -> at(10, 20, 19)).contains("20 then 19"));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void shouldRefuseARateThatIsNotFinite(float bad) {
        for (int axis = 0; axis < 3; axis++) {
            float[][] rates = new float[3][4];
            rates[axis][3] = bad;
            assertEquals(
                    "sample 3 is not finite",
                    refusal(() -> new GyroTrack(new long[] {1, 2, 3, 4}, rates[0], rates[1], rates[2])));
        }
    }

    @Test
    void shouldFindTheSampleAtOrBeforeATime() {
        GyroTrack track = at(-30, -10, 5, 100);
        assertEquals(-1, track.indexAtOrBefore(-31));
        assertEquals(0, track.indexAtOrBefore(-30));
        assertEquals(0, track.indexAtOrBefore(-11));
        assertEquals(2, track.indexAtOrBefore(99));
        assertEquals(3, track.indexAtOrBefore(100));
        assertEquals(3, track.indexAtOrBefore(Long.MAX_VALUE));
    }

    @Test
    void shouldTakeThePeriodFromTheUsualStepWhateverTheGaps() {
        long[] t = new long[1001];
        for (int i = 1; i <= 1000; i++) {
            t[i] = t[i - 1] + (i % 10 == 0 ? 3_000_000_000L : 2_500_000L);
        }
        GyroTrack track = at(t);
        assertEquals(2_500_000, track.periodNs());
        assertTrue(track.gapNs() > 2 * 2_500_000 && track.gapNs() < 50_000_000, "gap above " + track.gapNs());
        assertEquals(0, track.startNs());
        assertEquals(t[1000], track.endNs());
    }

    @Test
    void shouldTakeThePeriodOfALogLongerThanItLooksAt() {
        long[] t = new long[100_000];
        Arrays.setAll(t, i -> 1_000_000L * i);
        assertEquals(1_000_000, at(t).periodNs());
    }
}
