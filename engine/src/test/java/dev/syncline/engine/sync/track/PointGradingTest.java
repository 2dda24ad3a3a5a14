package dev.syncline.engine.sync.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointGradingTest {
    private static final double SIGMA_MS = 0.05;

    private static SyncPoint point(double videoS, double offsetMs, Quality quality) {
        long video = Math.round(videoS * 1e9);
        long offset = Math.round(offsetMs * 1e6);
        return new SyncPoint(video, video - offset, offset, SIGMA_MS * 1e6, 0.98, 0.4, quality, Double.NaN);
    }

    private static SyncPoint point(double videoS, double offsetMs) {
        return point(videoS, offsetMs, Quality.GOOD);
    }

    private static PointGrading.Graded grade(List<SyncPoint> points) {
        return PointGrading.grade(points, List.of());
    }

    private static @Nullable LineFit line(PointGrading.Graded graded) {
        assertTrue(graded.parts().size() <= 1, () -> "parts: " + graded.parts());
        return graded.parts().isEmpty() ? null : graded.parts().getFirst().line();
    }

    private static List<Quality> qualities(PointGrading.Graded graded) {
        return graded.points().stream().map(SyncPoint::quality).toList();
    }

    @Test
    void shouldDrawTwoLinesWhereTheClockJumps() {
        List<SyncPoint> points = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            points.add(point(3 + 10 * i, -200 + 0.2 * i + (i < 4 ? 0 : 8)));
        }
        PointGrading.Graded graded = PointGrading.grade(points, List.of());
        assertEquals(2, graded.parts().size());
        assertEquals(1, graded.jumps().size());
        assertEquals(38e9, (double) graded.jumps().getFirst().videoNs(), 1e6);
        assertEquals(5e9, (double) graded.jumps().getFirst().withinNs(), 1e6);
        assertTrue(graded.points().stream().allMatch(p -> p.quality() == Quality.GOOD), () -> "" + graded.points());
        assertTrue(graded.parts().getFirst().holdsAt(33_000_000_000L));
        assertTrue(graded.parts().getLast().holdsAt(43_000_000_000L));
    }

    @Test
    void shouldNotTakeTwoWrongPointsForAJump() {
        // They contradict the line, and each other.
        PointGrading.Graded graded =
                grade(List.of(point(3, -200), point(13, -200), point(23, -200), point(33, -191), point(43, -185)));
        assertEquals(1, graded.parts().size());
        assertEquals(List.of(), graded.jumps());
    }

    @Test
    void shouldCallPointsOnALineGood() {
        PointGrading.Graded graded =
                grade(List.of(point(2, -700), point(12, -699.5), point(22, -699), point(32, -698.5)));
        assertEquals(List.of(Quality.GOOD, Quality.GOOD, Quality.GOOD, Quality.GOOD), qualities(graded));
        LineFit line = Objects.requireNonNull(line(graded));
        assertEquals(50e-6, line.drift(), 2e-6);
        for (SyncPoint p : graded.points()) {
            assertEquals(0, p.lineResidualNs(), 0.02e6);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.6, -2, 33, -900, 1e6})
    void shouldNotLetOneBadPointBendTheLine(double errorMs) {
        for (int bad = 0; bad < 5; bad++) {
            List<SyncPoint> points = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                points.add(point(3 + 10 * i, -200 + 0.1 * i + (i == bad ? errorMs : 0)));
            }
            PointGrading.Graded graded = grade(points);
            LineFit line = Objects.requireNonNull(line(graded), "no line with point " + bad + " bad");
            for (int i = 0; i < 5; i++) {
                String what = "point " + i + " with " + bad + " bad";
                if (i == bad) {
                    assertNotEquals(Quality.GOOD, graded.points().get(i).quality(), what);
                    assertEquals(errorMs * 1e6, graded.points().get(i).lineResidualNs(), 0.1e6, what);
                } else {
                    assertEquals(Quality.GOOD, graded.points().get(i).quality(), what);
                }
                assertEquals((-200 + 0.1 * i) * 1e6, line.at((3 + 10 * i) * 1e9), 0.05e6, what);
            }
        }
    }

    @Test
    void shouldTrustNeitherOfTwoPointsThatContradictEachOther() {
        PointGrading.Graded graded = grade(List.of(point(2, 0), point(6, 40)));
        assertTrue(qualities(graded).stream().noneMatch(q -> q == Quality.GOOD), "" + qualities(graded));
        assertNull(line(graded));
    }

    @Test
    void shouldTrustNoneOfPointsThatAllContradictEachOther() {
        PointGrading.Graded graded = grade(List.of(point(2, 0), point(6, 40), point(10, -90), point(14, 300)));
        assertTrue(qualities(graded).stream().noneMatch(q -> q == Quality.GOOD), "" + qualities(graded));
        assertNull(line(graded));
    }

    @Test
    void shouldRefuseALineThatIsSteeperThanAnyClock() {
        // 2000 ppm: a straight line, and impossible.
        PointGrading.Graded graded = grade(List.of(point(0, 0), point(10, 20), point(20, 40)));
        assertTrue(qualities(graded).stream().noneMatch(q -> q == Quality.GOOD), "" + qualities(graded));
        assertNull(line(graded));
    }

    @Test
    void shouldAllowTheDriftOfABadClock() {
        PointGrading.Graded graded = grade(List.of(point(0, 0), point(10, 2), point(20, 4), point(30, 6)));
        assertEquals(200e-6, Objects.requireNonNull(line(graded)).drift(), 10e-6);
        assertTrue(qualities(graded).stream().allMatch(q -> q == Quality.GOOD), "" + qualities(graded));
    }

    @Test
    void shouldNeverPromoteAPoint() {
        PointGrading.Graded graded = grade(List.of(
                point(0, 5, Quality.DOUBTFUL), point(10, 5), point(20, 5), point(30, 5, Quality.BAD), point(40, 5)));
        assertEquals(
                List.of(Quality.DOUBTFUL, Quality.GOOD, Quality.GOOD, Quality.BAD, Quality.GOOD), qualities(graded));
        assertEquals(0, graded.points().get(3).lineResidualNs(), 1e3, "a residual is given all the same");
    }

    @Test
    void shouldDrawNoLineWithoutACandidate() {
        List<SyncPoint> points = List.of(point(0, 5, Quality.BAD), point(9, 5, Quality.DOUBTFUL));
        PointGrading.Graded graded = grade(points);
        assertNull(line(graded));
        assertEquals(points, graded.points());
        assertNull(line(grade(List.of())));
    }

    @Test
    void shouldSurviveTwoPointsAtOneTime() {
        PointGrading.Graded same = grade(List.of(point(5, 7), point(5, 7)));
        assertNotNull(line(same));
        PointGrading.Graded apart = grade(List.of(point(5, 7), point(5, 90)));
        assertTrue(qualities(apart).stream().noneMatch(q -> q == Quality.GOOD), "" + qualities(apart));
    }

    @Test
    void shouldKeepNearlyAllHonestPoints() {
        SplittableRandom random = new SplittableRandom(5);
        int good = 0;
        for (int trial = 0; trial < 200; trial++) {
            List<SyncPoint> points = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                points.add(point(4 + 8 * i, 12 + SIGMA_MS * random.nextGaussian()));
            }
            good += (int) qualities(grade(points)).stream()
                    .filter(q -> q == Quality.GOOD)
                    .count();
        }
        assertTrue(good >= 980, good + " of 1000 honest points are good");
    }

    /** Points beside a level line by so many error bars, to either side in turn, so that neither mean nor slope shows. */
    private static List<SyncPoint> scattered(double errorBars) {
        int[] side = {1, -1, -1, 1, 1, -1, -1, 1};
        List<SyncPoint> points = new ArrayList<>();
        for (int i = 0; i < side.length; i++) {
            points.add(point(3 + 10 * i, -200 + side[i] * errorBars * SIGMA_MS));
        }
        return points;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.9, 1.1, 1.5, 2, 2.5})
    void shouldMakeErrorBarsLargerByWhatTheScatterShows(double errorBars) {
        PointGrading.Graded graded = grade(scattered(errorBars));
        // Two points' worth of belief in the bars as they came, one of its freedoms for the line.
        double expected = Math.sqrt(Math.max(1, (2 + 8 * errorBars * errorBars) / 9));
        for (SyncPoint p : graded.points()) {
            assertEquals(Quality.GOOD, p.quality(), () -> "points: " + graded.points());
            assertEquals(expected * SIGMA_MS * 1e6, p.sigmaNs(), 2e-3 * SIGMA_MS * 1e6);
            assertEquals(errorBars * SIGMA_MS * 1e6, Math.abs(p.lineResidualNs()), 2);
        }
        LineFit line = Objects.requireNonNull(line(graded));
        assertEquals(expected * SIGMA_MS * 1e6 / Math.sqrt(8), line.offsetSigmaNs(), 1e-2 * SIGMA_MS * 1e6);
    }

    @Test
    void shouldCountAnUnusualDriftAsScatter() {
        // Two points always lie on a line; one that drifts by 300 ppm is three usual drifts off.
        PointGrading.Graded graded = grade(List.of(point(0, 0), point(100, 30)));
        double drift = Objects.requireNonNull(line(graded)).drift() / 100e-6;
        assertEquals(3, drift, 0.01);
        assertEquals(
                Math.sqrt((2 + drift * drift) / 3) * SIGMA_MS * 1e6,
                graded.points().getFirst().sigmaNs(),
                1e-2 * SIGMA_MS * 1e6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {390, -390, 410, -410})
    void shouldKnowTheSteepestDriftOfAClock(double ppm) {
        PointGrading.Graded graded =
                grade(List.of(point(0, 0), point(100, 100e3 * ppm * 1e-6), point(200, 200e3 * ppm * 1e-6)));
        assertEquals(Math.abs(ppm) < 400, line(graded) != null, () -> "points: " + graded.points());
    }

    @ParameterizedTest
    @ValueSource(doubles = {5.1, 5.3})
    void shouldTakeAPointForTheLinesWithinThreeErrorBars(double errorBars) {
        // Three bars of the point's own and of the two that the line was tried through: 3·√3 = 5.196.
        List<SyncPoint> points = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            points.add(point(3 + 10 * i, -200));
        }
        points.add(point(33.5, -200 + errorBars * SIGMA_MS));
        points.sort(java.util.Comparator.comparingLong(SyncPoint::videoNs));
        Quality off = grade(points).points().stream()
                .filter(p -> p.offsetNs() != -200_000_000L)
                .findFirst()
                .orElseThrow()
                .quality();
        assertEquals(errorBars < 3 * Math.sqrt(3) ? Quality.GOOD : Quality.BAD, off);
    }
}
