package dev.syncline.hardware.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.ClockModel;
import dev.syncline.engine.clock.Converted;
import dev.syncline.engine.clock.Pulse;
import dev.syncline.engine.clock.StampNoise;
import dev.syncline.hardware.pulse.PulseSourceInfo;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PulseSecondsTest {
    private static final long S = 1_000_000_000L;
    private static final long UTC_NS = 1_767_225_600L * S;
    private static final long BOOT_NS = 17_123_456_789L;
    private static final PulseSourceInfo LINE =
            new PulseSourceInfo("test", "test", ClockDomain.MONOTONIC, 0, 2_000, StampNoise.SYMMETRIC);

    /** A receiver whose pulses are stamped by a clock that runs at another rate. */
    private static final class Receiver {
        final PulseSeconds seconds = new PulseSeconds(LINE);
        final SplittableRandom random = new SplittableRandom(5);
        final double slow;

        Receiver(double ppm) {
            slow = ppm * 1e-6;
        }

        long localNs(long second) {
            return BOOT_NS + Math.round(second * S * (1 - slow)) + random.nextLong(-2_000, 2_001);
        }

        PulseSeconds.Counted pulse(long second) {
            return seconds.pulse(Pulse.at(localNs(second)));
        }

        void name(long second, long named, long lateNs) {
            seconds.named(new UtcSecond(UTC_NS + named * S, localNs(second) + lateNs));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 80000000", "30, 400000000", "-80, 900000000"})
    void shouldPutUtcAndTheHostsTimeTogether(double ppm, long lateNs) {
        Receiver receiver = new Receiver(ppm);
        for (int i = 0; i < 120; i++) {
            receiver.pulse(i);
            receiver.name(i, i, lateNs);
        }
        ClockModel model = receiver.seconds.model();
        assertNotNull(model, receiver.seconds.reason());
        long atNs = BOOT_NS + Math.round(119.5 * S * (1 - ppm * 1e-6));
        Converted utc = model.remoteAt(atNs);
        double offNs = utc.timeNs() - (UTC_NS + 119 * S + S / 2);
        assertTrue(Math.abs(offNs) < 4 * utc.sigmaNs() + 100, offNs + " ns");
        assertTrue(utc.sigmaNs() < 2_000, utc.sigmaNs() + " ns");
        assertEquals(ppm, model.skewPpm(), 0.2);
    }

    @ParameterizedTest
    @ValueSource(longs = {2_000_000, 14_000_000, 970_000_000})
    void shouldTakeNoNameThatMayBeAnotherPulses(long lateNs) {
        Receiver receiver = new Receiver(0);
        for (int i = 0; i < 20; i++) {
            receiver.pulse(i);
            receiver.name(i, i, lateNs);
        }
        assertNull(receiver.seconds.model());
        assertTrue(receiver.seconds.reason().contains("they may mean either"), receiver.seconds.reason());
    }

    @Test
    void shouldNeedThreeNamesThatAgree() {
        Receiver receiver = new Receiver(0);
        for (int i = 0; i < 12; i++) {
            receiver.pulse(i);
            receiver.name(i, i + i % 2, 100_000_000);
        }
        assertNull(receiver.seconds.model());
        assertTrue(receiver.seconds.reason().contains("do not agree"), receiver.seconds.reason());
    }

    @Test
    void shouldCountOverLostPulsesAndNames() {
        Receiver receiver = new Receiver(20);
        for (int i = 0; i < 10; i++) {
            receiver.pulse(i);
            receiver.name(i, i, 100_000_000);
        }
        PulseSeconds.Counted later = receiver.pulse(40);
        assertEquals(UTC_NS + 40 * S, later.utcNs());
        assertTrue(later.used());
    }

    @Test
    void shouldFollowNamesThatJumpAndSayIt() {
        Receiver receiver = new Receiver(0);
        for (int i = 0; i < 20; i++) {
            receiver.pulse(i);
            receiver.name(i, i, 100_000_000);
        }
        // One that is wrong changes nothing.
        receiver.pulse(20);
        receiver.name(20, 25, 100_000_000);
        for (int i = 21; i < 23; i++) {
            receiver.pulse(i);
            receiver.name(i, i, 100_000_000);
        }
        assertEquals(0, receiver.seconds.jumps());
        for (int i = 23; i < 40; i++) {
            receiver.pulse(i);
            receiver.name(i, i - 18, 100_000_000);
        }
        assertEquals(1, receiver.seconds.jumps());
        String notice = receiver.seconds.notice();
        assertNotNull(notice);
        assertTrue(notice.contains("went -18 s"), notice);
        ClockModel model = receiver.seconds.model();
        assertNotNull(model);
        assertTrue(Math.abs(model.toRemote(BOOT_NS + 39 * S) - (UTC_NS + (39 - 18) * S)) < 50_000);
    }

    @Test
    void shouldRefuseALineWithSeveralPulsesASecond() {
        PulseSeconds seconds = new PulseSeconds(LINE);
        for (int i = 0; i < 50; i++) {
            seconds.pulse(Pulse.at(BOOT_NS + i * S / 5));
            if (i % 5 == 0) {
                seconds.named(new UtcSecond(UTC_NS + i / 5 * S, BOOT_NS + i * S / 5 + 50_000_000));
            }
        }
        assertTrue(seconds.offSecond() > 20, seconds.offSecond() + " pulses");
    }

    @Test
    void shouldSayThatNoPulseCame() {
        PulseSeconds seconds = new PulseSeconds(LINE);
        seconds.named(new UtcSecond(UTC_NS, BOOT_NS));
        assertTrue(seconds.reason().startsWith("no pulse came"), seconds.reason());
        assertFalse(seconds.lock().phase().isUsable());
    }
}
