package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.base.geometry.Quaternion;
import dev.syncline.engine.motion.BoxAveragedRates;
import java.util.ArrayList;
import java.util.List;

/**
 * What a camera turned from frame to frame in a payload.
 *
 * @param firstNs middle of the first turn, ns on the video's clock
 * @param stepNs from frame to frame
 * @param rates less their mean, rad/s in the gyro's axes: double[3][frames − 1]
 * @param rms of all three axes together, rad/s
 */
record PayloadTurns(double firstNs, double stepNs, double[][] rates, double rms) {
    /** A gyro's stamps are late or early by less. */
    private static final double FARTHEST_NS = 60e6;

    /** Rivals are looked for further out, since motion that repeats itself fits again and again. */
    private static final double SEARCHED_NS = 120e6;

    private static final double FINE_NS = 2e6;
    private static final double WIDEST_NS = 16e6;

    /** Camera and gyro agree. */
    private static final double LEAST_CORRELATION = 0.97;

    /** A place counts where all others leave so many times as much, in squares. */
    private static final double CLEARLY_BETTER = 4;

    /** What turns and gyro differ by may be so many times what the gyro's noise makes of it, in squares. */
    private static final double NOISE_ALLOWED = 4;

    /** How turns and gyro fit. */
    enum Fit {
        ONE_PLACE,
        /** In several places, or in a stretch. */
        SEVERAL,
        /** Nowhere, but by no more than the gyro's noise. */
        LOST,
        NONE
    }

    /** @param lateNs by how much the gyro is late, ns; NaN unless it fits in one place */
    record Said(Fit fit, double lateNs) {}

    /**
     * The turns of some frames.
     *
     * @param gyroLetters how the gyro's axes lie
     */
    static PayloadTurns of(SampleBlock block, int from, int frames, double stepNs, String gyroLetters) {
        int n = frames - 1;
        double[][] rates = new double[3][n];
        double[] q = new double[4];
        double[] last = new double[4];
        double[] step = new double[4];
        double[] vector = new double[3];
        OtherStreams.turn(block, from, gyroLetters, last);
        for (int j = 0; j < n; j++) {
            OtherStreams.turn(block, from + j + 1, gyroLetters, q);
            // The turn from frame to frame about the camera's own axes: the inverse of the last times this.
            for (int k = 1; k < 4; k++) {
                last[k] = -last[k];
            }
            Quaternion.multiply(last, 0, q, 0, step, 0);
            Quaternion.toRotationVector(step, 0, vector, 0);
            for (int axis = 0; axis < 3; axis++) {
                rates[axis][j] = vector[axis] / (stepNs * 1e-9);
            }
            System.arraycopy(q, 0, last, 0, 4);
        }
        double squares = 0;
        for (double[] axis : rates) {
            squares += withoutMean(axis);
        }
        return new PayloadTurns(block.payloadNs() + (from + 0.5) * stepNs, stepNs, rates, Math.sqrt(squares / n));
    }

    /** Takes the mean away. @return sum of squares of what is left */
    private static double withoutMean(double[] values) {
        double mean = 0;
        for (double v : values) {
            mean += v / values.length;
        }
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] -= mean;
            squares += values[i] * values[i];
        }
        return squares;
    }

    /**
     * Where the gyro turned likewise.
     *
     * @param noise variance of the gyro's noise in a frame, all axes together, (rad/s)²
     */
    Said against(BoxAveragedRates gyro, double noise) {
        int last = (int) Math.round(2 * SEARCHED_NS / FINE_NS);
        At[] all = new At[last + 1];
        boolean agrees = false;
        for (int i = 0; i <= last; i++) {
            all[i] = at(gyro, i * FINE_NS - SEARCHED_NS);
            agrees |= all[i].correlation() >= LEAST_CORRELATION && Math.abs(all[i].lateNs()) <= FARTHEST_NS;
        }
        List<At> found = new ArrayList<>();
        for (int i = 1; i < last; i++) {
            if (all[i].left() <= all[i - 1].left() && all[i].left() < all[i + 1].left()) {
                At refined = refined(gyro, all[i]);
                // Where the bottom is too flat to be refined, the rival stays as it was seen.
                found.add(Double.isNaN(refined.left()) ? all[i] : refined);
            }
        }
        At best = At.NOWHERE;
        for (At each : found) {
            best = each.left() < best.left() || Double.isNaN(best.left()) ? each : best;
        }
        if (!agrees) {
            boolean lost = best.left() <= NOISE_ALLOWED * noise * rates[0].length;
            return new Said(lost ? Fit.LOST : Fit.NONE, Double.NaN);
        }
        boolean one = best.correlation() >= LEAST_CORRELATION && Math.abs(best.lateNs()) < FARTHEST_NS;
        for (At each : found) {
            one &= Math.abs(each.lateNs() - best.lateNs()) <= FrameTurns.MOST_SCATTER_NS
                    || each.left() > CLEARLY_BETTER * best.left();
        }
        return one ? new Said(Fit.ONE_PLACE, best.lateNs()) : new Said(Fit.SEVERAL, Double.NaN);
    }

    /** How well turns and gyro agree in a place: what is left is the sum of squares of what they differ by. */
    private record At(double lateNs, double correlation, double left) {
        static final At NOWHERE = new At(Double.NaN, -1, Double.NaN);
    }

    /** The bottom of a parabola through three places, as far from each other as the turns agree so far. */
    private At refined(BoxAveragedRates gyro, At start) {
        double late = start.lateNs();
        double stepNs = FINE_NS;
        while (stepNs < WIDEST_NS
                && at(gyro, late - 2 * stepNs).correlation() >= LEAST_CORRELATION
                && at(gyro, late + 2 * stepNs).correlation() >= LEAST_CORRELATION) {
            stepNs *= 2;
        }
        for (int round = 0; round < 3; round++) {
            double before = at(gyro, late - stepNs).left();
            double here = at(gyro, late).left();
            double after = at(gyro, late + stepNs).left();
            double bend = before - 2 * here + after;
            late += bend > 0 ? Math.clamp((before - after) / (2 * bend), -2, 2) * stepNs : Double.NaN;
            if (Double.isNaN(late)) {
                return At.NOWHERE;
            }
        }
        return at(gyro, late);
    }

    private At at(BoxAveragedRates gyro, double lateNs) {
        int n = rates[0].length;
        float[][] seen = new float[3][n];
        float[] known = new float[n];
        gyro.fill(firstNs + lateNs, stepNs, stepNs, n, seen, known);
        for (float k : known) {
            if (k == 0) {
                return At.NOWHERE;
            }
        }
        double together = 0;
        double own = 0;
        double left = 0;
        for (int axis = 0; axis < 3; axis++) {
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = seen[axis][i];
            }
            own += withoutMean(values);
            for (int i = 0; i < n; i++) {
                together += values[i] * rates[axis][i];
                double apart = values[i] - rates[axis][i];
                left += apart * apart;
            }
        }
        return new At(lateNs, together / Math.max(1e-30, Math.sqrt(own * n) * rms), left);
    }
}
