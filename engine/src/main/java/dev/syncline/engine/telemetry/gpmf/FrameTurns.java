package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.base.geometry.Quaternion;
import dev.syncline.engine.base.statistics.Median;
import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.GyroTrack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where the gyro's clock lies against the frames of its video, by the turns from frame to frame that the camera logs itself
 * (CORI). The gyro's own stamps trail them, by 16 ms on a MAX and 11 ms on a HERO11; GoPro speaks of some 10 ms (gpmf-parser,
 * issue 80). Each payload, about a second, is asked by itself, and the payloads check each other.
 */
final class FrameTurns {
    private static final double FARTHEST_NS = 60e6;
    private static final double COARSE_NS = 4e6;
    private static final double FINE_NS = 2e6;

    /** Frames of a payload that tell something together. */
    private static final int LEAST_FRAMES = 8;

    /** A payload whose turning varies by less tells nothing, rad/s. */
    private static final double LEAST_RMS = 0.03;

    /** Camera and gyro agree. */
    private static final double LEAST_CORRELATION = 0.97;

    /** Payloads agree with each other, ns. */
    private static final double MOST_SCATTER_NS = 3e6;

    private static final int LEAST_PAYLOADS = 2;
    private static final int MOST_PAYLOADS = 64;

    /** What the turns say. */
    enum Verdict {
        /** The gyro's clock is placed. */
        PLACED,
        /** The camera turned too little to tell, or its payloads hold too few frames. */
        STILL,
        /** The camera turned, and its gyro turned otherwise. */
        DISAGREE
    }

    /**
     * A place of the gyro's clock.
     *
     * @param lateNs by how much the gyro's times are later than the frames', ns; 0 where they are not placed
     */
    record Place(Verdict verdict, double lateNs) {}

    /** A payload's turns: rad/s in the gyro's axes, double[3][frames − 1]. */
    private record Turns(double firstNs, double stepNs, double[][] rates, double rms) {}

    private FrameTurns() {}

    /**
     * The place of a gyro's clock.
     *
     * @param gyroLetters how its axes lie
     * @param orientations the blocks of CORI, a sample a frame
     */
    static Place place(GyroTrack gyro, String gyroLetters, List<SampleBlock> orientations) {
        List<Turns> lively = new ArrayList<>();
        double usualStepNs = FrameTimes.usualStepNs(orientations);
        for (SampleBlock block : orientations) {
            if (block.count() >= LEAST_FRAMES) {
                Turns turns = turns(block, FrameTimes.stepNs(block, usualStepNs), gyroLetters);
                if (turns.rms() >= LEAST_RMS) {
                    lively.add(turns);
                }
            }
        }
        lively.sort(Comparator.comparingDouble(Turns::rms).reversed());
        List<Turns> asked = lively.subList(0, Math.min(MOST_PAYLOADS, lively.size()));
        BoxAveragedRates rates = BoxAveragedRates.of(gyro);
        double[] late = asked.stream()
                .mapToDouble(turns -> lateNs(rates, turns))
                .filter(Double::isFinite)
                .toArray();
        if (asked.size() < LEAST_PAYLOADS) {
            return new Place(Verdict.STILL, 0);
        }
        if (late.length < LEAST_PAYLOADS || 2 * late.length < asked.size()) {
            return new Place(Verdict.DISAGREE, 0);
        }
        double middle = Median.of(late.clone());
        double[] apart = new double[late.length];
        for (int i = 0; i < late.length; i++) {
            apart[i] = Math.abs(late[i] - middle);
        }
        return Median.of(apart) > MOST_SCATTER_NS ? new Place(Verdict.DISAGREE, 0) : new Place(Verdict.PLACED, middle);
    }

    private static Turns turns(SampleBlock block, double stepNs, String gyroLetters) {
        int n = block.count() - 1;
        double[][] rates = new double[3][n];
        double[] q = new double[4];
        double[] last = new double[4];
        double[] step = new double[4];
        double[] vector = new double[3];
        OtherStreams.turn(block, 0, gyroLetters, last);
        for (int j = 0; j < n; j++) {
            OtherStreams.turn(block, j + 1, gyroLetters, q);
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
        return new Turns(block.payloadNs() + stepNs / 2, stepNs, rates, Math.sqrt(squares / n));
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

    /** How late the gyro is by one payload; NaN where it does not tell. */
    private static double lateNs(BoxAveragedRates gyro, Turns turns) {
        Fit best = Fit.NONE;
        double at = Double.NaN;
        for (double late = -FARTHEST_NS; late <= FARTHEST_NS; late += COARSE_NS) {
            Fit fit = fit(gyro, turns, late);
            if (fit.correlation() > best.correlation()) {
                best = fit;
                at = late;
            }
        }
        for (int round = 0; round < 3 && Double.isFinite(at); round++) {
            double before = fit(gyro, turns, at - FINE_NS).left();
            double here = fit(gyro, turns, at).left();
            double after = fit(gyro, turns, at + FINE_NS).left();
            double bend = before - 2 * here + after;
            at += bend > 0 ? Math.clamp((before - after) / (2 * bend), -2, 2) * FINE_NS : Double.NaN;
        }
        boolean found = Math.abs(at) < FARTHEST_NS && fit(gyro, turns, at).correlation() >= LEAST_CORRELATION;
        return found ? at : Double.NaN;
    }

    /** How well turns and gyro agree. */
    private record Fit(double correlation, double left) {
        static final Fit NONE = new Fit(-1, Double.NaN);
    }

    private static Fit fit(BoxAveragedRates gyro, Turns turns, double lateNs) {
        int n = turns.rates()[0].length;
        float[][] rates = new float[3][n];
        float[] known = new float[n];
        gyro.fill(turns.firstNs() + lateNs, turns.stepNs(), turns.stepNs(), n, rates, known);
        for (float k : known) {
            if (k == 0) {
                return Fit.NONE;
            }
        }
        double together = 0;
        double own = 0;
        double left = 0;
        for (int axis = 0; axis < 3; axis++) {
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = rates[axis][i];
            }
            own += withoutMean(values);
            for (int i = 0; i < n; i++) {
                together += values[i] * turns.rates()[axis][i];
                double apart = values[i] - turns.rates()[axis][i];
                left += apart * apart;
            }
        }
        return new Fit(together / Math.max(1e-30, Math.sqrt(own * n) * turns.rms()), left);
    }
}
