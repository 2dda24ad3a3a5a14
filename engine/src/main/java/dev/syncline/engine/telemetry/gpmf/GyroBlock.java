package dev.syncline.engine.telemetry.gpmf;

import org.jspecify.annotations.Nullable;

/**
 * The gyro samples of one payload and what stands beside them.
 *
 * @param payloadNs the payload's time on the video's clock, ns
 * @param durationNs time to the next payload, ns; 0 where it is not known
 * @param samples the GYRO item: three numbers a sample
 * @param radPerCount what turns each axis' number into rad/s
 * @param total samples since recording began, these included; −1 where the camera does not count
 * @param stampUs the camera's clock at the first sample, µs; −1 where it gives none
 * @param tickMs the camera's clock at the first sample, ms; −1 where it gives none
 * @param orientationLetters how the axes lie, as an orientation string; null where the payload does not say
 * @param delayS by how much the camera says that the data is late, s
 */
record GyroBlock(
        long payloadNs,
        long durationNs,
        KlvItem samples,
        double[] radPerCount,
        long total,
        long stampUs,
        long tickMs,
        @Nullable String orientationLetters,
        double delayS) {
    /** Number of samples. */
    int count() {
        return samples.count();
    }

    /**
     * A sample's rates.
     *
     * @param rate receives them, rad/s: double[3]
     */
    void rate(int sample, double[] rate) {
        if (samples.type() == 's') {
            // What all cameras write.
            int at = samples.at() + 6 * sample;
            rate[0] = samples.payload().getShort(at) * radPerCount[0];
            rate[1] = samples.payload().getShort(at + 2) * radPerCount[1];
            rate[2] = samples.payload().getShort(at + 4) * radPerCount[2];
            return;
        }
        for (int axis = 0; axis < 3; axis++) {
            rate[axis] = samples.number(3 * sample + axis) * radPerCount[axis];
        }
    }
}
