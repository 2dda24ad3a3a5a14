package dev.syncline.engine.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LowPassTest {
    private static final int RATE = 400;

    private static GyroTrack sines(double hz, int samples) {
        long[] timesNs = new long[samples];
        float[][] r = new float[3][samples];
        for (int i = 0; i < samples; i++) {
            timesNs[i] = i * 1_000_000_000L / RATE;
            r[0][i] = (float) Math.sin(2 * Math.PI * hz * i / RATE);
            r[1][i] = 3;
            r[2][i] = -r[0][i];
        }
        return new GyroTrack(timesNs, r[0], r[1], r[2]);
    }

    /** Butterworth's of second order twice: half at its corner, and a sixteenth of the power for each octave. */
    @ParameterizedTest
    @CsvSource({"2, 0.9999", "20, 0.9412", "40, 0.5", "80, 0.0475", "160, 0.0002"})
    void shouldPassWhatIsBelowItsCornerAndShiftNothing(double hz, double gain) {
        GyroTrack in = sines(hz, 4000);
        GyroTrack out = LowPass.of(in, 40);
        for (int i = 1000; i < 3000; i++) {
            assertEquals(gain * in.x(i), out.x(i), 0.03, "sample " + i);
            assertEquals(3, out.y(i), 1e-4, "what does not change stays");
            assertEquals(-out.x(i), out.z(i), 1e-6);
        }
        assertEquals(in.timeNs(77), out.timeNs(77));
    }

    @Test
    void shouldNotReachAcrossAGap() {
        int n = 200;
        long[] timesNs = new long[n];
        float[] r = new float[n];
        for (int i = 0; i < n; i++) {
            timesNs[i] = i * 2_500_000L + (i >= 100 ? 1_000_000_000L : 0);
            r[i] = i >= 100 ? 5 : -5;
        }
        GyroTrack out = LowPass.of(new GyroTrack(timesNs, r, r.clone(), r.clone()), 20);
        for (int i = 0; i < n; i++) {
            assertEquals(i >= 100 ? 5 : -5, out.x(i), 1e-4);
        }
    }

    @Test
    void shouldRefuseACornerThatTheLogCannotHave() {
        GyroTrack in = sines(1, 100);
        assertTrue(LowPass.of(in, 199).size() == 100);
        for (double hz : new double[] {200, 0, -1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> LowPass.of(in, hz));
        }
    }
}
