package dev.syncline.engine.edit;

/**
 * The line that points are judged by, as Gyroflow colours them: of all lines through two points the one that most points
 * lie near to, fitted to those by least squares. Among equals the flattest, since offsets should be alike.
 *
 * @param atS video time that the line is anchored at, s
 * @param offsetMs offset there, ms
 * @param slopeMsPerS change of the offset, ms a second
 * @param near which points lie within {@link #BAND_MS} of the line through two points that was chosen
 */
record PointLine(double atS, double offsetMs, double slopeMsPerS, boolean[] near) {
    /** A point belongs to a line that it is this near to, ms. */
    static final double BAND_MS = 5;

    /** Of more points than this not every pair is tried. */
    private static final int MOST_TRIED = 200;

    /** The offset on the line, ms. */
    double at(double videoS) {
        return offsetMs + slopeMsPerS * (videoS - atS);
    }

    /** How many points lie near to it. */
    int support() {
        int n = 0;
        for (boolean one : near) {
            n += one ? 1 : 0;
        }
        return n;
    }

    /**
     * The line through points.
     *
     * @param videoS their times, s: double[n], n at least 1
     * @param offsetMs their offsets, ms: double[n]
     */
    static PointLine of(double[] videoS, double[] offsetMs) {
        int n = videoS.length;
        boolean[] best = new boolean[n];
        best[0] = true;
        int most = 1;
        double flattest = Double.POSITIVE_INFINITY;
        int step = Math.max(1, (n + MOST_TRIED - 1) / MOST_TRIED);
        for (int i = 0; i < n; i += step) {
            for (int j = i + 1; j < n; j += step) {
                double dt = videoS[j] - videoS[i];
                if (dt == 0) {
                    continue;
                }
                double slope = (offsetMs[j] - offsetMs[i]) / dt;
                boolean[] near = new boolean[n];
                int count = 0;
                for (int k = 0; k < n; k++) {
                    near[k] = Math.abs(offsetMs[k] - offsetMs[i] - slope * (videoS[k] - videoS[i])) <= BAND_MS;
                    count += near[k] ? 1 : 0;
                }
                if (count > most || (count == most && Math.abs(slope) < flattest)) {
                    most = count;
                    flattest = Math.abs(slope);
                    best = near;
                }
            }
        }
        return fitted(videoS, offsetMs, best, most);
    }

    private static PointLine fitted(double[] videoS, double[] offsetMs, boolean[] use, int count) {
        double t0 = 0;
        double o0 = 0;
        for (int i = 0; i < use.length; i++) {
            t0 += use[i] ? videoS[i] / count : 0;
            o0 += use[i] ? offsetMs[i] / count : 0;
        }
        double tt = 0;
        double to = 0;
        for (int i = 0; i < use.length; i++) {
            if (use[i]) {
                tt += (videoS[i] - t0) * (videoS[i] - t0);
                to += (videoS[i] - t0) * (offsetMs[i] - o0);
            }
        }
        return new PointLine(t0, o0, tt > 0 ? to / tt : 0, use);
    }
}
