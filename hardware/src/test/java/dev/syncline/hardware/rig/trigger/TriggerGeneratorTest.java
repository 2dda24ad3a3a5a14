package dev.syncline.hardware.rig.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.hardware.rig.units.FrameRate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriggerGeneratorTest {
    /** A clock that is waited for without waiting; each wait ends late by a given time. */
    private static final class ManualPacer implements Pacer {
        private long nowNs = 5_000_000_000L;
        private final long lateNs;

        ManualPacer(long lateNs) {
            this.lateNs = lateNs;
        }

        @Override
        public long nowNs() {
            return nowNs;
        }

        @Override
        public void waitUntil(long timeNs) {
            nowNs = Math.max(nowNs, timeNs) + lateNs;
        }
    }

    /** A line that writes down when it changed. */
    private static final class WrittenLine implements TriggerLine {
        private final Pacer pacer;
        private final List<Long> rises = new ArrayList<>();
        private final List<Long> falls = new ArrayList<>();
        private boolean active;

        WrittenLine(Pacer pacer) {
            this.pacer = pacer;
        }

        @Override
        public void set(boolean toActive) {
            if (toActive != active) {
                (toActive ? rises : falls).add(pacer.nowNs());
                active = toActive;
            }
        }

        @Override
        public void close() {
            active = false;
        }
    }

    @Test
    void shouldPutEveryPulseOnItsExactTimeHoweverLateTheOthersWere() throws IOException {
        ManualPacer pacer = new ManualPacer(70_000);
        WrittenLine line = new WrittenLine(pacer);
        FrameRate rate = FrameRate.parse("30000/1001");
        int count = 3000;
        TriggerReport report = new TriggerGenerator(line, pacer, rate, 1_000_000).run(count, told -> {});
        assertEquals(count, report.sent());
        assertEquals(0, report.skipped());
        long first = line.rises.getFirst();
        for (int k = 0; k < count; k++) {
            assertEquals(rate.edgeNs(k), line.rises.get(k) - first);
            assertEquals(1_070_000, line.falls.get(k) - line.rises.get(k));
        }
        assertEquals(70_000, report.lateness().mostNs());
        assertEquals(0, report.lateness().deviationNs(), 1e-3);
        assertEquals(70_000, report.lengthError().mostNs());
        assertFalse(line.active);
    }

    @Test
    void shouldSkipPulsesWhoseTimeHasPassed() throws IOException {
        // Each wait is late by 0.8 of a period: a pulse (two waits) takes longer than a period.
        ManualPacer pacer = new ManualPacer(8_000_000);
        SimulatedLine line = new SimulatedLine();
        TriggerReport report =
                new TriggerGenerator(line, pacer, FrameRate.parse("100"), 1_000_000).run(100, told -> {});
        assertEquals(100, report.sent() + report.skipped());
        assertTrue(report.skipped() > 20, () -> "skipped " + report.skipped());
        assertEquals(report.sent(), line.pulses());
    }

    @Test
    void shouldStopIdleWhenInterruptedAndLeaveTheInterruptionPending() throws IOException {
        SimulatedLine line = new SimulatedLine();
        TriggerGenerator generator = new TriggerGenerator(line, new SystemPacer(0), FrameRate.parse("1"), 500_000_000);
        Thread.currentThread().interrupt();
        TriggerReport report = generator.run(Long.MAX_VALUE, told -> {});
        assertTrue(Thread.interrupted(), "the interruption is still there");
        assertEquals(0, report.sent());
        assertFalse(line.isActive());
    }

    @Test
    void shouldReallyPulseOnTheMachinesClock() throws IOException {
        SimulatedLine line = new SimulatedLine();
        SystemPacer pacer = new SystemPacer(100_000);
        long before = pacer.nowNs();
        TriggerReport report = new TriggerGenerator(line, pacer, FrameRate.parse("200"), 1_000_000).run(20, told -> {});
        assertTrue(pacer.nowNs() - before >= 19 * 5_000_000L);
        assertEquals(20, report.sent() + report.skipped());
    }

    @Test
    void shouldRefuseAPulseThatFillsThePeriod() {
        SimulatedLine line = new SimulatedLine();
        assertThrows(
                IllegalArgumentException.class,
                () -> new TriggerGenerator(line, new SystemPacer(0), FrameRate.parse("100"), 10_000_000));
    }

    @Test
    void shouldKeepTheShapeOfTheLateness() {
        Lateness lateness = new Lateness();
        for (int i = 1; i <= 1000; i++) {
            lateness.add(i * 1000L);
        }
        assertEquals(1000, lateness.leastNs());
        assertEquals(1_000_000, lateness.mostNs());
        assertEquals(500_000, (double) lateness.quantileNs(0.5), 500_000 * 0.07);
        assertEquals(990_000, (double) lateness.quantileNs(0.99), 990_000 * 0.07);
        assertEquals(288_819, lateness.deviationNs(), 10);
        lateness.add(-5);
        assertEquals(0, lateness.leastNs());
        lateness.add(Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, lateness.quantileNs(1));
    }
}
