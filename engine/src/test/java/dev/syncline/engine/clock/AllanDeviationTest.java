package dev.syncline.engine.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AllanDeviationTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private static List<AllanDeviation.Point> of(double[] phasesNs) {
        long[] times = new long[phasesNs.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = i * SECOND_NS;
        }
        return AllanDeviation.of(times, phasesNs, SECOND_NS);
    }

    @Test
    void shouldFallAsOneOverTauForJitter() {
        Random random = new Random(1);
        double[] phases =
                random.doubles(8192, -1, 1).map(x -> x * 100 * Math.sqrt(3)).toArray(); // σ = 100 ns

        List<AllanDeviation.Point> points = of(phases);

        // σ_y(τ) = √3·σ/τ for white phase noise
        assertEquals(Math.sqrt(3) * 100e-9, points.get(0).deviation(), 5e-9);
        assertEquals(
                points.get(0).deviation() / 16,
                points.get(4).deviation(),
                0.1 * points.get(0).deviation() / 16);
    }

    @Test
    void shouldRiseAsTheRootOfTauForAWalkingRate() {
        Random random = new Random(2);
        double[] phases = new double[65_536];
        double ratePpb = 0;
        for (int i = 1; i < phases.length; i++) {
            phases[i] = phases[i - 1] + ratePpb;
            ratePpb += random.nextGaussian();
        }

        List<AllanDeviation.Point> points = of(phases);

        // σ_y²(τ) = q·τ/3
        assertEquals(Math.sqrt(64 / 3.0) * 1e-9, points.get(6).deviation(), 0.15 * Math.sqrt(64 / 3.0) * 1e-9);
    }

    @Test
    void shouldSeeNothingInASteadySkewNorMindGaps() {
        long[] times = new long[900];
        double[] phases = new double[900];
        for (int i = 0; i < times.length; i++) {
            long second = i < 450 ? i : i + 100;
            times[i] = second * SECOND_NS;
            phases[i] = 30_000.0 * second;
        }

        List<AllanDeviation.Point> points = AllanDeviation.of(times, phases, SECOND_NS);

        assertTrue(points.size() > 5);
        points.forEach(point -> assertEquals(0, point.deviation(), 1e-15));
    }

    @Test
    void shouldSayNothingOfTwoPoints() {
        assertTrue(of(new double[] {1, 2}).isEmpty());
    }
}
