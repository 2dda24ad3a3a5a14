package dev.syncline.engine.motion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxAveragedRatesTest {
    private static final long S = 1_000_000_000L;
    private static final double FRAME_NS = 1e9 / 30;

    /** What one call of fill gives. */
    private record Filled(float[][] rates, float[] known) {
        static Filled of(BoxAveragedRates rates, double firstNs, double stepNs, double boxNs, int count) {
            Filled out = new Filled(new float[3][count], new float[count]);
            rates.fill(firstNs, stepNs, boxNs, count, out.rates(), out.known());
            return out;
        }

        int knownCount() {
            int n = 0;
            for (float k : known) {
                n += k > 0 ? 1 : 0;
            }
            return n;
        }
    }

    private static GyroTrack track(long[] t, LongToDoubleFunction x) {
        float[] rate = new float[t.length];
        float[] twice = new float[t.length];
        float[] minus = new float[t.length];
        for (int i = 0; i < t.length; i++) {
            rate[i] = (float) x.applyAsDouble(t[i]);
            twice[i] = 2 * rate[i];
            minus[i] = -rate[i];
        }
        return new GyroTrack(t, rate, twice, minus);
    }

    private static long[] times(long fromNs, long stepNs, int n) {
        long[] t = new long[n];
        Arrays.setAll(t, i -> fromNs + i * stepNs);
        return t;
    }

    private static long[] without(long[] t, LongPredicate missing) {
        return Arrays.stream(t).filter(missing.negate()).toArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -40 * S, 947_848 * S})
    void shouldAverageAStraightLineExactlyWhateverTheSampling(long startNs) {
        SplittableRandom random = new SplittableRandom(7);
        long[] t = new long[900];
        t[0] = startNs;
        for (int i = 1; i < t.length; i++) {
            t[i] = t[i - 1] + random.nextLong(1_000_000, 6_000_000);
        }
        GyroTrack track = track(t, ns -> 0.3 - 0.4e-9 * (ns - startNs));
        double first = startNs + 0.1 * S + 12_345.25;
        Filled out = Filled.of(BoxAveragedRates.of(track), first, 3_703_703.7, FRAME_NS, 500);
        for (int j = 0; j < 500; j++) {
            double expected = 0.3 - 0.4e-9 * (first + j * 3_703_703.7 - startNs);
            assertEquals(1, out.known()[j]);
            assertEquals(expected, out.rates()[0][j], 1e-6);
            assertEquals(2 * expected, out.rates()[1][j], 2e-6);
            assertEquals(-expected, out.rates()[2][j], 1e-6);
        }
    }

    @Test
    void shouldAverageASineAsItsIntegralSays() {
        double omega = 2 * Math.PI * 4;
        GyroTrack track = track(times(0, S / 1000, 3000), ns -> Math.sin(omega * ns * 1e-9));
        Filled out = Filled.of(BoxAveragedRates.of(track), 0.5 * S, 7_000_001, FRAME_NS, 250);
        double half = FRAME_NS * 1e-9 / 2;
        for (int j = 0; j < 250; j++) {
            double t = 0.5 + j * 0.007_000_001;
            double expected = (Math.cos(omega * (t - half)) - Math.cos(omega * (t + half))) / (omega * 2 * half);
            // Straight lines between samples lose (ωh)²/12 of a sine.
            assertEquals(expected, out.rates()[0][j], 6e-5);
        }
    }

    @Test
    void shouldNotKnowWhatLiesOutsideTheLog() {
        long[] t = times(2 * S, S / 200, 201); // 2 s to 3 s
        BoxAveragedRates rates = BoxAveragedRates.of(track(t, ns -> 1));
        double box = 0.02 * S;
        Filled out = Filled.of(rates, 1.5 * S, 0.01 * S, box, 201); // 1.5 s to 3.5 s
        for (int j = 0; j < 201; j++) {
            double centre = 1.5 + 0.01 * j;
            boolean inside = centre - 0.01 > 2 - 1e-9 && centre + 0.01 < 3 + 1e-9;
            boolean edge = Math.abs(centre - 2.01) < 1e-6 || Math.abs(centre - 2.99) < 1e-6;
            if (!edge) {
                assertEquals(inside ? 1 : 0, out.known()[j], "at " + centre + " s");
                assertEquals(inside ? 1 : 0, out.rates()[0][j], 1e-6, "at " + centre + " s");
            }
        }
        assertEquals(0, Filled.of(rates, 10 * S, 1e6, 1e6, 5).knownCount());
        assertEquals(0, Filled.of(rates, -10 * S, 1e6, 1e6, 5).knownCount());
    }

    @Test
    void shouldKnowABoxThatIsTheWholeLog() {
        BoxAveragedRates rates = BoxAveragedRates.of(track(new long[] {0, 4_000_000}, ns -> ns * 1e-6));
        Filled out = Filled.of(rates, 2e6, 1e6, 4e6, 1);
        assertEquals(1, out.known()[0]);
        assertEquals(2, out.rates()[0][0], 1e-6);
    }

    @Test
    void shouldNotReachAcrossAGap() {
        long from = S;
        long to = S + S / 10;
        long[] t = without(times(0, S / 400, 1201), ns -> ns > from && ns < to);
        GyroTrack track = track(t, ns -> 1 + 1e-9 * ns);
        Filled out = Filled.of(BoxAveragedRates.of(track), 0.5e9, 1e6, FRAME_NS, 1200);
        double half = FRAME_NS / 2;
        for (int j = 0; j < 1200; j++) {
            double centre = 0.5e9 + j * 1e6;
            boolean clear = centre + half <= from || centre - half >= to;
            assertEquals(clear ? 1 : 0, out.known()[j], "at " + centre + " ns");
            assertEquals(clear ? 1 + 1e-9 * centre : 0, out.rates()[0][j], 2e-6, "at " + centre + " ns");
        }
    }

    @Test
    void shouldBridgeAStepThatIsNoGap() {
        // One sample in ten is missing: the straight line over it stands.
        long[] t = without(times(0, S / 400, 801), ns -> ns / (S / 400) % 10 == 5);
        Filled out = Filled.of(BoxAveragedRates.of(track(t, ns -> 2e-9 * ns)), 0.1e9, 1e7, FRAME_NS, 150);
        assertEquals(150, out.knownCount());
        assertEquals(2e-9 * (0.1e9 + 77e7), out.rates()[0][77], 1e-6);
    }

    @Test
    void shouldGiveTheSameInOnePieceAndInMany() {
        SplittableRandom random = new SplittableRandom(3);
        GyroTrack track = track(times(0, S / 500, 2000), ns -> random.nextDouble(-1, 1));
        BoxAveragedRates rates = BoxAveragedRates.of(track);
        Filled whole = Filled.of(rates, -0.1e9, 4e6, FRAME_NS, 1000);
        for (int from = 0; from < 1000; from += 125) {
            Filled part = Filled.of(rates, -0.1e9 + from * 4e6, 4e6, FRAME_NS, 125);
            for (int a = 0; a < 3; a++) {
                assertArrayEquals(Arrays.copyOfRange(whole.rates()[a], from, from + 125), part.rates()[a], 1e-5f);
            }
            assertArrayEquals(Arrays.copyOfRange(whole.known(), from, from + 125), part.known());
        }
    }

    @Test
    void shouldRunBackwardsOverTheSameSpanWhenReversed() {
        SplittableRandom random = new SplittableRandom(5);
        long[] t = without(times(S, S / 400, 1201), ns -> ns > 2 * S && ns < 2.2 * S);
        GyroTrack track = track(t, ns -> random.nextDouble(-1, 1));
        BoxAveragedRates forward = BoxAveragedRates.of(track);
        BoxAveragedRates backward = BoxAveragedRates.reversed(track);
        assertEquals(forward.startNs(), backward.startNs());
        assertEquals(forward.endNs(), backward.endNs());
        int n = 400;
        double first = 0.9e9;
        double mirror = (double) track.startNs() + track.endNs();
        Filled there = Filled.of(backward, first, 8e6, FRAME_NS, n);
        Filled here = Filled.of(forward, mirror - first - (n - 1) * 8e6, 8e6, FRAME_NS, n);
        for (int j = 0; j < n; j++) {
            assertEquals(here.known()[n - 1 - j], there.known()[j]);
            assertEquals(here.rates()[1][n - 1 - j], there.rates()[1][j], 1e-6f);
        }
        assertEquals(here.knownCount(), there.knownCount());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9})
    void shouldFillTheSameSortedByPhase(int phases) {
        SplittableRandom random = new SplittableRandom(phases);
        long[] t = new long[4000];
        int kept = 0;
        for (int i = 0; i < 4100 && kept < t.length; i++) {
            boolean missing = (i > 900 && i < 950) || (i > 2000 && i < 2200) || i == 3000;
            if (!missing) {
                t[kept++] = 7 * S + i * 2_500_000L + random.nextLong(900_000);
            }
        }
        GyroTrack track = track(Arrays.copyOf(t, kept), time -> Math.sin(time * 3e-9) + 0.2 * Math.cos(time * 31e-9));
        double step = FRAME_NS / phases;
        for (BoxAveragedRates rates :
                new BoxAveragedRates[] {BoxAveragedRates.of(track), BoxAveragedRates.reversed(track)}) {
            // Begins before the log, ends after it, and once lies all in one piece of it.
            for (double firstNs : new double[] {6.9e9 + 123.4, 12.1e9, 7.3e9}) {
                int perPhase = firstNs == 7.3e9 ? 20 : 320;
                int count = phases * perPhase;
                Filled plain = Filled.of(rates, firstNs, step, FRAME_NS, count);
                Filled sorted = new Filled(new float[3][count], new float[count]);
                boolean all = rates.fillByPhase(firstNs, step, phases, perPhase, sorted.rates(), sorted.known());
                assertEquals(plain.knownCount() == count, all);
                for (int i = 0; i < count; i++) {
                    int at = i % phases * perPhase + i / phases;
                    assertEquals(plain.known()[i], sorted.known()[at], "box " + i);
                    for (int a = 0; a < 3; a++) {
                        assertEquals(plain.rates()[a][i], sorted.rates()[a][at], 2e-6, "box " + i);
                    }
                }
            }
        }
    }

    /** Where nothing can be known nothing is, and a little further on something may be. */
    @Test
    void shouldTellWhereNothingIsKnown() {
        long[] times = new long[40];
        for (int i = 0; i < times.length; i++) {
            times[i] = 1_000_000_000L + i * 10_000_000L + (i < 20 ? 0 : 5_000_000_000L);
        }
        GyroTrack track = new GyroTrack(times, new float[40], new float[40], new float[40]);
        double gap = times[19];
        double again = times[20];
        for (BoxAveragedRates log : List.of(BoxAveragedRates.of(track), BoxAveragedRates.reversed(track))) {
            assertTrue(log.isUnknown(gap, again));
            assertTrue(log.isUnknown(gap + 1, again - 1));
            assertFalse(log.isUnknown(gap - 2, again));
            assertFalse(log.isUnknown(gap, again + 2));
            assertTrue(log.isUnknown(0, (double) track.startNs()));
            assertFalse(log.isUnknown(0, (double) track.startNs() + 2));
            assertTrue(log.isUnknown((double) track.endNs(), track.endNs() + 1e9));
            assertFalse(log.isUnknown((double) track.endNs() - 2, track.endNs() + 1e9));
            assertFalse(log.isUnknown((double) times[3] + 1, (double) times[4] - 1), "between two samples");
            float[][] rates = new float[3][300];
            float[] known = new float[300];
            log.fill(gap + 10e6, 16e6, 20e6, 300, rates, known);
            for (int i = 0; i < 300; i++) {
                double from = gap + i * 16e6;
                assertTrue(known[i] == 0 || !log.isUnknown(from, from + 20e6), "box " + i);
            }
        }
    }
}
