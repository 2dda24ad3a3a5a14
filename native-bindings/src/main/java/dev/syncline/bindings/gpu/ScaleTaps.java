package dev.syncline.bindings.gpu;

/**
 * Weights that bring a row of pixels to another length: the cubic of Mitchell and Netravali (Reconstruction Filters in
 * Computer Graphics, 1988) with B = 0 and C = 0.6, stretched by the ratio where the row becomes shorter; what FFmpeg's
 * scaler calls bicubic. Pixel centres are kept.
 *
 * @param first the first pixel that each result is made from, may lie outside: int[size]
 * @param weights of the pixels from there on: float[size][taps], each row's sum 1
 */
record ScaleTaps(int[] first, float[] weights, int taps) {
    private static final double C = 0.6;

    static ScaleTaps of(int from, int to) {
        double ratio = (double) from / to;
        double stretch = Math.max(1, ratio);
        int taps = 2 * (int) Math.ceil(2 * stretch) + 1;
        int[] first = new int[to];
        float[] weights = new float[to * taps];
        double[] row = new double[taps];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * ratio - 0.5;
            first[i] = (int) Math.ceil(centre - 2 * stretch);
            double sum = 0;
            for (int k = 0; k < taps; k++) {
                row[k] = cubic(Math.abs(first[i] + k - centre) / stretch);
                sum += row[k];
            }
            for (int k = 0; k < taps; k++) {
                weights[i * taps + k] = (float) (row[k] / sum);
            }
        }
        return new ScaleTaps(first, weights, taps);
    }

    private static double cubic(double d) {
        if (d < 1) {
            return 1 + d * d * (C - 3 + d * (2 - C));
        }
        return d < 2 ? C * (4 + d * (-8 + d * (5 - d))) : 0;
    }
}
