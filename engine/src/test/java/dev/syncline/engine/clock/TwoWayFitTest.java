package dev.syncline.engine.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TwoWayFitTest {
    private static final long OFFSET_NS = 123_456_789_000L;

    @Test
    void shouldMatchTheReferencesSample() {
        TwoWaySample sample = new TwoWaySample(1000, 5300, 5350, 1450);

        assertEquals(4100, sample.offsetNs());
        assertEquals(400, sample.roundTripNs());
    }

    private static List<TwoWaySample> samples(int count, double skew, long jitterNs, long seed) {
        Random random = new Random(seed);
        List<TwoWaySample> samples = new ArrayList<>();
        long local = 1_800_000_000_000_000_000L;
        long begin = local;
        for (int i = 0; i < count; i++) {
            long there = 1_000_000 + (long) (random.nextDouble() * 2 * jitterNs);
            long back = 1_000_000 + (long) (random.nextDouble() * 2 * jitterNs);
            long t1 = remote(local + there, begin, skew);
            long t3 = local + there + 30_000 + back;
            samples.add(new TwoWaySample(local, t1, remote(local + there + 30_000, begin, skew), t3));
            local = t3 + 5_000_000;
        }
        return samples;
    }

    private static long remote(long localNs, long beginNs, double skew) {
        return localNs + OFFSET_NS + Math.round((localNs - beginNs) * skew);
    }

    @Test
    void shouldSeeThroughAMillisecondOfJitter() {
        int within = 0;
        for (int seed = 0; seed < 50; seed++) {
            List<TwoWaySample> samples = samples(300, 30e-6, 1_000_000, seed);
            TwoWayFit fit = TwoWayFit.of(samples, ClockDomain.REALTIME, ClockDomain.REALTIME);
            long at = fit.model().local0Ns();
            double error =
                    fit.model().toRemote(at) - remote(at, samples.getFirst().t0(), 30e-6);

            assertTrue(Math.abs(error) < 100_000, "error " + error + " ns with seed " + seed);
            assertTrue(Math.abs(error) <= fit.boundNs());
            within += Math.abs(error) <= Math.sqrt(fit.model().offsetVariance()) ? 1 : 0;
        }
        assertTrue(within >= 25, within + " of 50 within one sigma");
    }

    @Test
    void shouldFindTheSkewOverALongMeasurement() {
        TwoWayFit fit = TwoWayFit.of(samples(3000, -40e-6, 100_000, 3), ClockDomain.REALTIME, ClockDomain.REALTIME);

        assertEquals(-40, fit.model().skewPpm(), 1);
    }

    @Test
    void shouldTellByOneAnswer() {
        TwoWayFit fit = TwoWayFit.of(
                List.of(new TwoWaySample(1000, 5300, 5350, 1450)), ClockDomain.REALTIME, ClockDomain.REALTIME);

        assertEquals(4100, fit.model().differenceNs(fit.model().local0Ns()));
        assertEquals(200, fit.boundNs(), 1);
    }

    @Test
    void shouldRefuseNoAnswer() {
        assertThrows(
                IllegalArgumentException.class,
                () -> TwoWayFit.of(List.of(), ClockDomain.REALTIME, ClockDomain.REALTIME));
    }
}
