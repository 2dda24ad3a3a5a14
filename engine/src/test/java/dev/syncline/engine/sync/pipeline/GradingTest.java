package dev.syncline.engine.sync.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.sync.correlate.SeenAxes;
import dev.syncline.engine.sync.refine.Refinement;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Error bars and grades of refined windows, just inside and just outside of each limit. */
class GradingTest {
    /** The refinement's standard error of a window whose error bar is 5/3 ms, a third of 5 ms. */
    private static final double SHARP_MS = 5.0 / 3 / 1.35;

    /** Windows 10 s apart with these offsets. */
    private static Grading grade(double sigmaMs, double inlierShare, List<TrackedWindow> leftOut, double... offsetMs) {
        List<TrackedWindow> used = new ArrayList<>();
        List<Refinement.Window> windows = new ArrayList<>();
        for (int i = 0; i < offsetMs.length; i++) {
            used.add(Findings.window(10 * i, 0.5));
            windows.add(Findings.refined(10 * i + 0.5, offsetMs[i], sigmaMs, inlierShare));
        }
        Refined refined = Findings.refined(used, Findings.refinement(new double[3], windows), 0.95, null, leftOut);
        ClockSegments segments = new ClockSegments(
                List.of(new ClockSegments.Segment(Findings.Peak.PLAIN.offset(), used, List.of(), List.of())),
                List.of());
        return Grading.of(refined, segments);
    }

    private static void assertAll(Quality quality, Grading grading) {
        assertTrue(
                grading.graded().points().stream().allMatch(p -> p.quality() == quality),
                () -> "points: " + grading.graded().points());
    }

    @Test
    void shouldCallSharpPointsThatAgreeGood() {
        assertAll(Quality.GOOD, grade(0.999 * SHARP_MS, 1, List.of(), -800, -800, -800));
        assertAll(Quality.DOUBTFUL, grade(1.001 * SHARP_MS, 1, List.of(), -800, -800, -800));
    }

    @Test
    void shouldCallBluntPointsBad() {
        assertAll(Quality.DOUBTFUL, grade(2.999 * SHARP_MS, 1, List.of(), -800, -800, -800));
        assertAll(Quality.BAD, grade(3.001 * SHARP_MS, 1, List.of(), -800, -800, -800));
        assertAll(Quality.BAD, grade(0, 1, List.of(), -800, -800, -800));
        assertAll(Quality.BAD, grade(Double.NaN, 1, List.of(), -800, -800, -800));
    }

    @ParameterizedTest
    @CsvSource({"0.301, GOOD", "0.299, DOUBTFUL"})
    void shouldDoubtAWindowThatExplainsFewOfItsPoints(double inlierShare, Quality expected) {
        assertAll(expected, grade(0.1, inlierShare, List.of(), -800, -800, -800));
    }

    @Test
    void shouldDoubtPointsWhoseErrorBarGrewTooLargeByTheOthersScatter() {
        // Each within its error bar's reach, but together they scatter by more than those say: 1.6 ms becomes more.
        Grading scattered = grade(0.9 * SHARP_MS, 1, List.of(), -797, -803, -803, -797, -797, -803, -803, -797);
        assertAll(Quality.DOUBTFUL, scattered);
        assertTrue(scattered.graded().points().stream().allMatch(p -> p.sigmaNs() > 5e6 / 3));
        assertAll(Quality.GOOD, grade(0.9 * SHARP_MS, 1, List.of(), -799, -801, -801, -799, -799, -801, -801, -799));
    }

    @Test
    void shouldCarryOffsetErrorBarAndScoreOfEachWindow() {
        SyncPoint point = grade(0.1, 1, List.of(), -800, -800).graded().points().getFirst();
        assertEquals(-800_000_000L, point.offsetNs());
        assertEquals(500_000_000L, point.videoNs());
        assertEquals(point.videoNs() - point.offsetNs(), point.logNs());
        assertEquals(0.135e6, point.sigmaNs(), 1);
        assertEquals(0.95, point.score());
        assertTrue(Double.isNaN(point.rival()), "no curve, no rival");
    }

    @Test
    void shouldCountWhatContradicts() {
        assertEquals(0, grade(0.1, 1, List.of(), -800, -800, -800, -800).disagreeing());
        assertEquals(1, grade(0.1, 1, List.of(), -800, -800, -790, -800).disagreeing());
        // A window that was left out counts where it moves by 0.3 of what is usual.
        assertEquals(
                1, grade(0.1, 1, List.of(Findings.window(3, 0.151)), -800, -800).disagreeing());
        assertEquals(
                0, grade(0.1, 1, List.of(Findings.window(3, 0.149)), -800, -800).disagreeing());
        assertEquals(3, grade(0.1, 1, List.of(), -800, -800, -790, -800).good());
    }

    @Test
    void shouldTellHowWideTheLineIsAtItsEnds() {
        Grading grading = grade(0.1, 1, List.of(), -800, -800, -800);
        var line = grading.graded().parts().getFirst().line();
        assertEquals(Math.max(line.sigmaNsAt(0), line.sigmaNsAt(60e9)), grading.widestNs(60_000_000_000L), 1e-6);
        assertEquals(Double.POSITIVE_INFINITY, Grading.NONE.widestNs(60_000_000_000L));
        assertEquals(Grading.NONE, Grading.of(nothing(), noSegments()));
    }

    private static Refined nothing() {
        return new Refined(
                List.of(),
                null,
                new double[0],
                null,
                List.of(),
                new StatedReadout(List.of(), false),
                ReadoutDirection.TOP_TO_BOTTOM,
                new LensSize(0, 0.01, false),
                new SeenAxes(new double[] {1, 1, 1}));
    }

    private static ClockSegments noSegments() {
        return new ClockSegments(List.of(), List.of());
    }
}
