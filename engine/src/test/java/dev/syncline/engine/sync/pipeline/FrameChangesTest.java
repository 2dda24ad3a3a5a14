package dev.syncline.engine.sync.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What differences between pictures tell: 90 pictures at 30 a second, which move by 8 levels where they do not repeat. */
class FrameChangesTest {
    private static final double FRAME_NS = 1e9 / 30;
    private static final double MOVING = 8;

    private static FrameChanges of(IntPredicate repeats, double copy) {
        NavigableMap<Long, Double> changes = new TreeMap<>();
        for (int i = 1; i <= 90; i++) {
            changes.put(Math.round(i * FRAME_NS), repeats.test(i) ? copy : MOVING);
        }
        return FrameChanges.of(changes, FRAME_NS);
    }

    @Test
    void shouldFindNothingWherePicturesMove() {
        FrameChanges changes = of(i -> false, 0);
        assertFalse(changes.isWorthAnotherLook(true));
        assertEquals(0, changes.warnings(30).size());
    }

    @ParameterizedTest
    @CsvSource({"2, 0.5", "5, 0.8", "9, 0.8888888889"})
    void shouldFindRegularRepeatsAndTheTrueRate(int every, double share) {
        FrameChanges changes = of(i -> i % every == 0, 0.1);
        assertTrue(changes.isWorthAnotherLook(false));
        assertTrue(changes.isRegular());
        assertEquals(share, changes.trueShare(), 1e-6);
        assertTrue(changes.warnings(30).getFirst().text().contains("the true rate is"), () -> "" + changes);
    }

    @Test
    void shouldNotCallFewRepeatsARate() {
        assertFalse(of(i -> i % 10 == 0, 0.1).isRegular());
    }

    @Test
    void shouldFindRepeatsOfTwoAndThree() {
        // 24 pictures shown at 60: each twice or three times.
        FrameChanges changes = of(i -> i % 5 != 0 && i % 5 != 2, 0);
        assertTrue(changes.isRegular());
        assertEquals(0.4, changes.trueShare(), 0.02);
    }

    @ParameterizedTest
    @CsvSource({"0.29, true", "0.31, false"})
    void shouldTakeOnlyCopiesForRepeats(double levels, boolean repeats) {
        assertEquals(repeats, of(i -> i % 2 == 0, levels).isWorthAnotherLook(false));
    }

    @ParameterizedTest
    @CsvSource({"3, true", "2, false"})
    void shouldNotTakeOneOrTwoForARule(int count, boolean worth) {
        FrameChanges changes = of(i -> i % 20 == 0 && i <= 20 * count, 0);
        assertEquals(worth, changes.isWorthAnotherLook(false));
        assertFalse(changes.isRegular());
    }

    @ParameterizedTest
    @CsvSource({"10, true", "9, false"})
    void shouldLookBehindALongFreezeWhereASyncWasRefused(int length, boolean worth) {
        FrameChanges changes = of(i -> i > 40 && i <= 40 + length, 0);
        assertEquals(worth, changes.isWorthAnotherLook(true));
        assertFalse(changes.isWorthAnotherLook(false));
        assertEquals(worth ? 1 : 0, changes.warnings(30).size());
    }

    @Test
    void shouldNotTakeACameraThatComesToRestForAFreeze() {
        NavigableMap<Long, Double> changes = new TreeMap<>();
        for (int i = 1; i <= 90; i++) {
            changes.put(Math.round(i * FRAME_NS), Math.max(0, MOVING * Math.cos(i * 0.07)) + 0.01);
        }
        FrameChanges found = FrameChanges.of(changes, FRAME_NS);
        assertFalse(found.isWorthAnotherLook(true), found::toString);
    }

    @ParameterizedTest
    @CsvSource({"1.01, true", "0.99, false"})
    void shouldNotTellRepeatsWhereThePictureHardlyChanges(double moving, boolean found) {
        NavigableMap<Long, Double> changes = new TreeMap<>();
        for (int i = 1; i <= 90; i++) {
            changes.put(Math.round(i * FRAME_NS), i % 2 == 0 ? 0 : moving);
        }
        assertEquals(found, FrameChanges.of(changes, FRAME_NS).isWorthAnotherLook(false));
    }
}
