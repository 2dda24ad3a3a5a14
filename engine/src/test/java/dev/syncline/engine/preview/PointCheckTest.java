package dev.syncline.engine.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.syncline.engine.preview.PointCheck.Verdict;
import org.junit.jupiter.api.Test;

class PointCheckTest {
    /** A parabola with its least so far beside the offset. */
    private static double[] left(double least, double besideMs) {
        double[] shifts = PointCheck.shiftsMs();
        double[] left = new double[shifts.length];
        for (int i = 0; i < left.length; i++) {
            double away = shifts[i] - besideMs;
            left[i] = least + 0.002 * away * away;
        }
        return left;
    }

    private static PointCheck check(double originalRadS, double[] left) {
        return PointCheck.of(0, 0, new RotationLeft.Window(originalRadS, left, left));
    }

    @Test
    void findsTheLeastBesideTheOffset() {
        assertEquals(0, check(1, left(0.01, 0)).minimumMs(), 1e-9);
        assertEquals(0.4, check(1, left(0.01, 0.4)).minimumMs(), 1e-9);
        assertEquals(-2.8, check(1, left(0.01, -2.8)).minimumMs(), 1e-9);
        assertEquals(5, check(1, left(0.01, 9)).minimumMs(), 1e-9);
    }

    @Test
    void aPointIsStillWhereTheLeastIsLeftNearIt() {
        assertEquals(Verdict.STILL, check(1, left(0.01, 0.7)).verdict());
        assertEquals(Verdict.BESIDE, check(1, left(0.01, 0.8)).verdict());
        assertEquals(Verdict.STILL, check(1, left(0.01, -0.7)).verdict());
        assertEquals(Verdict.BESIDE, check(1, left(0.01, -0.8)).verdict());
    }

    @Test
    void muchLeftIsNoStillPicture() {
        assertEquals(Verdict.STILL, check(1, left(0.24, 0)).verdict());
        assertEquals(Verdict.TURNS, check(1, left(0.26, 0)).verdict());
    }

    @Test
    void aPictureThatDoesNotTurnTellsNothing() {
        assertEquals(Verdict.STILL, check(0.011, left(0.01, 0)).verdict());
        assertEquals(Verdict.UNSEEN, check(0.009, left(0.01, 0)).verdict());
        assertEquals(
                Verdict.UNSEEN,
                check(Double.NaN, new double[] {1, 1, 1, Double.NaN, 1, 1, 1}).verdict());
    }
}
