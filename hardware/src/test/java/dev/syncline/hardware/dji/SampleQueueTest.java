package dev.syncline.hardware.dji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SampleQueueTest {
    /** Every number of a packet is another. */
    private static HardSyncView packet(float base) {
        HardSyncData data = new HardSyncData(
                1,
                2,
                3,
                4,
                false,
                new HardSyncData.Quaternion(base + 6, base + 7, base + 8, base + 9),
                new HardSyncData.Vector(base + 3, base + 4, base + 5),
                new HardSyncData.Vector(base, base + 1, base + 2));
        return new HardSyncView().wrap(data.toBytes(), 0);
    }

    private static void assertMotion(float base, MotionSample motion) {
        for (int axis = 0; axis < 3; axis++) {
            assertEquals(base + axis, motion.rateRadS(axis));
            assertEquals(base + 3 + axis, motion.accelerationG(axis));
        }
        for (int part = 0; part < 4; part++) {
            assertEquals(base + 6 + part, motion.orientation(part));
        }
    }

    @Test
    void shouldKeepAllThatASampleMeasuredAndGiveUpTheOldest() {
        SampleQueue queue = new SampleQueue(3, 1);
        assertTrue(queue.add(new long[] {10}, packet(100)));
        assertTrue(queue.add(new long[] {20}, packet(200)));
        assertTrue(queue.add(new long[] {30}, packet(300)));
        assertFalse(queue.add(new long[] {40}, packet(400)), "the oldest is given up");
        for (int i = 2; i <= 4; i++) {
            assertEquals(10L * i, queue.firstNs(0));
            assertMotion(100 * i, queue.firstMotion());
            queue.removeFirst();
        }
        assertEquals(0, queue.size());
    }

    @Test
    void shouldTellNumbersFromWhatIsNone() {
        SampleQueue queue = new SampleQueue(2, 1);
        queue.add(new long[] {1}, packet(0));
        assertTrue(queue.firstMotion().isMeasured());
        queue.removeFirst();
        HardSyncData broken = new HardSyncData(
                1,
                2,
                3,
                4,
                false,
                HardSyncData.Quaternion.NONE,
                new HardSyncData.Vector(0, Float.NaN, 1),
                new HardSyncData.Vector(0, 0, 0));
        queue.add(new long[] {2}, new HardSyncView().wrap(broken.toBytes(), 0));
        assertFalse(queue.firstMotion().isMeasured());
    }
}
