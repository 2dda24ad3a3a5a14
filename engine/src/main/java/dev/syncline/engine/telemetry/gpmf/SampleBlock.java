package dev.syncline.engine.telemetry.gpmf;

import org.jspecify.annotations.Nullable;

/**
 * The samples of a stream in one payload, the gyro's or another's, and what stands beside them.
 *
 * @param payloadNs the payload's time on the video's clock, ns
 * @param durationNs time to the next payload, ns; 0 where it is not known
 * @param samples the item that holds them: three numbers a sample, of turns four, of exposures one; of a magnetic field
 *     perhaps more behind them, whose meaning is not known
 * @param perCount what turns each of a sample's numbers into its unit, rad/s for a gyro
 * @param total samples since recording began, these included; −1 where the camera does not count
 * @param stampUs the camera's clock at the first sample, µs; −1 where it gives none
 * @param tickMs the camera's clock at the first sample, ms; −1 where it gives none
 * @param orientationLetters how the axes lie, as an orientation string; null where the payload does not say
 * @param delayS by how much the camera says that the data is late, s
 */
record SampleBlock(
        long payloadNs,
        long durationNs,
        KlvItem samples,
        double[] perCount,
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
     * A sample's numbers.
     *
     * @param value receives them, in their unit: double[perCount.length]
     */
    void read(int sample, double[] value) {
        if (samples.type() == 's' && perCount.length == 3) {
            // What all cameras write.
            int at = samples.at() + samples.structBytes() * sample;
            value[0] = samples.payload().getShort(at) * perCount[0];
            value[1] = samples.payload().getShort(at + 2) * perCount[1];
            value[2] = samples.payload().getShort(at + 4) * perCount[2];
            return;
        }
        int first = samples.structBytes() / samples.numberBytes() * sample;
        for (int k = 0; k < perCount.length; k++) {
            value[k] = samples.number(first + k) * perCount[k];
        }
    }
}
