package dev.syncline.engine.sync.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncTrackTest {
    private static final SyncTrack TRACK = new SyncTrack(
            List.of(new SyncTrack.Knot(10, 100), new SyncTrack.Knot(20, 300), new SyncTrack.Knot(40, 200)));

    @Test
    void shouldDrawStraightLinesBetweenKnots() {
        assertEquals(100, TRACK.offsetNsAt(10));
        assertEquals(160, TRACK.offsetNsAt(13));
        assertEquals(300, TRACK.offsetNsAt(20));
        assertEquals(275, TRACK.offsetNsAt(25));
    }

    @Test
    void shouldWriteGradesInLowerCase() {
        assertEquals(
                List.of("good", "doubtful", "bad"),
                List.of(Quality.GOOD.word(), Quality.DOUBTFUL.word(), Quality.BAD.word()));
    }

    @Test
    void shouldStayConstantOutsideTheKnots() {
        assertEquals(100, TRACK.offsetNsAt(Long.MIN_VALUE));
        assertEquals(100, TRACK.offsetNsAt(9));
        assertEquals(200, TRACK.offsetNsAt(41));
        assertEquals(200, TRACK.offsetNsAt(Long.MAX_VALUE));
        assertEquals(7, new SyncTrack(List.of(new SyncTrack.Knot(0, 7))).offsetNsAt(99));
    }

    @Test
    void shouldRefuseKnotsOutOfOrder() {
        String problem = assertThrows(
                        IllegalArgumentException.class,
                        () -> new SyncTrack(List.of(new SyncTrack.Knot(5, 0), new SyncTrack.Knot(5, 1))))
                .getMessage();
        assertEquals("knots must have increasing times, knot 1 has not", problem);
    }

    @Test
    void shouldKnowNoOffsetWithoutKnots() {
        assertThrows(IllegalStateException.class, () -> SyncTrack.EMPTY.offsetNsAt(0));
    }

    @Test
    void shouldNotChangeWithTheListThatItWasMadeOf() {
        List<SyncTrack.Knot> knots = new ArrayList<>(List.of(new SyncTrack.Knot(0, 1)));
        SyncTrack track = new SyncTrack(knots);
        knots.clear();
        assertEquals(1, track.offsetNsAt(0));
    }

    @Test
    void shouldTakeADurationForATime() {
        SyncTrack track = new SyncTrack(List.of(new SyncTrack.Knot(0, 10), new SyncTrack.Knot(2_000_000_000L, 30)));
        assertEquals(20, track.offsetNsAt(Duration.ofSeconds(1)));
    }
}
