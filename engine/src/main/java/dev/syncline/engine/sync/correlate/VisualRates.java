package dev.syncline.engine.sync.correlate;

/**
 * The rotation rates seen in one window, on an even grid of frame intervals: what slides along the log.
 *
 * @param firstNs middle of the first interval, video clock, ns
 * @param stepNs frame interval, ns
 * @param rates camera frame, rad/s: float[3][n]; 0 where the weight is 0
 * @param weight 0 for an interval without an estimate, else its weight: float[n]
 */
public record VisualRates(double firstNs, double stepNs, float[][] rates, float[] weight) {
    public VisualRates {
        if (rates.length != 3 || rates[0].length != weight.length || !(stepNs > 0)) {
            throw new IllegalArgumentException("visual rates must be float[3][" + weight.length + "], step > 0");
        }
    }

    /** Number of intervals. */
    public int size() {
        return weight.length;
    }

    /** Middle of the window, video clock, ns. */
    public double middleNs() {
        return firstNs + stepNs * (size() - 1) / 2;
    }

    /** Sum of the weights. */
    public double weightSum() {
        double sum = 0;
        for (float w : weight) {
            sum += w;
        }
        return sum;
    }
}
