package dev.syncline.engine.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticMotionTest {
    @ParameterizedTest
    @EnumSource(MotionStyle.class)
    void shouldTurnExactlyAsItsRateSays(MotionStyle style) {
        SyntheticMotion motion = SyntheticMotion.of(style, 1.2, 42);
        double[] rotation = new double[9];
        double[] later = new double[9];
        double[] rate = new double[3];
        motion.cameraToWorld(-1.5, rotation);
        // The rate integrated by a midpoint rule at 16 kHz must arrive where the formula does, 4 s later.
        int steps = 64_000;
        double stepS = 4.0 / steps;
        for (int i = 0; i < steps; i++) {
            motion.rate(-1.5 + (i + 0.5) * stepS, rate);
            rotation = Rotations.product(rotation, Rotations.of(rate[0] * stepS, rate[1] * stepS, rate[2] * stepS));
        }
        motion.cameraToWorld(2.5, later);
        assertEquals(0, Rotations.angleBetween(rotation, later), 1e-6);
    }

    @ParameterizedTest
    @EnumSource(MotionStyle.class)
    void shouldTurnAsMuchAsItsStyle(MotionStyle style) {
        SyntheticMotion motion = SyntheticMotion.of(style, 1, 3);
        double[] rate = new double[3];
        double sum = 0;
        for (int i = 0; i < 2000; i++) {
            motion.rate(i * 0.01, rate);
            sum += rate[0] * rate[0] + rate[1] * rate[1] + rate[2] * rate[2];
        }
        double rms = Math.sqrt(sum / 2000);
        double low =
                switch (style) {
                    case STILL -> 0;
                    case DRONE -> 0.07;
                    case VEHICLE -> 0.12;
                    case FPV -> 1.5;
                    default -> 0.25;
                };
        double high =
                switch (style) {
                    case STILL -> 0;
                    case DRONE -> 0.14;
                    case FPV -> 4;
                    default -> 0.8;
                };
        assertTrue(rms >= low && rms <= high, style + " turns " + rms + " rad/s");
    }
}
