package dev.syncline.hardware.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SequenceGapsTest {
    @Test
    void shouldCountWhatIsMissingAndNotWhatCameBeforeTheFirst() {
        SequenceGaps gaps = new SequenceGaps();
        assertEquals(7, gaps.next(7));
        assertEquals(8, gaps.next(8));
        assertEquals(11, gaps.next(11));
        assertEquals(2, gaps.missed());
    }

    @Test
    void shouldGoOnWhereTheDriversNumberWraps() {
        SequenceGaps gaps = new SequenceGaps();
        assertEquals(0xFFFF_FFFEL, gaps.next(-2));
        assertEquals(0xFFFF_FFFFL, gaps.next(-1));
        assertEquals(0x1_0000_0001L, gaps.next(1));
        assertEquals(1, gaps.missed());
    }

    @Test
    void shouldGoOnByOneWhereTheDriverBeganAnew() {
        SequenceGaps gaps = new SequenceGaps();
        gaps.next(500);
        assertEquals(501, gaps.next(0));
        assertEquals(502, gaps.next(1));
        assertEquals(0, gaps.missed());
    }

    @Property
    void shouldAccountForEveryFrame(
            @ForAll int first, @ForAll @Size(max = 200) List<@IntRange(min = 1, max = 1000) Integer> steps) {
        SequenceGaps gaps = new SequenceGaps();
        long begin = gaps.next(first);
        int raw = first;
        long last = begin;
        for (int step : steps) {
            raw += step;
            last = gaps.next(raw);
        }
        assertEquals(last - begin, steps.size() + gaps.missed());
    }
}
