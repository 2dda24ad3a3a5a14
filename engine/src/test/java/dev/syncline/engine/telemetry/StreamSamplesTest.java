package dev.syncline.engine.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StreamSamplesTest {
    private final LogWarnings warnings = new LogWarnings();

    private static StreamSamples exposures(long... timesMs) {
        StreamSamples samples = new StreamSamples(SensorQuantity.EXPOSURE, "");
        for (long ms : timesMs) {
            samples.add(ms * 1_000_000, 0.01);
        }
        return samples;
    }

    private String said() {
        return warnings.list().toString();
    }

    @Test
    void shouldKeepTheLongestPieceOfAStreamWhoseTimesLeap() {
        List<SensorTrack> tracks = StreamSamples.tracks(List.of(exposures(0, 10, 20, 30, 9000, 40, 50)), 1e6, warnings);
        assertEquals(5, tracks.getFirst().size());
        assertTrue(
                said().contains(
                                "exposure: its times leap, so that it falls into 2 pieces: all but the longest, 2 of 7"),
                this::said);
    }

    @Test
    void shouldShareAStreamOutAmongRecordingsOnlyWhereItBeganAgainAsOften() {
        List<StreamSamples> twice = List.of(exposures(5000, 5010, 5020, 0, 10));
        List<List<SensorTrack>> shared = StreamSamples.byRecording(twice, 2, 1e6, warnings);
        assertEquals(3, shared.get(0).getFirst().size());
        assertEquals(2, shared.get(1).getFirst().size());
        assertEquals("[]", said());
        List<List<SensorTrack>> unclear = StreamSamples.byRecording(List.of(exposures(0, 10, 20)), 2, 1e6, warnings);
        assertEquals(List.of(List.of(), List.of()), unclear);
        assertTrue(said().contains("its times make 1 recordings where the gyro's make 2: left out"), this::said);
    }

    @Test
    void shouldUnwrapAndSortAsForAGyro() {
        StreamSamples samples = new StreamSamples(SensorQuantity.MAGNETIC_FIELD, "");
        long wrapNs = 4_294_967_296_000L;
        for (int i : new int[] {0, 1, 2, 3, 5, 4}) {
            samples.add((wrapNs - 30_000_000 + 10_000_000L * i) % wrapNs, i, 0, 0);
        }
        SensorTrack track =
                StreamSamples.tracks(List.of(samples), 1000, warnings).getFirst();
        assertEquals(6, track.size());
        for (int i = 0; i < 6; i++) {
            assertEquals(i, track.value(i, 0), 0);
            assertEquals(10_000_000L * i, track.timeNs(i) - track.timeNs(0));
        }
        assertTrue(said().contains("magnetic field: the log's clock is a counter of 32 bits"), this::said);
    }

    @Test
    void shouldTakeAlmostUnitQuaternionsAndMakeThemUnits() {
        StreamSamples turns = new StreamSamples(SensorQuantity.ORIENTATION, "");
        turns.add(1, 1.049, 0, 0, 0);
        turns.add(2, 1.051, 0, 0, 0);
        turns.add(3, 0, 0.951, 0, 0);
        turns.add(4, 0, 0.949, 0, 0);
        SensorTrack track = StreamSamples.tracks(List.of(turns), 0, warnings).getFirst();
        assertEquals(2, track.size());
        assertEquals(1f, track.value(0, 0));
        assertEquals(1f, track.value(1, 1));
        assertEquals(3, track.timeNs(1));
    }

    /** Whatever comes, what is left is in order and finite, and nothing is lost without a word. */
    @Property(tries = 300)
    void shouldBeInOrderWhateverTheTimes(@ForAll long seed, @ForAll @IntRange(max = 40) int n) {
        LogWarnings own = new LogWarnings();
        SplittableRandom random = new SplittableRandom(seed);
        StreamSamples samples = new StreamSamples(SensorQuantity.ACCELERATION, "");
        long time = random.nextLong();
        for (int i = 0; i < n; i++) {
            samples.add(time, random.nextInt(9) == 0 ? Double.NaN : i, 0, 0);
            time = random.nextInt(8) == 0 ? random.nextLong() : time + random.nextLong(-2, 12) * 1_000_000;
        }
        List<SensorTrack> tracks = StreamSamples.tracks(List.of(samples), 1000, own);
        int kept = tracks.isEmpty() ? 0 : tracks.getFirst().size();
        assertEquals(kept < n, kept < n && !own.list().isEmpty(), own.list()::toString);
    }
}
