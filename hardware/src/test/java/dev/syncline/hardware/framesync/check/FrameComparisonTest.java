package dev.syncline.hardware.framesync.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.hardware.framesync.check.RecordedFrames.TimeKind;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FrameComparisonTest {
    private static final long FRAME_NS = 33_333_333;
    private static final RecordedFrames A = recording("a", 300, i -> i * FRAME_NS);

    @Test
    void shouldFindOffsetAndDrift() {
        // 20 µs later, and 3 ppm slower.
        RecordedFrames b = recording("b", 300, i -> 20_000 + Math.round(i * FRAME_NS * 1.000003));
        FrameComparison comparison = new FrameComparison(A, b);
        assertTrue(comparison.isSameFrame());
        assertEquals(3, comparison.driftPpm(), 0.01);
        assertEquals(35_000, (double) comparison.medianOffsetNs(), 200);
        assertEquals(50_000, (double) comparison.withinNs(1), 200);
        assertEquals(0, comparison.scatterNs(), 10);
    }

    @Test
    void shouldTellAShiftFromADroppedFrame() {
        FrameComparison shifted = new FrameComparison(A, recording("b", 250, i -> (i + 7) * FRAME_NS));
        assertEquals(7, shifted.firstShift());
        assertEquals(0, shifted.shiftChanges());
        assertFalse(shifted.isSameFrame());
        RecordedFrames dropped = recording("b", 250, i -> (i < 100 ? i : i + 1) * FRAME_NS);
        FrameComparison slipped = new FrameComparison(A, dropped);
        assertEquals(0, slipped.firstShift());
        assertEquals(1, slipped.shiftChanges());
        assertEquals(1, dropped.missing());
        assertEquals(1, new FrameComparison(dropped, A).shiftChanges());
    }

    @Test
    void shouldNoticeOtherNumbersOnTheServersTimeline() {
        long[] times = LongStream.range(0, 10).map(i -> i * FRAME_NS).toArray();
        long[] numbers = LongStream.range(0, 10).toArray();
        RecordedFrames a = new RecordedFrames("a", TimeKind.WALL, times, numbers);
        RecordedFrames b = new RecordedFrames(
                "b",
                TimeKind.WALL,
                times,
                Arrays.stream(numbers).map(n -> n + 1).toArray());
        assertEquals(10, new FrameComparison(a, b).misnumbered());
        assertTrue(new FrameComparison(a, a).isSameFrame());
    }

    @Test
    void shouldRefuseWhatCannotBeCompared() {
        RecordedFrames later = recording("later", 10, i -> 1_000_000_000_000L + i * FRAME_NS);
        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> new FrameComparison(A, later))
                        .getMessage())
                .contains("no frames of the same time"));
        RecordedFrames relative = new RecordedFrames("r", TimeKind.RELATIVE, new long[] {0, 1}, new long[2]);
        assertThrows(IllegalArgumentException.class, () -> new FrameComparison(A, relative));
    }

    @Test
    void shouldDrawEveryRecordingAndItsSpikes() {
        RecordedFrames spike = recording("<b>", 300, i -> i * FRAME_NS + (i == 150 ? 9_000_000 : 0));
        RecordedFrames still = recording("c", 300, i -> i * FRAME_NS);
        String svg = OffsetPlot.svg(List.of(new FrameComparison(A, spike), new FrameComparison(A, still)));
        assertTrue(svg.startsWith("<svg "));
        assertTrue(svg.contains("&lt;b&gt;"));
        assertEquals(2, svg.split("<path ", -1).length - 1);
        assertTrue(svg.contains(">8000<"), "the axis reaches the spike");
    }

    private static RecordedFrames recording(String name, int frames, LongUnaryOperator timeNs) {
        long[] unknown = new long[frames];
        Arrays.fill(unknown, RecordedFrames.UNKNOWN);
        return new RecordedFrames(
                name, TimeKind.WALL, LongStream.range(0, frames).map(timeNs).toArray(), unknown);
    }
}
