package dev.syncline.engine.sync.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.sync.flow.TexturedScene.Motion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every {@link FlowTracker} must do. A tracker's own test extends this and says how one is made. */
public abstract class FlowTrackerContract {
    private static final int WIDTH_PX = 320;
    private static final int HEIGHT_PX = 240;
    private static final FlowSettings SETTINGS = new FlowSettings(120, 12, 9, 10f, 21, 3, 0.5f);
    private static final TexturedScene SCENE = new TexturedScene(WIDTH_PX, HEIGHT_PX);

    /** A new tracker of the kind under test. */
    protected abstract FlowTracker openTracker(FlowSettings settings);

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "0.25, -0.4, 0",
        "0.5, 0.5, 0",
        "1.73, 0.31, 0",
        "-7.37, 4.81, 0",
        "14.2, -9.6, 0",
        "0, 0, 0.01",
        "2.3, -1.1, -0.02",
        "-5.5, 3.25, 0.03",
    })
    void shouldFindKnownMotionToAFractionOfAPixel(double shiftX, double shiftY, double turnRad) {
        Motion motion = new Motion(shiftX, shiftY, turnRad);
        try (FlowTracker tracker = openTracker(SETTINGS)) {
            tracker.advance(SCENE.frame(0, Motion.NONE));
            FlowPair pair = Objects.requireNonNull(tracker.advance(SCENE.frame(33_000_000, motion)));
            assertTrue(pair.size() >= 60, "points: " + pair.size());
            double[] errors = new double[pair.size()];
            for (int i = 0; i < errors.length; i++) {
                double[] truth = SCENE.moved(pair.x0()[i], pair.y0()[i], motion);
                errors[i] = Math.hypot(pair.x1()[i] - truth[0], pair.y1()[i] - truth[1]);
                assertTrue(pair.faultPx()[i] >= 0 && pair.faultPx()[i] <= SETTINGS.maxFaultPx());
            }
            Arrays.sort(errors);
            assertTrue(errors[errors.length / 2] < 0.05, "median error " + errors[errors.length / 2]);
            assertTrue(errors[errors.length * 9 / 10] < 0.15, "90th percentile " + errors[errors.length * 9 / 10]);
        }
    }

    @Test
    void shouldKeepTheNumberAndPlaceOfAPointFromPairToPair() {
        try (FlowTracker tracker = openTracker(SETTINGS)) {
            Map<Integer, float[]> last = new HashMap<>();
            Set<Integer> lost = new HashSet<>();
            int followed = 0;
            for (FlowPair pair : pairs(tracker, 12)) {
                Map<Integer, float[]> ends = new HashMap<>();
                for (int i = 0; i < pair.size(); i++) {
                    int id = pair.id()[i];
                    assertTrue(!lost.contains(id), "a lost point came back: " + id);
                    assertNull(ends.put(id, new float[] {pair.x1()[i], pair.y1()[i]}), "twice in a pair: " + id);
                    float[] end = last.remove(id);
                    if (end != null) {
                        followed++;
                        assertEquals(end[0], pair.x0()[i], 1e-4f);
                        assertEquals(end[1], pair.y0()[i], 1e-4f);
                    }
                }
                lost.addAll(last.keySet());
                last = ends;
            }
            assertTrue(followed > 11 * 40, "followed " + followed);
        }
    }

    @Test
    void shouldFillTheGapsThatMovingPicturesLeave() {
        try (FlowTracker tracker = openTracker(SETTINGS)) {
            List<FlowPair> pairs = pairs(tracker, 25);
            FlowPair last = pairs.getLast();
            assertTrue(last.size() > 0.7 * pairs.getFirst().size(), "points: " + last.size());
            assertTrue(last.size() <= SETTINGS.maxPoints());
            boolean[] quarters = new boolean[16];
            for (int i = 0; i < last.size(); i++) {
                int column = (int) (last.x1()[i] * 4 / WIDTH_PX);
                int row = (int) (last.y1()[i] * 4 / HEIGHT_PX);
                quarters[4 * row + column] = true;
            }
            for (boolean quarter : quarters) {
                assertTrue(quarter, "an empty part: " + Arrays.toString(quarters));
            }
        }
    }

    @Test
    void shouldKeepPointsApartAndInside() {
        try (FlowTracker tracker = openTracker(SETTINGS)) {
            tracker.advance(SCENE.frame(0, Motion.NONE));
            FlowPair pair = Objects.requireNonNull(tracker.advance(SCENE.frame(1, Motion.NONE)));
            for (int i = 0; i < pair.size(); i++) {
                assertTrue(pair.x0()[i] > 5 && pair.x0()[i] < WIDTH_PX - 5);
                assertTrue(pair.y0()[i] > 5 && pair.y0()[i] < HEIGHT_PX - 5);
                for (int j = 0; j < i; j++) {
                    double apart = Math.hypot(pair.x0()[i] - pair.x0()[j], pair.y0()[i] - pair.y0()[j]);
                    assertTrue(apart > SETTINGS.minDistancePx() - 1, "apart " + apart);
                }
            }
        }
    }

    @Test
    void shouldGiveNullForTheFirstFrameAndAfterAReset() {
        try (FlowTracker tracker = openTracker(SETTINGS)) {
            assertNull(tracker.advance(SCENE.frame(0, Motion.NONE)));
            assertNotNull(tracker.advance(SCENE.frame(1, Motion.NONE)));
            tracker.reset();
            assertNull(tracker.advance(SCENE.frame(2, Motion.NONE)));
            FlowPair pair = Objects.requireNonNull(tracker.advance(SCENE.frame(3, Motion.NONE)));
            assertEquals(2, pair.from().timeNs());
            assertEquals(3, pair.to().timeNs());
            assertTrue(pair.size() > 0);
        }
    }

    @Test
    void shouldGiveTheSamePointsToTheBit() {
        try (FlowTracker one = openTracker(SETTINGS);
                FlowTracker two = openTracker(SETTINGS)) {
            List<FlowPair> first = pairs(one, 8);
            List<FlowPair> second = pairs(two, 8);
            one.reset();
            List<FlowPair> third = pairs(one, 8);
            for (int i = 0; i < first.size(); i++) {
                assertSame(first.get(i), second.get(i));
                assertSame(first.get(i), third.get(i));
            }
        }
    }

    @Test
    void shouldFindNoPointsOnABlankPicture() {
        try (FlowTracker tracker = openTracker(SETTINGS)) {
            assertNull(tracker.advance(TexturedScene.flat(WIDTH_PX, HEIGHT_PX, 0)));
            for (int k = 1; k < 4; k++) {
                FlowPair pair = Objects.requireNonNull(tracker.advance(TexturedScene.flat(WIDTH_PX, HEIGHT_PX, k)));
                assertEquals(0, pair.size());
            }
            // And comes to life again when there is something to see.
            tracker.advance(SCENE.frame(4, Motion.NONE));
            assertTrue(Objects.requireNonNull(tracker.advance(SCENE.frame(5, Motion.NONE)))
                            .size()
                    > 0);
        }
    }

    @Test
    void shouldRefuseAFrameOfAnotherSize() {
        try (FlowTracker tracker = openTracker(SETTINGS)) {
            tracker.advance(SCENE.frame(0, Motion.NONE));
            IllegalArgumentException error = assertThrows(
                    IllegalArgumentException.class,
                    () -> tracker.advance(TexturedScene.flat(WIDTH_PX / 2, HEIGHT_PX, 1)));
            assertTrue(String.valueOf(error.getMessage()).contains("160x240"), error.getMessage());
            tracker.reset();
            assertNull(tracker.advance(TexturedScene.flat(WIDTH_PX / 2, HEIGHT_PX, 1)));
            assertNotNull(tracker.advance(TexturedScene.flat(WIDTH_PX / 2, HEIGHT_PX, 2)));
        }
    }

    private static List<FlowPair> pairs(FlowTracker tracker, int count) {
        List<FlowPair> pairs = new ArrayList<>();
        for (int k = 0; k <= count; k++) {
            FlowPair pair = tracker.advance(SCENE.frame(k, new Motion(3.3 * k, -1.7 * k, 0.004 * k)));
            if (pair != null) {
                pairs.add(pair);
            }
        }
        assertEquals(count, pairs.size());
        return pairs;
    }

    private static void assertSame(FlowPair expected, FlowPair actual) {
        assertArrayEquals(expected.id(), actual.id());
        assertArrayEquals(expected.x0(), actual.x0());
        assertArrayEquals(expected.y0(), actual.y0());
        assertArrayEquals(expected.x1(), actual.x1());
        assertArrayEquals(expected.y1(), actual.y1());
        assertArrayEquals(expected.faultPx(), actual.faultPx());
    }
}
