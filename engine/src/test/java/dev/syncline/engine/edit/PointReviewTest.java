package dev.syncline.engine.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointReviewTest {
    private static final long SECOND = 1_000_000_000L;

    /** Points every ten seconds. */
    private static List<EditPoint> points(double... offsetsMs) {
        List<EditPoint> points = new ArrayList<>();
        for (int i = 0; i < offsetsMs.length; i++) {
            points.add(EditPoint.manual(10 * SECOND * (i + 1), offsetsMs[i]));
        }
        return points;
    }

    private static double[] numbers(String list) {
        return Arrays.stream(list.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private static List<Integer> contradicting(PointReview review) {
        return IntStream.range(0, review.points().size())
                .filter(i -> review.points().get(i).contradicts())
                .boxed()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1400 -1405 -1407 -1408",
                "49.5 50 50.5 51",
                "20.4 20.4 20.2 20.0",
                "10 12 16",
                "10.5 11 10.7",
                "5",
            })
    void shouldFindTheSpecificationsGoodListsGreen(String list) {
        PointReview review = PointReview.of(points(numbers(list)), List.of());
        assertFalse(review.anyContradicts(), () -> review.remarks().toString());
        assertTrue(review.remarks().isEmpty());
        review.points().forEach(p -> assertEquals("green", p.colour(), p::toString));
    }

    @ParameterizedTest
    @CsvSource({
        "0.5 -100 -150 20, 0;1;2;3, '1;2'",
        "-120 -130 25 -150, 2, 2",
        "1500 120 45 5, 0;1;2;3, '0;1'",
        "10 -50 70, 0;1;2, 1",
    })
    void shouldCallOutTheSpecificationsBadLists(String list, String contradicting, String red) {
        PointReview review = PointReview.of(points(numbers(list)), List.of());
        assertEquals(indices(contradicting), contradicting(review));
        assertFalse(review.remarks().isEmpty());
        List<Integer> reds = IntStream.range(0, review.points().size())
                .filter(i -> review.points().get(i).colour().equals("red"))
                .boxed()
                .toList();
        assertEquals(indices(red), reds);
    }

    private static List<Integer> indices(String list) {
        return Arrays.stream(list.split(";")).map(Integer::valueOf).toList();
    }

    @ParameterizedTest
    @CsvSource({"0, 112, green", "7.5, 84, green", "15, 56, yellow", "22.5, 28, orange", "30, 0, red", "900, 0, red"})
    void shouldColourByTheDistanceFromTheLine(double awayMs, double hueDeg, String colour) {
        // Four on a line of 2 ms a point, and one beside it.
        PointReview review = PointReview.of(points(0, 2, 4 + awayMs, 6, 8), List.of());
        PointReview.Reviewed third = review.points().get(2);
        assertEquals(awayMs, third.residualMs(), 1e-9);
        assertEquals(hueDeg, third.hueDeg(), 1e-6);
        assertEquals(colour, third.colour());
        assertEquals(awayMs > 5, third.contradicts());
    }

    @ParameterizedTest
    @CsvSource({"4.99, false", "5.01, true"})
    void shouldCallOutWhatIsMoreThanFiveMillisecondsOffTheLine(double awayMs, boolean contradicts) {
        // Flat ones: where a pair through the odd point gathers no more, the flattest line is taken.
        PointReview review = PointReview.of(points(0, 0, awayMs, 0, 0), List.of());
        assertEquals(contradicts, review.points().get(2).contradicts());
    }

    @Property
    void shouldAlwaysFindTwoPointsGreen(@ForAll @Size(2) List<@DoubleRange(min = -1e9, max = 1e9) Double> offsetsMs) {
        PointReview review = PointReview.of(points(offsetsMs.get(0), offsetsMs.get(1)), List.of());
        review.points().forEach(p -> assertEquals("green", p.colour()));
    }

    @ParameterizedTest
    @CsvSource({"19.9, false", "20.1, true", "-19.9, false", "-20.1, true"})
    void shouldCallOutTwoPointsThatNoTwoClocksCouldShow(double stepMs, boolean contradicts) {
        // Ten seconds apart: 10 ms and 1000 ppm are allowed.
        PointReview review = PointReview.of(points(0, stepMs), List.of());
        assertEquals(contradicts, review.anyContradicts());
        assertEquals(contradicts ? 1 : 0, review.remarks().size());
    }

    @Test
    void shouldGiveEachSideOfAJumpALineOfItsOwn() {
        List<EditPoint> points = points(5, 5.1, 5.2, 905, 905.1, 905.2);
        assertTrue(PointReview.of(points, List.of()).anyContradicts());
        PointReview split = PointReview.of(points, List.of(35 * SECOND));
        assertFalse(split.anyContradicts());
        split.points().forEach(p -> assertEquals("green", p.colour()));
    }

    @Test
    void shouldTakeNoPointsAndPointsAtOneTime() {
        assertTrue(PointReview.of(List.of(), List.of()).points().isEmpty());
        List<EditPoint> same = List.of(EditPoint.manual(SECOND, 5), EditPoint.manual(SECOND, 5));
        assertEquals("green", PointReview.of(same, List.of()).points().get(1).colour());
    }

    @Property(tries = 200)
    void shouldNotDependOnWhereTheOffsetsBegin(
            @ForAll @Size(min = 1, max = 8) List<@DoubleRange(min = -100, max = 100) Double> offsetsMs,
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double shiftMs) {
        double[] plain = offsetsMs.stream().mapToDouble(x -> Math.rint(x)).toArray();
        double[] shifted = Arrays.stream(plain).map(x -> x + Math.rint(shiftMs)).toArray();
        PointReview a = PointReview.of(points(plain), List.of());
        PointReview b = PointReview.of(points(shifted), List.of());
        for (int i = 0; i < plain.length; i++) {
            assertEquals(a.points().get(i).contradicts(), b.points().get(i).contradicts());
            assertEquals(a.points().get(i).residualMs(), b.points().get(i).residualMs(), 1e-6);
        }
    }
}
