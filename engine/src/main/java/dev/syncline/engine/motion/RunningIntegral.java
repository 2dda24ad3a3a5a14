package dev.syncline.engine.motion;

/**
 * The integral of a log's rates over a stretch of its time, summed up once and then read at many times. Between samples
 * the rate is a straight line; over a gap the integral stands still.
 */
final class RunningIntegral {
    private final GyroTrack track;
    private final int first; // first sample of the stretch
    private final int count;
    private final double[] sums; // rad, up to each sample: x, y, z in turn
    private final int[] gaps; // passed before each sample
    private final double originNs; // of the first sample
    private final double perNs; // samples
    private double x;
    private double y;
    private double z;

    RunningIntegral(GyroTrack track, double fromNs, double toNs) {
        this.track = track;
        this.first = Math.max(0, track.indexAtOrBefore((long) Math.floor(fromNs)));
        int last = Math.min(track.size() - 1, track.indexAtOrBefore((long) Math.ceil(toNs)) + 1);
        this.count = Math.max(1, last - first + 1);
        this.sums = new double[3 * count];
        this.gaps = new int[count];
        this.originNs = track.timeNs(first);
        this.perNs = count < 2 ? 0 : (count - 1) / ((double) track.timeNs(first + count - 1) - track.timeNs(first));
        sum();
    }

    private void sum() {
        long gapNs = track.gapNs();
        double sx = 0;
        double sy = 0;
        double sz = 0;
        int passed = 0;
        long time = track.timeNs(first);
        float px = track.x(first);
        float py = track.y(first);
        float pz = track.z(first);
        for (int i = 1; i < count; i++) {
            long next = track.timeNs(first + i);
            float nx = track.x(first + i);
            float ny = track.y(first + i);
            float nz = track.z(first + i);
            long cell = next - time;
            if (cell > gapNs) {
                passed++;
            } else {
                double half = 0.5e-9 * cell;
                sx += half * (px + nx);
                sy += half * (py + ny);
                sz += half * (pz + nz);
            }
            sums[3 * i] = sx;
            sums[3 * i + 1] = sy;
            sums[3 * i + 2] = sz;
            gaps[i] = passed;
            time = next;
            px = nx;
            py = ny;
            pz = nz;
        }
    }

    /** Integrates up to a time of the stretch. @return gaps passed, or −1 inside a gap or outside the log */
    int moveTo(double timeNs) {
        // Most logs are even, so the place is where an even one would have it, or a step beside.
        int i = Math.clamp((long) ((timeNs - originNs) * perNs), 0, count - 1);
        while (i > 0 && track.timeNs(first + i) > timeNs) {
            i--;
        }
        while (i < count - 1 && track.timeNs(first + i + 1) <= timeNs) {
            i++;
        }
        int sample = first + i;
        double into = timeNs - track.timeNs(sample);
        x = sums[3 * i];
        y = sums[3 * i + 1];
        z = sums[3 * i + 2];
        if (into == 0) {
            return gaps[i];
        }
        if (into < 0 || i == count - 1) {
            return -1;
        }
        long cell = track.timeNs(sample + 1) - track.timeNs(sample);
        if (cell > track.gapNs()) {
            return -1;
        }
        double s = into * 1e-9;
        double f = 0.5 * into / cell;
        x += s * (track.x(sample) + f * (track.x(sample + 1) - track.x(sample)));
        y += s * (track.y(sample) + f * (track.y(sample + 1) - track.y(sample)));
        z += s * (track.z(sample) + f * (track.z(sample + 1) - track.z(sample)));
        return gaps[i];
    }

    /** About the log's first axis, rad. */
    double x() {
        return x;
    }

    /** About the log's second axis, rad. */
    double y() {
        return y;
    }

    /** About the log's third axis, rad. */
    double z() {
        return z;
    }
}
