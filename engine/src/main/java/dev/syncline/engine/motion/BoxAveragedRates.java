package dev.syncline.engine.motion;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A log's rates averaged over a box (one frame interval, as the picture sees them) on an even grid of times.
 * Between samples the rate is taken as a straight line; a box that touches a gap or an end of the log is unknown.
 */
public final class BoxAveragedRates {
    private final GyroTrack track;
    private final boolean reversed;

    /** Working memory between fills; whoever finds it taken makes its own. */
    private final AtomicReference<@Nullable RunningIntegral> spare = new AtomicReference<>();

    private BoxAveragedRates(GyroTrack track, boolean reversed) {
        this.track = track;
        this.reversed = reversed;
    }

    /** The rates of a log. */
    public static BoxAveragedRates of(GyroTrack track) {
        return new BoxAveragedRates(track, false);
    }

    /**
     * The rates of the same log run backwards over the same span of time: the same spectrum and the same gaps, and no
     * relation to any picture. A null against which peaks are judged.
     */
    public static BoxAveragedRates reversed(GyroTrack track) {
        return new BoxAveragedRates(track, true);
    }

    /** First time of the log, ns. */
    public long startNs() {
        return track.startNs();
    }

    /** Last time of the log, ns. */
    public long endNs() {
        return track.endNs();
    }

    /** Whether no box in a stretch of time can be known: it lies beside the log, or in a gap of it. */
    public boolean isUnknown(double fromNs, double toNs) {
        double mirror = (double) track.startNs() + track.endNs();
        double first = reversed ? mirror - toNs : fromNs;
        double last = reversed ? mirror - fromNs : toNs;
        if (last <= track.startNs() || first >= track.endNs()) {
            return true;
        }
        int before = track.indexAtOrBefore((long) Math.floor(first));
        return before >= 0
                && before + 1 < track.size()
                && track.timeNs(before + 1) >= last
                && track.timeNs(before + 1) - track.timeNs(before) > track.gapNs();
    }

    /**
     * Fills a stretch of the grid.
     *
     * @param firstNs centre of the first box, ns on the log's clock
     * @param stepNs from box to box
     * @param boxNs length of a box
     * @param rates float[3][count] at least: rad/s in the log's axes, 0 where unknown
     * @param known float[count] at least: 1 where the rate is known, else 0
     */
    public void fill(double firstNs, double stepNs, double boxNs, int count, float[][] rates, float[] known) {
        if (reversed) {
            double mirror = (double) track.startNs() + track.endNs();
            fillForward(mirror - (firstNs + (count - 1) * stepNs), stepNs, boxNs, count, rates, known);
            for (int a = 0; a < 3; a++) {
                reverse(rates[a], count);
            }
            reverse(known, count);
        } else {
            fillForward(firstNs, stepNs, boxNs, count, rates, known);
        }
    }

    /**
     * Fills a stretch of a fine grid, sorted by phase: boxes of {@code phases} steps each, of which every phase-th follow
     * on one another. Box {@code p + j·phases} of the grid lands at {@code p·perPhase + j}. Each edge of a box is an edge of
     * another, so this costs half of {@link #fill}.
     *
     * @param firstNs centre of the first box, ns on the log's clock
     * @param stepNs from box to box of the grid, a {@code phases}-th of a box
     * @param perPhase boxes of each phase
     * @param rates float[3][phases · perPhase] at least: rad/s in the log's axes, 0 where unknown
     * @param known float[phases · perPhase] at least: 1 where the rate is known, else 0
     * @return true when all are known
     */
    public boolean fillByPhase(
            double firstNs, double stepNs, int phases, int perPhase, float[][] rates, float[] known) {
        int count = phases * perPhase;
        if (!reversed) {
            return fillForwardByPhase(firstNs, stepNs, phases, perPhase, rates, known);
        }
        double mirror = (double) track.startNs() + track.endNs();
        double first = mirror - (firstNs + (count - 1) * stepNs);
        boolean all = fillForwardByPhase(first, stepNs, phases, perPhase, rates, known);
        for (int a = 0; a < 3; a++) {
            reverse(rates[a], count);
        }
        reverse(known, count);
        return all;
    }

    private boolean fillForwardByPhase(
            double firstNs, double stepNs, int phases, int perPhase, float[][] rates, float[] known) {
        double boxNs = stepNs * phases;
        double perSecond = 1 / (boxNs * 1e-9);
        double edgeNs = firstNs - boxNs / 2;
        RunningIntegral integral = spare.getAndSet(null);
        if (integral == null) {
            integral = new RunningIntegral(track);
        }
        integral.span(edgeNs, edgeNs + (long) (perPhase + 1) * phases * stepNs);
        double[][] low = new double[3][phases];
        double[][] high = new double[3][phases];
        int[] gapsLow = new int[phases]; // passed before the edge; −1 where nothing is known
        int[] gapsHigh = new int[phases];
        boolean all = true;
        integral.read(edgeNs, 0, stepNs, low[0], low[1], low[2], gapsLow);
        for (int row = 1; row <= perPhase; row++) {
            integral.read(edgeNs, (long) row * phases, stepNs, high[0], high[1], high[2], gapsHigh);
            for (int p = 0; p < phases; p++) {
                boolean ok = gapsHigh[p] >= 0 && gapsHigh[p] == gapsLow[p];
                known[p * perPhase + row - 1] = ok ? 1 : 0;
                all &= ok;
            }
            for (int a = 0; a < 3; a++) {
                difference(low[a], high[a], perSecond, known, rates[a], perPhase, row - 1);
            }
            double[][] swap = low;
            low = high;
            high = swap;
            int[] swapGaps = gapsLow;
            gapsLow = gapsHigh;
            gapsHigh = swapGaps;
        }
        spare.set(integral);
        return all;
    }

    /** One axis of a row of boxes. */
    private static void difference(
            double[] low, double[] high, double perSecond, float[] known, float[] rates, int perPhase, int from) {
        for (int p = 0, at = from; p < low.length; p++, at += perPhase) {
            rates[at] = known[at] == 0 ? 0 : (float) ((high[p] - low[p]) * perSecond);
        }
    }

    private void fillForward(double firstNs, double stepNs, double boxNs, int count, float[][] rates, float[] known) {
        Edge low = new Edge();
        Edge high = new Edge();
        low.seek(firstNs - boxNs / 2);
        high.copyFrom(low);
        for (int j = 0; j < count; j++) {
            double centre = firstNs + j * stepNs;
            low.moveTo(centre - boxNs / 2);
            high.moveTo(centre + boxNs / 2);
            boolean ok = low.valid && high.valid && low.gaps == high.gaps;
            known[j] = ok ? 1 : 0;
            for (int a = 0; a < 3; a++) {
                rates[a][j] = ok ? (float) ((high.at[a] - low.at[a]) / (boxNs * 1e-9)) : 0;
            }
        }
    }

    private static void reverse(float[] a, int count) {
        for (int i = 0, j = count - 1; i < j; i++, j--) {
            float t = a[i];
            a[i] = a[j];
            a[j] = t;
        }
    }

    /** The running integral of the rate at a time that only moves forward. */
    private final class Edge {
        private int sample = -1; // last sample at or before the time
        private int gaps; // gaps passed since the seek
        private boolean valid; // inside the log and outside gaps
        private final double[] sum = new double[3]; // integral at the sample, rad
        private final double[] at = new double[3]; // integral at the time, rad

        void seek(double timeNs) {
            sample = track.indexAtOrBefore((long) Math.floor(timeNs));
            gaps = 0;
            Arrays.fill(sum, 0);
        }

        void copyFrom(Edge other) {
            sample = other.sample;
            gaps = other.gaps;
            System.arraycopy(other.sum, 0, sum, 0, 3);
        }

        void moveTo(double timeNs) {
            int last = track.size() - 1;
            while (sample < last && track.timeNs(sample + 1) <= timeNs) {
                if (sample >= 0) {
                    step(sample);
                }
                sample++;
            }
            if (sample < 0 || (sample >= last && timeNs > track.timeNs(last))) {
                valid = false;
                return;
            }
            if (sample == last) {
                valid = true;
                System.arraycopy(sum, 0, at, 0, 3);
                return;
            }
            double cell = track.timeNs(sample + 1) - track.timeNs(sample);
            double into = timeNs - track.timeNs(sample);
            valid = cell <= track.gapNs() || into == 0;
            double f = into / cell;
            double s = into * 1e-9;
            at[0] = sum[0] + s * (track.x(sample) + 0.5 * f * (track.x(sample + 1) - track.x(sample)));
            at[1] = sum[1] + s * (track.y(sample) + 0.5 * f * (track.y(sample + 1) - track.y(sample)));
            at[2] = sum[2] + s * (track.z(sample) + 0.5 * f * (track.z(sample + 1) - track.z(sample)));
        }

        private void step(int i) {
            long cell = track.timeNs(i + 1) - track.timeNs(i);
            if (cell > track.gapNs()) {
                gaps++;
                return;
            }
            double half = 0.5e-9 * cell;
            sum[0] += half * (track.x(i) + track.x(i + 1));
            sum[1] += half * (track.y(i) + track.y(i + 1));
            sum[2] += half * (track.z(i) + track.z(i + 1));
        }
    }
}
