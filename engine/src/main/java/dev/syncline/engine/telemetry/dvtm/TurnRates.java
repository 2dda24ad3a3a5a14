package dev.syncline.engine.telemetry.dvtm;

import dev.syncline.engine.base.geometry.Quaternion;
import dev.syncline.engine.telemetry.GyroSamples;
import java.util.Arrays;

/**
 * Angular velocity from orientations: the turn from one to the next, about the body's own axes, over the time between them. That
 * is the mean over this time, and stands at its middle.
 */
final class TurnRates {
    /** An orientation that is repeated is held: the camera finds new ones less often than it writes them. */
    private static final double HELD_SLOTS = 3.5;

    private static final double NEAREST_SLOTS = 0.4;
    private static final double GAP_NS = 8e6;

    private final double slotNs;
    private final GyroSamples rates = new GyroSamples();
    private final double[] last = new double[4];
    private final double[] turn = new double[4];
    private final double[] vector = new double[3];
    private double lastNs = Double.NaN;
    private int outOfOrder;

    /** @param slotNs between two orientations, ns */
    TurnRates(double slotNs) {
        this.slotNs = slotNs;
    }

    /**
     * Adds an orientation (w, x, y, z; of length 1), which turns what the body sees into what the world does.
     *
     * @return false where it is not later than the last one, and left out
     */
    boolean add(double timeNs, double[] orientation) {
        double stepNs = timeNs - lastNs;
        if (stepNs <= NEAREST_SLOTS * slotNs) {
            outOfOrder++;
            return false;
        }
        boolean gap = !(stepNs <= HELD_SLOTS * slotNs + GAP_NS);
        if (!gap) {
            if (stepNs < HELD_SLOTS * slotNs && Arrays.equals(last, orientation)) {
                return true;
            }
            last[1] = -last[1];
            last[2] = -last[2];
            last[3] = -last[3];
            Quaternion.multiply(last, 0, orientation, 0, turn, 0);
            Quaternion.toRotationVector(turn, 0, vector, 0);
            double perSecond = 1e9 / stepNs;
            rates.addInOrder(
                    Math.round(lastNs + stepNs / 2),
                    (float) (vector[0] * perSecond),
                    (float) (vector[1] * perSecond),
                    (float) (vector[2] * perSecond));
        }
        System.arraycopy(orientation, 0, last, 0, 4);
        lastNs = timeNs;
        return true;
    }

    /** {@return orientations that came no later than one before} */
    int outOfOrder() {
        return outOfOrder;
    }

    GyroSamples rates() {
        return rates;
    }
}
