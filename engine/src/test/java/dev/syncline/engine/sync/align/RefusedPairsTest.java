package dev.syncline.engine.sync.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.synthetic.MotionStyle;
import dev.syncline.engine.synthetic.SyntheticMotion;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RefusedPairsTest {
    private static final MadeMotion MOTION = MadeMotion.random(7, 0.2, 5, 0.4);

    private static AlignOutcome align(GyroTrack a, GyroTrack b) {
        return LogAligner.align(a, b, OffsetRange.ALL);
    }

    private static Refusal refused(GyroTrack a, GyroTrack b) {
        AlignOutcome outcome = align(a, b);
        return assertInstanceOf(AlignOutcome.Refused.class, outcome, outcome::toString)
                .refusal();
    }

    @Test
    void threeHundredPairsThatDoNotBelongTogetherAreNotAligned() {
        MotionStyle[] styles = {
            MotionStyle.HANDHELD,
            MotionStyle.WALK,
            MotionStyle.FPV,
            MotionStyle.DRONE,
            MotionStyle.VEHICLE,
            MotionStyle.PAN
        };
        for (int k = 0; k < 300; k++) {
            SplittableRandom random = new SplittableRandom(k);
            GyroTrack a;
            GyroTrack b;
            if (k % 3 == 0) {
                // One axis, slow: a car on a road, where one bend looks like another.
                double[] yaw = {0.01, 0.3, 0.01};
                a = sensor(random).log(MadeMotion.random(1000 + k, 0.05, 1, yaw), 2L * k);
                b = sensor(random).log(MadeMotion.random(2000 + k, 0.05, 1, yaw), 2L * k + 1);
            } else {
                MotionStyle style = styles[random.nextInt(styles.length)];
                MotionStyle other = k % 3 == 1 ? style : styles[random.nextInt(styles.length)];
                a = log(SyntheticMotion.of(style, 1, 2L * k), random);
                b = log(SyntheticMotion.of(other, 1, 2L * k + 1), random);
            }
            refused(a, b);
        }
    }

    private static MadeSensor sensor(SplittableRandom random) {
        return MadeSensor.plain(random.nextBoolean() ? 25 : 50, 0, 3 + 6 * random.nextDouble());
    }

    private static GyroTrack log(SyntheticMotion motion, SplittableRandom random) {
        double hz = random.nextBoolean() ? 25 : 50;
        int n = (int) (hz * (3 + 6 * random.nextDouble()));
        long[] times = new long[n];
        float[][] rates = new float[3][n];
        double[] rate = new double[3];
        for (int i = 0; i < n; i++) {
            times[i] = Math.round(i / hz * 1e9);
            motion.rate(i / hz, rate);
            for (int axis = 0; axis < 3; axis++) {
                rates[axis][i] = (float) (rate[axis] + 0.003 * random.nextGaussian());
            }
        }
        return new GyroTrack(times, rates[0], rates[1], rates[2]);
    }

    @Test
    void logsThatDoNotOverlapAreRefused() {
        GyroTrack a = MadeSensor.plain(50, 0, 60).log(MOTION, 1);
        GyroTrack b = MadeSensor.plain(50, 100, 160).log(MOTION, 2);

        assertEquals(RefusalCode.NO_PEAK, refused(a, b).code());
    }

    @Test
    void aRangeInWhichTheyDoNotMeetIsRefused() {
        GyroTrack a = MadeSensor.plain(50, 0, 20).log(MOTION, 1);

        AlignOutcome outcome = LogAligner.align(a, a, OffsetRange.about(60_000_000_000L, 1_000_000_000L));

        assertEquals(
                RefusalCode.NO_OVERLAP,
                assertInstanceOf(AlignOutcome.Refused.class, outcome).refusal().code());
    }

    @Test
    void aStillLogIsRefusedAndNamed() {
        GyroTrack moving = MadeSensor.plain(50, 0, 20).log(MOTION, 1);
        MadeMotion almost = MadeMotion.random(7, 0.2, 5, 0.002);
        GyroTrack still = MadeSensor.plain(50, 0, 20).noisy(0.001).log(almost, 2);

        assertEquals(RefusalCode.LOG_HARDLY_TURNS, refused(still, still).code());
        Refusal second = refused(moving, still);
        assertEquals(RefusalCode.LOG_HARDLY_TURNS, second.code());
        assertTrue(second.text().contains("second log"), second.text());
    }

    @Test
    void littleMotionIsEnough() {
        MadeMotion little = MadeMotion.random(7, 0.2, 5, 0.015);
        GyroTrack a = MadeSensor.plain(50, 0, 20).noisy(0.001).log(little, 1);
        GyroTrack b = MadeSensor.plain(50, 0, 20).noisy(0.001).log(little, 2);

        assertInstanceOf(AlignOutcome.Aligned.class, align(a, b));
    }

    @Test
    void twoSecondsAreNeeded() {
        MadeMotion lively = MadeMotion.random(9, 0.5, 8, 0.8);
        GyroTrack longer = MadeSensor.plain(200, 0, 20).log(lively, 1);

        Refusal refusal = refused(longer, MadeSensor.plain(200, 5, 6.95).log(lively, 2));
        assertEquals(RefusalCode.LOG_TOO_SHORT, refusal.code());
        assertTrue(refusal.text().contains("second log"), refusal.text());
        assertInstanceOf(
                AlignOutcome.Aligned.class,
                align(longer, MadeSensor.plain(200, 5, 7.6).log(lively, 2)));
    }

    @Test
    void motionThatRepeatsItselfIsAmbiguousUntilTheSearchIsNarrowed() {
        MadeMotion machine = MadeMotion.repeating(4, 3, 0.4);
        GyroTrack a = MadeSensor.plain(100, 0, 30).log(machine, 1);
        GyroTrack b = MadeSensor.plain(100, 4, 25).log(machine, 2);

        assertEquals(RefusalCode.AMBIGUOUS, refused(a, b).code());
        assertInstanceOf(AlignOutcome.Aligned.class, LogAligner.align(a, b, OffsetRange.about(0, 1_000_000_000L)));
    }

    @Test
    void aClockThatJumpsIsRefusedAndOneThatWandersIsNot() {
        GyroTrack a = MadeSensor.plain(100, 0, 60).log(MOTION, 1);
        GyroTrack b = MadeSensor.plain(100, 0, 60).log(MOTION, 2);

        // A step in the middle looks like a clock that runs 2500 ppm fast, too.
        RefusalCode code = refused(a, jumping(b, 100_000_000L)).code();
        assertTrue(code == RefusalCode.WINDOWS_DISAGREE || code == RefusalCode.CLOCKS_DIFFER, code.name());
        AlignOutcome wanders = align(a, jumping(b, 4_000_000L));
        Alignment found = assertInstanceOf(AlignOutcome.Aligned.class, wanders).alignment();
        assertTrue(found.offset().sigmaNs() > 0.3e6, found::toString);
    }

    /** The same log with its clock set forward in the middle. */
    private static GyroTrack jumping(GyroTrack log, long byNs) {
        int n = log.size();
        long[] times = new long[n];
        float[][] rates = new float[3][n];
        for (int i = 0; i < n; i++) {
            times[i] = log.timeNs(i) + (i < n / 2 ? 0 : byNs);
            rates[0][i] = log.x(i);
            rates[1][i] = log.y(i);
            rates[2][i] = log.z(i);
        }
        return new GyroTrack(times, rates[0], rates[1], rates[2]);
    }

    @Test
    void aLogOfConstantsIsStill() {
        int n = 1000;
        long[] times = new long[n];
        Arrays.setAll(times, i -> i * 10_000_000L);
        float[] zero = new float[n];
        GyroTrack zeros = new GyroTrack(times, zero, zero, zero);

        assertEquals(RefusalCode.LOG_HARDLY_TURNS, refused(zeros, zeros).code());
    }
}
