package dev.syncline.engine.telemetry.gyroflow;

import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.telemetry.StreamSummary;
import java.util.Locale;

/**
 * The unit of a project's acceleration. No field names it: projects of today hold m/s², those of the first releases what the
 * camera wrote, which is g for an Insta360. Its mean length tells, since gravity is in it.
 */
final class ProjectAcceleration {
    private static final double STANDARD_GRAVITY_M_S2 = 9.80665;

    /** As far from 1 as from 9.8, in ratio. */
    private static final double LARGEST_MEAN_IN_G = Math.sqrt(STANDARD_GRAVITY_M_S2);

    private ProjectAcceleration() {}

    /** The stream in its quantity's unit; all but acceleration in g are given back as they are. */
    static SensorTrack inItsUnit(SensorTrack stream) {
        double mean = StreamSummary.of(stream).mean();
        if (stream.quantity() != SensorQuantity.ACCELERATION || mean > LARGEST_MEAN_IN_G) {
            return stream;
        }
        long[] timesNs = new long[stream.size()];
        float[][] values = new float[3][stream.size()];
        for (int i = 0; i < timesNs.length; i++) {
            timesNs[i] = stream.timeNs(i);
            for (int axis = 0; axis < 3; axis++) {
                values[axis][i] = (float) (stream.value(i, axis) * STANDARD_GRAVITY_M_S2);
            }
        }
        String note =
                String.format(Locale.ROOT, "the project's numbers are taken for g: their mean length is %.2f", mean);
        return new SensorTrack(stream.quantity(), note, timesNs, values);
    }
}
