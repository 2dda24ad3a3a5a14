package dev.syncline.hardware.servo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PiServoTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @ParameterizedTest
    @CsvSource({"1, 0.7, 0.3", "0.125, 1.3062, 0.13058", "16, 0.04375, 0.01875"})
    void shouldHaveLinuxptpsGainsForHardwareStamps(double intervalS, double kp, double ki) {
        PiServo servo = new PiServo(PiServoSettings.hardwareStamps(), intervalS);

        assertEquals(kp, servo.kp(), 1e-4);
        assertEquals(ki, servo.ki(), 1e-4);
    }

    @Test
    void shouldHaveLinuxptpsGainsForSoftwareStamps() {
        PiServo servo = new PiServo(PiServoSettings.softwareStamps(), 1);

        assertEquals(0.1, servo.kp(), 1e-12);
        assertEquals(0.001, servo.ki(), 1e-12);
    }

    @Test
    void shouldTellTheRateFromTheFirstTwoSamplesAndJumpOverALargeOffset() {
        PiServo servo = new PiServo(PiServoSettings.hardwareStamps(), 1);

        assertEquals(PiServo.State.UNLOCKED, servo.sample(1_000_000, 0, 1).state());
        PiServo.Answer second = servo.sample(1_030_000, SECOND_NS, 1);

        assertEquals(PiServo.State.JUMP, second.state());
        assertEquals(30_000, second.ratePpb(), 1); // 30 µs in a second
    }

    @Test
    void shouldBeginAnewWhereTimeDidNotPass() {
        PiServo servo = new PiServo(PiServoSettings.hardwareStamps(), 1);
        servo.sample(0, SECOND_NS, 1);

        assertEquals(PiServo.State.UNLOCKED, servo.sample(10, SECOND_NS, 1).state());
        assertEquals(PiServo.State.UNLOCKED, servo.sample(10, SECOND_NS, 1).state());
    }

    /** A clock that is 40 ppm fast and 5 ms off is brought to its master. */
    @ParameterizedTest
    @CsvSource({"1, true", "0.125, true", "1, false"})
    void shouldSteerAClockToItsMaster(double intervalS, boolean hardware) {
        PiServoSettings settings = hardware ? PiServoSettings.hardwareStamps() : PiServoSettings.softwareStamps();
        PiServo servo = new PiServo(settings.withStableOffsetNs(1000), intervalS);
        double offsetNs = 5_000_000;
        double ratePpb = 40_000;
        double steeredPpb = 0;
        PiServo.State state = PiServo.State.UNLOCKED;
        for (int i = 0; i < 4000; i++) {
            PiServo.Answer answer = servo.sample(Math.round(offsetNs), Math.round(i * intervalS * SECOND_NS), 1);
            state = answer.state();
            if (state == PiServo.State.JUMP) {
                offsetNs = 0;
            }
            if (state != PiServo.State.UNLOCKED) {
                steeredPpb = -answer.ratePpb();
            }
            offsetNs += (ratePpb + steeredPpb) * intervalS;
        }
        assertEquals(PiServo.State.LOCKED_STABLE, state);
        assertEquals(0, offsetNs, 50);
        assertEquals(-40_000, steeredPpb, 50);
    }

    @Test
    void shouldNotWindUpAtItsLimit() {
        PiServoSettings slow = new PiServoSettings(0.7, -0.3, 0.7, 0.3, 0.4, 0.3, 0, 0, 1000, 0, 10);
        PiServo servo = new PiServo(slow, 1);
        servo.sample(0, 0, 1);
        servo.sample(0, SECOND_NS, 1);
        for (int i = 2; i < 100; i++) {
            assertEquals(1000, servo.sample(1_000_000, i * SECOND_NS, 1).ratePpb());
        }

        assertTrue(Math.abs(servo.sample(0, 100 * SECOND_NS, 1).ratePpb()) < 1);
    }

    @Test
    void shouldUnlockAfterAJumpOfTheMasterWhereAskedTo() {
        PiServo servo = new PiServo(PiServoSettings.hardwareStamps().withStepThresholdNs(1_000_000), 1);
        servo.sample(0, 0, 1);
        servo.sample(0, SECOND_NS, 1);

        assertEquals(
                PiServo.State.UNLOCKED,
                servo.sample(2_000_000, 2 * SECOND_NS, 1).state());
        servo.sample(2_000_000, 3 * SECOND_NS, 1);
        assertEquals(
                PiServo.State.JUMP, servo.sample(2_000_000, 4 * SECOND_NS, 1).state());
    }
}
