package dev.syncline.engine.sync.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.sync.pipeline.WindowChoice.Span;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class WindowChoiceTest {
    private static final long SECOND = 1_000_000_000L;

    private static List<Long> beginnings(List<Span> spans) {
        return spans.stream().map(Span::fromNs).toList();
    }

    private static WindowChoice everyFrame() {
        return new WindowChoice(12 * SECOND, SECOND, 33e6, t -> t);
    }

    @Test
    void shouldBeginWindowsAtKeyframesWhereThereAreSome() {
        WindowChoice everyThreeSeconds =
                new WindowChoice(12 * SECOND, SECOND, 33e6, t -> t / (3 * SECOND) * 3 * SECOND);
        assertEquals(List.of(0L, 6 * SECOND, 19 * SECOND / 2), beginnings(everyThreeSeconds.even(3)));
        WindowChoice everySecond = new WindowChoice(12 * SECOND, SECOND, 33e6, t -> t / SECOND * SECOND);
        assertEquals(beginnings(everyFrame().even(3)), beginnings(everySecond.even(3)), "half a second is no matter");
        WindowChoice onlyTheFirst = new WindowChoice(12 * SECOND, SECOND, 33e6, t -> t / (40 * SECOND) * 40 * SECOND);
        assertEquals(List.of(0L, 11 * SECOND / 2, 19 * SECOND / 2), beginnings(onlyTheFirst.even(3)));
        assertEquals(
                beginnings(onlyTheFirst.even(3)).subList(1, 3),
                beginnings(everyFrame().even(3)).subList(1, 3));
    }

    @Property
    void shouldKeepWindowsApartAndInsideTheClip(
            @ForAll @LongRange(min = 1, max = 600_000) long durationMs,
            @ForAll @LongRange(min = 300, max = 20_000) long windowMs,
            @ForAll @IntRange(min = 1, max = 30) int count,
            @ForAll @LongRange(min = 1, max = 30_000) long keyframeEveryMs) {
        long every = keyframeEveryMs * 1_000_000;
        long duration = durationMs * 1_000_000;
        List<Span> spans = new WindowChoice(duration, windowMs * 1_000_000, 33e6, t -> Math.floorDiv(t, every) * every)
                .even(count);
        long end = 0;
        for (Span s : spans) {
            assertTrue(Math.abs(Math.min(windowMs * 1_000_000, duration) - (s.toNs() - s.fromNs())) <= 1, s::toString);
            assertTrue(s.fromNs() >= end - 1 && s.toNs() <= duration + 1, spans::toString);
            end = s.toNs();
        }
    }
}
