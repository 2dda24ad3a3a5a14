package dev.syncline.engine.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/matching-java.md shows. */
class LiveMatchingTest {
    private record Frame(int number, long stampNs, long exposureNs) {}

    private final List<String> heard = new ArrayList<>();

    private final MatchListener<Frame> listener = new MatchListener<>() {
        @Override
        public void group(MessageGroup<Frame> group) {
            Frame left = group.member(0);
            Frame right = group.member(1);
            assertNotNull(left);
            assertNotNull(right);
            heard.add(left.number() + " " + right.number() + " " + group.intervalNs());
        }

        @Override
        public void stalled(int stream, long lastNs, long nowNs) {
            heard.add("stalled " + stream);
        }
    };

    @Test
    void shouldMatchFramesAsTheyCome() {
        MessageTimes<Frame> times = (stream, frame) -> frame.stampNs();
        StreamMatcher<Frame> matcher =
                new TimestampMatcher<>(2, TimestampMatcher.Settings.of(10_000_000), times, listener);
        for (int n = 100; n < 103; n++) {
            matcher.offer(0, new Frame(n, n * 33_000_000L, 4_000_000));
            matcher.offer(1, new Frame(n, n * 33_000_000L + 200_000, 4_000_000));
        }
        assertEquals(List.of("100 100 200000", "101 101 200000"), heard);
        matcher.finish();
        assertEquals("102 102 200000", heard.getLast());
    }

    @Test
    void shouldMatchByNumber() {
        StreamMatcher<Frame> matcher = new SequenceMatcher<>(
                2,
                SequenceMatcher.Settings.of(2, 16_000_000),
                (stream, frame) -> frame.stampNs(),
                Frame::number,
                listener);
        matcher.offer(0, new Frame(7, 0, 0));
        matcher.offer(1, new Frame(7, 900_000, 0));
        assertEquals(List.of("7 7 900000"), heard);
    }
}
