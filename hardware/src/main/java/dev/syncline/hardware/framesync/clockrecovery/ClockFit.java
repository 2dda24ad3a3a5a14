package dev.syncline.hardware.framesync.clockrecovery;

/**
 * A line through pairs of sensor time and wall time that forgets old pairs. Sums are kept around their own means, which
 * move along, so that nothing is lost to rounding over weeks: the naive sum of squares of nanoseconds has no digits left
 * for the slope after an hour.
 */
final class ClockFit {
    private final int memory;
    private final int minSamples;

    /** Means, as whole nanoseconds and a rest; a mean wall time less the mean sensor time. */
    private long meanSensorNs;

    private double meanSensorRest;
    private long baseDifferenceNs;
    private double meanDifferenceNs;
    /** Weighted mean square of sensor time around its mean, and mean product with the difference. */
    private double squareNs2;

    private double productNs2;
    private int count;

    ClockFit(int memory, int minSamples) {
        this.memory = memory;
        this.minSamples = minSamples;
    }

    void add(long sensorNs, long wallNs) {
        if (count == 0) {
            meanSensorNs = sensorNs;
            baseDifferenceNs = wallNs - sensorNs;
            count = 1;
            return;
        }
        double weight = 1.0 / Math.min(count + 1, memory);
        double sensor = sinceMean(sensorNs);
        double difference = (wallNs - sensorNs - baseDifferenceNs) - meanDifferenceNs;
        move(weight * sensor);
        meanDifferenceNs += weight * difference;
        squareNs2 = (1 - weight) * (squareNs2 + weight * sensor * sensor);
        productNs2 = (1 - weight) * (productNs2 + weight * sensor * difference);
        count++;
    }

    private void move(double byNs) {
        double sum = meanSensorRest + byNs;
        long whole = (long) Math.floor(sum);
        meanSensorNs += whole;
        meanSensorRest = sum - whole;
    }

    private double sinceMean(long sensorNs) {
        return (sensorNs - meanSensorNs) - meanSensorRest;
    }

    long wallNs(long sensorNs) {
        return sensorNs + baseDifferenceNs + Math.round(meanDifferenceNs + slope() * sinceMean(sensorNs));
    }

    /** By how much the wall clock runs faster than the sensor's; 0 until there are samples enough to tell. */
    double slope() {
        return count > minSamples && squareNs2 > 0 ? productNs2 / squareNs2 : 0;
    }
}
