package dev.syncline.engine.sync.align;

/** Correlation of the first log's rates with the model's, over all axes together. */
final class RateAgreement {
    private final double[] sumFirst = new double[3];
    private final double[] sumModel = new double[3];
    private double firstSquared;
    private double modelSquared;
    private double product;
    private int n;

    void add(PairStretch s) {
        for (int i = 0; i < s.count; i++) {
            if (!s.known[i]) {
                continue;
            }
            n++;
            for (int a = 0; a < 3; a++) {
                double x = s.first[a][i];
                double y = s.model[a][i];
                sumFirst[a] += x;
                sumModel[a] += y;
                firstSquared += x * x;
                modelSquared += y * y;
                product += x * y;
            }
        }
    }

    /** In [−1, 1]; NaN of nothing. */
    double score() {
        double xx = firstSquared;
        double yy = modelSquared;
        double xy = product;
        for (int a = 0; a < 3; a++) {
            xx -= sumFirst[a] * sumFirst[a] / n;
            yy -= sumModel[a] * sumModel[a] / n;
            xy -= sumFirst[a] * sumModel[a] / n;
        }
        return n > 1 && xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : Double.NaN;
    }
}
