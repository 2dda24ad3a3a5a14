package dev.syncline.engine.sync.track;

/**
 * The straight line through sync points: offset over video time, each point weighted by its error bar.
 *
 * @param atVideoNs video time that the line is anchored at (the points' weighted mean), ns
 * @param offsetNs offset there, ns
 * @param offsetSigmaNs its standard error, ns
 * @param drift slope: change of the offset per time
 * @param driftSigma its standard error; infinite where one point carries the line
 */
public record LineFit(double atVideoNs, double offsetNs, double offsetSigmaNs, double drift, double driftSigma) {
    /**
     * {@return the offset on the line, ns}
     *
     * @param videoNs video clock, ns
     */
    public double at(double videoNs) {
        return offsetNs + drift * (videoNs - atVideoNs);
    }

    /**
     * {@return standard error of the line, ns; without a drift's where one point carries the line}
     *
     * @param videoNs video clock, ns
     */
    public double sigmaNsAt(double videoNs) {
        double slope = Double.isFinite(driftSigma) ? driftSigma : 0;
        return Math.hypot(offsetSigmaNs, slope * (videoNs - atVideoNs));
    }

    /**
     * Weighted least squares with a prior on the slope, so that points close together do not make a wild one.
     *
     * @param videoNs times of the points, video clock, ns: double[n], n at least 1
     * @param offsetNs their offsets, ns: double[n]
     * @param sigmaNs their standard errors, ns: double[n], each above 0
     * @param use which of them count; at least one
     * @param priorDrift standard deviation of the slope known beforehand
     * @return the line that fits best
     * @throws IllegalArgumentException when no point counts
     */
    public static LineFit of(double[] videoNs, double[] offsetNs, double[] sigmaNs, boolean[] use, double priorDrift) {
        double sw = 0;
        double st = 0;
        double so = 0;
        for (int i = 0; i < videoNs.length; i++) {
            if (use[i]) {
                double w = 1 / (sigmaNs[i] * sigmaNs[i]);
                sw += w;
                st += w * videoNs[i];
                so += w * offsetNs[i];
            }
        }
        if (!(sw > 0)) {
            throw new IllegalArgumentException("no point to draw a line through");
        }
        double t0 = st / sw;
        double o0 = so / sw;
        double tt = 1 / (priorDrift * priorDrift);
        double to = 0;
        int n = 0;
        for (int i = 0; i < videoNs.length; i++) {
            if (use[i]) {
                double w = 1 / (sigmaNs[i] * sigmaNs[i]);
                tt += w * (videoNs[i] - t0) * (videoNs[i] - t0);
                to += w * (videoNs[i] - t0) * (offsetNs[i] - o0);
                n++;
            }
        }
        double driftSigma = n < 2 ? Double.POSITIVE_INFINITY : Math.sqrt(1 / tt);
        return new LineFit(t0, o0, Math.sqrt(1 / sw), to / tt, driftSigma);
    }
}
