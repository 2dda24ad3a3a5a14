package dev.syncline.engine.sync.correlate;

/**
 * How well the picture and the log agree at each offset.
 *
 * <p>The score is the normalised correlation, in [−1, 1]. The evidence also knows how much was compared: it is
 * {@code −n/2 · ln(1 − score²)}, the gain in log-likelihood of n Gaussian pairs over no relation, so that a high score
 * from a short overlap does not outrank a slightly lower one from a long overlap.
 *
 * @param firstOffsetNs offset of the first entry, ns
 * @param stepNs from entry to entry
 * @param score float[n]; NaN where too little overlaps
 * @param evidence float[n]; 0 where too little overlaps
 */
public record CorrelationCurve(double firstOffsetNs, double stepNs, float[] score, float[] evidence) {
    /** Number of offsets. */
    public int size() {
        return score.length;
    }

    /** Offset of an entry, ns. */
    public double offsetNs(int at) {
        return firstOffsetNs + at * stepNs;
    }

    /** Entry with the most evidence, or −1 when nothing overlaps. */
    public int peak() {
        return peakOutside(1, 0);
    }

    /** Entry with the most evidence outside {@code from..to} (both included), or −1. An empty span excludes nothing. */
    public int peakOutside(int from, int to) {
        int best = -1;
        for (int i = 0; i < evidence.length; i++) {
            if (i >= from && i <= to) {
                continue;
            }
            if (evidence[i] > 0 && (best < 0 || evidence[i] > evidence[best])) {
                best = i;
            }
        }
        return best;
    }

    /** The first (side −1) or last (side +1) entry that belongs to the lobe around a peak: downhill, at least minWidth. */
    public int lobeEnd(int peak, int side, int minWidth) {
        int at = peak;
        float lowest = score[peak];
        for (int next = peak + side; next >= 0 && next < score.length; next += side) {
            float s = score[next];
            boolean near = Math.abs(next - peak) <= minWidth;
            if (!near && !(s <= lowest + 0.01f)) {
                break;
            }
            if (s < lowest) {
                lowest = s;
            }
            at = next;
            if (!near && s < 0.2f) {
                break;
            }
        }
        return at;
    }

    /** Peak's place between entries by a parabola through three scores: entries from {@code peak}, in [−½, ½]. */
    public double subSample(int peak) {
        if (peak <= 0 || peak >= score.length - 1) {
            return 0;
        }
        double a = score[peak - 1];
        double b = score[peak];
        double c = score[peak + 1];
        double curvature = a - 2 * b + c;
        if (!(curvature < 0)) {
            return 0;
        }
        return Math.clamp(0.5 * (a - c) / curvature, -0.5, 0.5);
    }
}
