package dev.syncline.hardware.dji;

import dev.syncline.engine.clock.ClockModel;
import dev.syncline.engine.clock.LockStatus;
import dev.syncline.engine.clock.PairingCounts;
import dev.syncline.engine.clock.TickFormula;
import org.jspecify.annotations.Nullable;

/**
 * How a controller's time stands to the host's.
 *
 * @param lock the lock, and why it is so
 * @param model the controller's clock against the host's; null before the first lock
 * @param atHostNs host time that this is of, ns
 * @param residualNs root mean square of what the last pairs (20 or so) were off by; NaN before the first lock
 * @param counts of this run of the controller
 * @param formula how its time fields are put together
 * @param epoch 1, and one more each time that the controller was started again
 * @param lostPackets packets that were due and did not come
 * @param doubledPackets packets that came twice, or that no clock can have sent
 * @param samples motion samples that were converted
 * @param droppedSamples motion samples that were given up, since their time could not be told
 */
public record TimebaseStatus(
        LockStatus lock,
        @Nullable ClockModel model,
        long atHostNs,
        double residualNs,
        PairingCounts counts,
        TickFormula formula,
        int epoch,
        long lostPackets,
        long doubledPackets,
        long samples,
        long droppedSamples) {}
