package dev.syncline.engine.sync.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LineFitTest {
    private static final double FREE = 1; // a prior that says nothing

    private static boolean[] all(int n) {
        boolean[] use = new boolean[n];
        java.util.Arrays.fill(use, true);
        return use;
    }

    @Test
    void shouldGoThroughPointsOnALine() {
        double[] t = {1e9, 4e9, 11e9, 30e9};
        double[] o = new double[4];
        for (int i = 0; i < 4; i++) {
            o[i] = -5e9 + 40e-6 * t[i];
        }
        LineFit line = LineFit.of(t, o, new double[] {2e4, 1e4, 5e4, 1e4}, all(4), FREE);
        assertEquals(40e-6, line.drift(), 1e-10);
        for (double at : new double[] {0, 7e9, 60e9}) {
            assertEquals(-5e9 + 40e-6 * at, line.at(at), 1);
        }
    }

    @Test
    void shouldGiveTheStandardErrorsOfWeightedLeastSquares() {
        double[] t = {0, 10e9};
        LineFit line = LineFit.of(t, new double[] {0, 0}, new double[] {3e4, 4e4}, all(2), FREE);
        assertEquals(1 / Math.sqrt(1 / 9e8 + 1 / 16e8), line.offsetSigmaNs(), 1e-6);
        assertEquals(Math.hypot(3e4, 4e4) / 10e9, line.driftSigma(), 1e-12);
        // The anchor is the weighted mean, where offset and drift do not trade.
        assertEquals(10e9 * 9 / 25, line.atVideoNs(), 1);
    }

    @Test
    void shouldCountOnlyThePointsInUseAndByTheirWeight() {
        double[] t = {0, 10e9, 20e9};
        double[] o = {0, 5e9, 0};
        LineFit without = LineFit.of(t, o, new double[] {1e4, 1e4, 1e4}, new boolean[] {true, false, true}, FREE);
        assertEquals(0, without.at(10e9), 1e-6);
        LineFit faint = LineFit.of(t, o, new double[] {1e4, 1e9, 1e4}, all(3), FREE);
        assertEquals(0.5, faint.at(10e9), 0.5);
    }

    @Test
    void shouldHoldTheDriftOfPointsCloseTogetherToWhatClocksDo() {
        double[] t = {0, 0.1e9};
        double[] o = {0, 0.1e6}; // 1000 ppm, which noise explains
        LineFit line = LineFit.of(t, o, new double[] {1e5, 1e5}, all(2), 100e-6);
        assertTrue(Math.abs(line.drift()) < 10e-6, "drift " + line.drift());
        assertTrue(line.driftSigma() <= 100e-6 && line.driftSigma() > 90e-6, "sigma " + line.driftSigma());
    }

    @Test
    void shouldKnowNoDriftFromOnePoint() {
        LineFit line = LineFit.of(new double[] {3e9}, new double[] {-7e6}, new double[] {2e4}, all(1), 100e-6);
        assertEquals(-7e6, line.at(100e9), 1e-6);
        assertEquals(0, line.drift());
        assertEquals(Double.POSITIVE_INFINITY, line.driftSigma());
        assertEquals(2e4, line.offsetSigmaNs(), 1e-9);
    }

    @Test
    void shouldRefuseToDrawALineThroughNothing() {
        assertThrows(
                IllegalArgumentException.class,
                () -> LineFit.of(new double[2], new double[2], new double[] {1, 1}, new boolean[2], 1));
    }

    @Test
    void shouldWidenAwayFromItsAnchor() {
        LineFit line = new LineFit(10e9, -5e6, 3e4, 20e-6, 1e-6);
        assertEquals(3e4, line.sigmaNsAt(10e9), 1e-9);
        assertEquals(5e4, line.sigmaNsAt(50e9), 1e-6, "3, 4, 5");
        assertEquals(5e4, line.sigmaNsAt(-30e9), 1e-6);
        assertEquals(3e4, new LineFit(10e9, -5e6, 3e4, 0, Double.POSITIVE_INFINITY).sigmaNsAt(50e9), 1e-9);
    }

    @Test
    void shouldHoldFromItsFirstTimeUpToItsLast() {
        LinePart part = new LinePart(new LineFit(0, 0, 1, 0, 1), 5, 9);
        assertTrue(!part.holdsAt(4) && part.holdsAt(5) && part.holdsAt(8) && !part.holdsAt(9));
    }

    @Test
    void shouldCountTimesFromTheirMean() {
        // Far from zero the same points have the same line.
        double[] near = {0, 10e9, 20e9};
        double[] far = {1000e9, 1010e9, 1020e9};
        double[] offset = {1e6, 1.3e6, 1.5e6};
        double[] sigma = {2e4, 1e4, 3e4};
        LineFit a = LineFit.of(near, offset, sigma, all(3), 100e-6);
        LineFit b = LineFit.of(far, offset, sigma, all(3), 100e-6);
        assertEquals(a.drift(), b.drift(), 1e-12);
        assertEquals(a.driftSigma(), b.driftSigma(), 1e-12);
        assertEquals(a.at(5e9), b.at(1005e9), 1e-3);
    }
}
