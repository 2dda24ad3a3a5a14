package dev.syncline.engine.sync.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.VisualRates;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairWindowsTest {
    private static final double STEP_NS = 20e6;
    private static final int PIECES = 4;
    private static final double PIECE_S = 30;

    /** Pieces of motion with pauses between them, at 50 Hz. */
    private static GyroTrack log(double pauseS) {
        MadeMotion motion = MadeMotion.random(3, 0.2, 5, 0.4);
        int each = (int) (PIECE_S * 50);
        long[] times = new long[PIECES * each];
        float[][] rates = new float[3][PIECES * each];
        for (int i = 0; i < times.length; i++) {
            double bodyS = i * 0.02;
            times[i] = Math.round((bodyS + Math.floorDiv(i, each) * pauseS) * 1e9);
            double[] rate = new double[3];
            motion.rate(bodyS, Double.POSITIVE_INFINITY, rate);
            for (int a = 0; a < 3; a++) {
                rates[a][i] = (float) rate[a];
            }
        }
        return new GyroTrack(times, rates[0], rates[1], rates[2]);
    }

    /** Of a pause of 80 days a grid has more steps than memory, of one of 800 days more than an int counts. */
    @ParameterizedTest
    @ValueSource(doubles = {9, 11, 86_400, 80 * 86_400.0, 800 * 86_400.0})
    void shouldLieInThePiecesWhateverTheirPauses(double pauseS) {
        GyroTrack log = log(pauseS);
        double endNs = (double) log.endNs();
        PairWindows grid = new PairWindows(log, 0, endNs, STEP_NS);

        List<VisualRates> windows = grid.choose(24);
        assertTrue(windows.size() >= 2 * PIECES, windows.size() + " windows");
        for (VisualRates window : windows) {
            double lastNs = window.firstNs() + (window.size() - 1) * STEP_NS;
            assertTrue(window.weightSum() >= 0.6 * window.size());
            assertTrue(
                    pauseS < 10 || piece(window.firstNs(), pauseS) == piece(lastNs, pauseS),
                    window.firstNs() + " to " + lastNs);
        }

        double[] cuts = grid.cuts(16);
        assertEquals(0, cuts[0]);
        assertEquals(endNs, cuts[16], 2 * STEP_NS);
        double[] sorted = cuts.clone();
        Arrays.sort(sorted);
        assertArrayEquals(sorted, cuts);
        for (int p = 1; p < 16; p++) {
            double into = cuts[p] * 1e-9 % (PIECE_S + pauseS);
            assertTrue(into <= PIECE_S + 0.1, "cut " + p + " lies " + into + " s into a piece");
        }
    }

    private static int piece(double timeNs, double pauseS) {
        return (int) (timeNs * 1e-9 / (PIECE_S + pauseS));
    }
}
