package dev.syncline.engine.sync.correlate;

/**
 * What is kept of a correlation curve that may be as long as a day's log: its highest places, an outline to draw, and the
 * means to have any stretch of it again. A few kilobytes for each million offsets.
 */
public final class CurvePeaks {
    /** Local maxima that are kept. */
    private static final int HIGHEST = 12;

    /** Points of the outline, about. */
    private static final int OUTLINE = 1500;

    /** Computes whole blocks again. */
    interface Source {
        /** Entries of blocks {@code first..last}, both included. */
        CorrelationCurve blocks(int first, int last);
    }

    private final double firstOffsetNs;
    private final double stepNs;
    private final int size;
    private final int blockSize;
    private final Source source;
    private final int[] bestAt; // of each block, −1 where there is no evidence
    private final float[] bestEvidence;
    private final int[] highestAt = new int[HIGHEST];
    private final float[] highest = new float[HIGHEST];
    private int highestCount;
    private final int stride;
    private final int[] outlineAt;
    private final float[] outlineScore;
    private final LocalMaxima maxima = new LocalMaxima(this::keep);
    private int filled;
    private int nearFirst;
    private CorrelationCurve near = new CorrelationCurve(0, 1, new float[0], new float[0]);

    CurvePeaks(double firstOffsetNs, double stepNs, int size, int blockSize, Source source) {
        this.firstOffsetNs = firstOffsetNs;
        this.stepNs = stepNs;
        this.size = size;
        this.blockSize = blockSize;
        this.source = source;
        int blocks = (int) (((long) size + blockSize - 1) / blockSize);
        this.bestAt = new int[blocks];
        this.bestEvidence = new float[blocks];
        this.stride = Math.max(1, size / OUTLINE);
        int points = (int) (((long) size + stride - 1) / stride);
        this.outlineAt = new int[points];
        this.outlineScore = new float[points];
    }

    /** The next block of the curve. */
    void accept(float[] score, float[] evidence, int length) {
        int block = filled / blockSize;
        int best = -1;
        for (int i = 0; i < length; i++) {
            if (evidence[i] > 0 && (best < 0 || evidence[i] > evidence[best])) {
                best = i;
            }
        }
        bestAt[block] = best < 0 ? -1 : filled + best;
        bestEvidence[block] = best < 0 ? 0 : evidence[best];
        for (int i = 0; i < length; i++) {
            // Of each stretch the highest score: an outline must not lose its peaks.
            int at = filled + i;
            int point = at / stride;
            if (at % stride == 0 || score[i] > outlineScore[point] || Float.isNaN(outlineScore[point])) {
                outlineAt[point] = at;
                outlineScore[point] = score[i];
            }
        }
        maxima.accept(evidence, length);
        filled += length;
    }

    private void keep(int at, float evidence) {
        int place = highestCount;
        while (place > 0 && highest[place - 1] < evidence) {
            place--;
        }
        if (place < HIGHEST) {
            highestCount = Math.min(highestCount + 1, HIGHEST);
            int moved = highestCount - 1 - place;
            System.arraycopy(highest, place, highest, place + 1, moved);
            System.arraycopy(highestAt, place, highestAt, place + 1, moved);
            highest[place] = evidence;
            highestAt[place] = at;
        }
    }

    /** Number of offsets. */
    public int size() {
        return size;
    }

    /** From offset to offset, ns. */
    public double stepNs() {
        return stepNs;
    }

    /** Offset of an entry, ns. */
    public double offsetNs(int at) {
        return firstOffsetNs + at * stepNs;
    }

    /** Entries of the highest local maxima, a dozen at most, highest first. */
    public int[] highest() {
        return java.util.Arrays.copyOf(highestAt, highestCount);
    }

    /** Offsets of the outline's points, ns, rising: each the highest of a stretch. */
    public double[] outlineOffsetsNs() {
        double[] offsets = new double[outlineAt.length];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = offsetNs(outlineAt[i]);
        }
        return offsets;
    }

    /** Scores of the outline's points; NaN where too little overlaps. */
    public float[] outlineScores() {
        return outlineScore.clone();
    }

    /** Score of an entry; NaN where too little overlaps. */
    public float score(int at) {
        CorrelationCurve curve = around(at, at);
        return curve.score()[at - nearFirst];
    }

    /** Evidence of an entry. */
    public float evidence(int at) {
        CorrelationCurve curve = around(at, at);
        return curve.evidence()[at - nearFirst];
    }

    /** Entry with the most evidence, or −1 when nothing overlaps. */
    public int peak() {
        return peakOutside(1, 0);
    }

    /** Entry with the most evidence outside {@code from..to} (both included), or −1. An empty span excludes nothing. */
    public int peakOutside(int from, int to) {
        int best = -1;
        float bestValue = 0;
        for (int block = 0; block < bestAt.length; block++) {
            int first = block * blockSize;
            int last = Math.min(size, first + blockSize) - 1;
            int at = bestAt[block];
            float value = bestEvidence[block];
            if (at >= 0 && from <= to && at >= from && at <= to) {
                CorrelationCurve curve = around(first, last);
                int outside =
                        best(curve.evidence(), first - nearFirst, last - nearFirst, from - nearFirst, to - nearFirst);
                at = outside < 0 ? -1 : outside + nearFirst;
                value = outside < 0 ? 0 : curve.evidence()[outside];
            }
            if (at >= 0 && value > bestValue) {
                best = at;
                bestValue = value;
            }
        }
        return best;
    }

    private static int best(float[] evidence, int first, int last, int from, int to) {
        int best = -1;
        for (int i = first; i <= last; i++) {
            boolean excluded = i >= from && i <= to;
            if (!excluded && evidence[i] > 0 && (best < 0 || evidence[i] > evidence[best])) {
                best = i;
            }
        }
        return best;
    }

    /** Peak's place between entries: see {@link CorrelationCurve#subSample}. */
    public double subSample(int peak) {
        if (peak <= 0 || peak >= size - 1) {
            return 0;
        }
        CorrelationCurve curve = around(peak - 1, peak + 1);
        return curve.subSample(peak - nearFirst);
    }

    /** First or last entry of a peak's lobe: see {@link CorrelationCurve#lobeEnd}. */
    public int lobeEnd(int peak, int side, int minWidth) {
        for (long reach = Math.max(minWidth + 1L, blockSize / 4); ; reach *= 4) {
            int from = (int) Math.max(0, peak - reach);
            int to = (int) Math.min(size - 1L, peak + reach);
            CorrelationCurve curve = around(from, to);
            int end = nearFirst + curve.lobeEnd(peak - nearFirst, side, minWidth);
            boolean cut =
                    side < 0 ? end == nearFirst && end > 0 : end == nearFirst + curve.size() - 1 && end < size - 1;
            if (!cut) {
                return end;
            }
        }
    }

    /** The curve over whole blocks that hold a span, beginning at entry {@code nearFirst}. */
    private CorrelationCurve around(int from, int to) {
        if (from < nearFirst || to >= nearFirst + near.size()) {
            int first = from / blockSize;
            near = source.blocks(first, to / blockSize);
            nearFirst = first * blockSize;
        }
        return near;
    }
}
