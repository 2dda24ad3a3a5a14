package dev.syncline.engine.motion;

/**
 * The integral of a log's rates over a stretch of its time, summed up once and then read at many times. Between samples
 * the rate is a straight line; over a gap the integral stands still.
 */
final class RunningIntegral {
    private final GyroTrack track;
    private int first; // first sample of the stretch
    private int count;
    private double[] sums = new double[0]; // rad, up to each sample: x, y, z in turn
    private int[] gaps = new int[0]; // passed before each sample
    private double originNs; // of the first sample
    private double perNs; // samples

    RunningIntegral(GyroTrack track) {
        this.track = track;
    }

    /** Sums up a stretch; its memory serves the next one too. */
    void span(double fromNs, double toNs) {
        first = Math.max(0, track.indexAtOrBefore((long) Math.floor(fromNs)));
        int last = Math.min(track.size() - 1, track.indexAtOrBefore((long) Math.ceil(toNs)) + 1);
        count = Math.max(1, last - first + 1);
        if (gaps.length < count) {
            sums = new double[3 * count];
            gaps = new int[count];
        }
        originNs = track.timeNs(first);
        perNs = count < 2 ? 0 : (count - 1) / ((double) track.timeNs(first + count - 1) - track.timeNs(first));
        sum();
    }

    private void sum() {
        GyroTrack log = track;
        double[] s = sums;
        int[] g = gaps;
        int begin = first;
        int n = count;
        long gapNs = log.gapNs();
        double sx = 0;
        double sy = 0;
        double sz = 0;
        int passed = 0;
        s[0] = 0;
        s[1] = 0;
        s[2] = 0;
        g[0] = 0;
        long time = log.timeNs(begin);
        float px = log.x(begin);
        float py = log.y(begin);
        float pz = log.z(begin);
        for (int i = 1; i < n; i++) {
            long next = log.timeNs(begin + i);
            float nx = log.x(begin + i);
            float ny = log.y(begin + i);
            float nz = log.z(begin + i);
            long cell = next - time;
            if (cell > gapNs) {
                passed++;
            } else {
                double half = 0.5e-9 * cell;
                sx += half * (px + nx);
                sy += half * (py + ny);
                sz += half * (pz + nz);
            }
            s[3 * i] = sx;
            s[3 * i + 1] = sy;
            s[3 * i + 2] = sz;
            g[i] = passed;
            time = next;
            px = nx;
            py = ny;
            pz = nz;
        }
    }

    /**
     * Integrates up to each of a row of times of the stretch, {@code fromNs + (index + p)·stepNs}.
     *
     * @param x,y,z about the log's axes, rad: double[p]
     * @param passed gaps before the time, or −1 inside a gap or outside the log: int[p]
     */
    void read(double fromNs, long index, double stepNs, double[] x, double[] y, double[] z, int[] passed) {
        GyroTrack log = track;
        double[] s = sums;
        int begin = first;
        int end = count - 1;
        long gapNs = log.gapNs();
        for (int p = 0; p < passed.length; p++) {
            double timeNs = fromNs + (index + p) * stepNs;
            // Most logs are even, so the place is where an even one would have it, or a step beside.
            int i = Math.max(0, Math.min(end, (int) ((timeNs - originNs) * perNs)));
            long at = log.timeNs(begin + i);
            while (i > 0 && at > timeNs) {
                i--;
                at = log.timeNs(begin + i);
            }
            long next = i < end ? log.timeNs(begin + i + 1) : at;
            while (i < end && next <= timeNs) {
                i++;
                at = next;
                next = i < end ? log.timeNs(begin + i + 1) : at;
            }
            double into = timeNs - at;
            int known = gaps[i];
            double ix = s[3 * i];
            double iy = s[3 * i + 1];
            double iz = s[3 * i + 2];
            if (into != 0) {
                long cell = next - at;
                if (into < 0 || i == end || cell > gapNs) {
                    known = -1;
                } else {
                    int sample = begin + i;
                    double seconds = into * 1e-9;
                    double f = 0.5 * into / cell;
                    ix += seconds * (log.x(sample) + f * (log.x(sample + 1) - log.x(sample)));
                    iy += seconds * (log.y(sample) + f * (log.y(sample + 1) - log.y(sample)));
                    iz += seconds * (log.z(sample) + f * (log.z(sample + 1) - log.z(sample)));
                }
            }
            x[p] = ix;
            y[p] = iy;
            z[p] = iz;
            passed[p] = known;
        }
    }
}
