package dev.syncline.engine.sync.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Points a second apart beside a line at zero: {@code o} on it, {@code x} off it, {@code .} bad on its own. */
class JumpDetectionTest {
    private static final double FAR_NS = 8e6;
    private static final double SECOND_NS = 1e9;

    /** Points as in {@code marks}; those off the line at {@code offNs}, one after the other, with these error bars. */
    private record Scene(String marks, double[] offNs, double[] sigmaNs, double driftSigma) {
        @Nullable
        JumpPlace find(int from, int to) {
            int n = marks.length();
            double[] t = new double[n];
            double[] o = new double[n];
            double[] s = new double[n];
            boolean[] candidate = new boolean[n];
            boolean[] inliers = new boolean[n];
            int off = 0;
            for (int i = 0; i < n; i++) {
                char mark = marks.charAt(i);
                t[i] = i * SECOND_NS;
                s[i] = 1e4;
                candidate[i] = mark != '.';
                inliers[i] = mark == 'o';
                if (mark == 'x') {
                    o[i] = offNs[off];
                    s[i] = sigmaNs[off++];
                }
            }
            return JumpDetection.find(t, o, s, candidate, inliers, from, to, new LineFit(0, 0, 1e3, 0, driftSigma));
        }

        @Nullable
        JumpPlace find() {
            return find(0, marks.length());
        }
    }

    private static Scene scene(String marks) {
        int off = (int) marks.chars().filter(c -> c == 'x').count();
        double[] offsets = new double[off];
        double[] sigmas = new double[off];
        Arrays.fill(offsets, FAR_NS);
        Arrays.fill(sigmas, 1e4);
        return new Scene(marks, offsets, sigmas, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "oooxx,2.5,0.5", // after the last on the line
        "oxxxo,0.5,0.5",
        "xxooo,1.5,0.5", // before the first
        "xxxoo,2.5,0.5",
        "oooo.x.x,4,1", // between the last on the line and the first off it, whatever is bad
        "ooo..xx,3.5,1.5",
        "oxoxxx,2.5,0.5", // one alone is no run
        "x.ooxxx,3.5,0.5",
    })
    void shouldFindTheJumpBetweenTheTwoLines(String marks, double atS, double withinS) {
        JumpPlace found = scene(marks).find();
        assertEquals(new JumpPlace(Math.round(atS * SECOND_NS), Math.round(withinS * SECOND_NS)), found);
    }

    @ParameterizedTest
    @CsvSource({"ooooox", "xooooo", "ooxx", "oxxxx", "xxxx", "ooooo", "oxoxoxo", "oo.x.oo", "....", "ooo..."})
    void shouldNotSpeakOfASecondLineWithTooFewPoints(String marks) {
        assertNull(scene(marks).find(), marks);
    }

    @Test
    void shouldLookOnlyAtThePointsBetweenTheEnds() {
        assertNull(scene("oooxx").find(0, 4), "one of the run lies outside");
        assertNull(scene("oxxxo").find(0, 4), "one of the line lies outside");
        assertNull(scene("oxxxo").find(1, 5), "one of the line lies before");
        assertNotNull(scene("xoooxxx").find(1, 7));
        assertNull(scene("xxooo").find(1, 5), "one of the run lies before");
    }

    @ParameterizedTest
    @CsvSource({
        "2000000,10000,false", // a step that other troubles make too
        "2000001,10000,true",
        "-2000000,10000,false",
        "-2000001,10000,true",
        "3000000,300000,false", // ten of its error bars
        "3000001,300000,true",
    })
    void shouldTakeOnlyAClearStepForAJump(double stepNs, double sigmaNs, boolean jump) {
        Scene scene = new Scene("oooxx", new double[] {stepNs, stepNs}, new double[] {sigmaNs, sigmaNs}, 0);
        assertEquals(jump, scene.find() != null);
    }

    @Test
    void shouldBelieveTheBetterKnownPointOfTheRun() {
        // The first is not clear of the line by its own error bar, the second is, and both agree.
        assertNotNull(new Scene("oooxx", new double[] {2.5e6, 2.5e6}, new double[] {3e5, 1e4}, 0).find());
        assertNotNull(new Scene("oooxx", new double[] {2.5e6, 2.5e6}, new double[] {1e4, 3e5}, 0).find());
        assertNull(new Scene("oooxx", new double[] {2.5e6, 2.5e6}, new double[] {3e5, 3e5}, 0).find());
    }

    @ParameterizedTest
    @CsvSource({
        // Three times the error of a difference (30, 40 and 50 µs), at a drift that is known.
        "0,30000,40000,150000,true",
        "0,30000,40000,150001,false",
        "0,30000,40000,-150001,false",
        // A drift that is known to 50 ppm adds 50 µs in a second.
        "50e-6,18000,24000,174928,true",
        "50e-6,18000,24000,174930,false",
        // One that is not known adds what clocks do at most, 100 µs.
        "1,45000,60000,374999,true",
        "1,45000,60000,375001,false",
        "Infinity,45000,60000,374999,true",
        "Infinity,45000,60000,375001,false",
    })
    void shouldCallPointsOfOneLineWhatTheirErrorsAllow(
            double driftSigma, double firstSigmaNs, double secondSigmaNs, double apartNs, boolean jump) {
        Scene scene = new Scene(
                "oooxx",
                new double[] {FAR_NS, FAR_NS + apartNs},
                new double[] {firstSigmaNs, secondSigmaNs},
                driftSigma);
        assertEquals(jump, scene.find() != null);
    }

    @Test
    void shouldNeedTwoThirdsOfTheRunToAgree() {
        double[] sigmas = {1e4, 1e4, 1e4, 1e4};
        assertNotNull(new Scene("oooxxx", new double[] {8e6, 8e6, 30e6}, sigmas, 0).find(), "two of three");
        assertNotNull(new Scene("oooxxx", new double[] {30e6, 8e6, 8e6}, sigmas, 0).find(), "two of three");
        assertNull(new Scene("oooxxxx", new double[] {8e6, 8e6, 30e6, 50e6}, sigmas, 0).find(), "two of four");
        assertNotNull(new Scene("oooxxxx", new double[] {8e6, 30e6, 8e6, 8e6}, sigmas, 0).find(), "three of four");
        assertNull(new Scene("oooxx", new double[] {8e6, 30e6}, sigmas, 0).find(), "one of two");
    }

    @Test
    void shouldTellByHowMuchAClockJumps() {
        assertEquals(-7, new ClockJump(10, 2, 30, 23).stepNs());
    }
}
