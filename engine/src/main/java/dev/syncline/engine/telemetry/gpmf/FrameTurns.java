package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.base.statistics.Median;
import dev.syncline.engine.base.statistics.TheilSenLine;
import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.GyroTrack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where the gyro's clock lies against the frames of its video, by the turns from frame to frame that the camera logs itself
 * (CORI). The gyro's own stamps trail them, by 16 ms on a MAX and 11 ms on a HERO11; GoPro speaks of some 10 ms (gpmf-parser,
 * issue 80). Each payload, about a second, is asked by itself, and the payloads check each other.
 */
final class FrameTurns {
    /** Frames of a payload that tell something together. */
    private static final int LEAST_FRAMES = 8;

    /** A payload whose turning varies by less tells nothing, rad/s. */
    private static final double LEAST_RMS = 0.03;

    /** Payloads agree with each other, ns. */
    static final double MOST_SCATTER_NS = 3e6;

    /** A clock that runs away from the frames by more, from the first payload that tells to the last, is not placed, ns. */
    private static final double MOST_DRIFT_NS = 3e6;

    /** Fewer payloads do not tell a drift from scatter. */
    private static final int LEAST_FOR_DRIFT = 3;

    /** A payload so near to either end of the clip, as a share of it, is asked for the drift besides. */
    private static final double EDGE = 0.1;

    private static final int LEAST_PAYLOADS = 2;
    private static final int MOST_PAYLOADS = 64;

    /** What the turns say. */
    enum Verdict {
        /** The gyro's clock is placed. */
        PLACED,
        /** The camera turned too little to tell. */
        STILL,
        /** The payloads hold too few frames to tell, and the camera turned. */
        FEW,
        /** Turns and gyro fit each other in several places: the camera swung evenly, or turned too slowly to tell. */
        UNCLEAR,
        /** What the camera turned is lost in the gyro's noise. */
        NOISY,
        /** The gyro's clock runs at another speed than the frames. */
        DRIFTS,
        /** The camera turned, and its gyro turned otherwise. */
        DISAGREE
    }

    /**
     * A place of the gyro's clock.
     *
     * @param lateNs by how much the gyro's times are later than the frames', ns; 0 where they are not placed
     * @param driftNs by how much more they are so in the last payload than in the first, ns; 0 where nothing tells
     */
    record Place(Verdict verdict, double lateNs, double driftNs) {
        private static Place none(Verdict verdict) {
            return new Place(verdict, 0, 0);
        }
    }

    private FrameTurns() {}

    /**
     * The place of a gyro's clock.
     *
     * @param gyroLetters how its axes lie
     * @param orientations the blocks of CORI, a sample a frame
     */
    static Place place(GyroTrack gyro, String gyroLetters, List<SampleBlock> orientations) {
        List<PayloadTurns> lively = lively(orientations, gyroLetters, 1);
        if (lively.size() < LEAST_PAYLOADS) {
            // Where one payload tells, its halves check each other.
            lively = lively(orientations, gyroLetters, 2);
        }
        if (lively.size() < LEAST_PAYLOADS) {
            boolean tells = orientations.stream().anyMatch(block -> block.count() >= LEAST_FRAMES);
            return Place.none(tells || rms(gyro) < LEAST_RMS ? Verdict.STILL : Verdict.FEW);
        }
        List<PayloadTurns> asked = lively.subList(0, Math.min(MOST_PAYLOADS, lively.size()));
        BoxAveragedRates rates = BoxAveragedRates.of(gyro);
        double noise = GyroNoise.variance(gyro);
        List<PayloadTurns.Said> said = new ArrayList<>();
        for (PayloadTurns turns : asked) {
            said.add(turns.against(rates, noise * gyro.periodNs() / turns.stepNs()));
        }
        double[] late = said.stream()
                .filter(s -> s.fit() == PayloadTurns.Fit.ONE_PLACE)
                .mapToDouble(PayloadTurns.Said::lateNs)
                .toArray();
        if (late.length < LEAST_PAYLOADS || 2 * late.length < asked.size()) {
            return Place.none(unplaced(said));
        }
        Drift drift = drift(asked, said, lively, rates);
        if (Math.abs(drift.ns()) > MOST_DRIFT_NS && drift.scatterNs() <= MOST_SCATTER_NS) {
            return new Place(Verdict.DRIFTS, 0, drift.ns());
        }
        double middle = Median.of(late.clone());
        return scatter(late, middle) > MOST_SCATTER_NS
                ? Place.none(Verdict.DISAGREE)
                : new Place(Verdict.PLACED, middle, drift.ns());
    }

    /** How far half of some numbers lie from their middle at most. */
    private static double scatter(double[] values, double middle) {
        double[] apart = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            apart[i] = Math.abs(values[i] - middle);
        }
        return Median.of(apart);
    }

    private static Verdict unplaced(List<PayloadTurns.Said> said) {
        int none = count(said, PayloadTurns.Fit.NONE);
        if (2 * none > said.size()) {
            return Verdict.DISAGREE;
        }
        return count(said, PayloadTurns.Fit.LOST) > count(said, PayloadTurns.Fit.SEVERAL)
                ? Verdict.NOISY
                : Verdict.UNCLEAR;
    }

    private static int count(List<PayloadTurns.Said> said, PayloadTurns.Fit fit) {
        return (int) said.stream().filter(s -> s.fit() == fit).count();
    }

    /**
     * How the gyro's lateness changes.
     *
     * @param ns by how much it is later at the end than at the beginning, ns; 0 where too few payloads tell
     * @param scatterNs how far half of the payloads lie from a line at most, ns
     */
    private record Drift(double ns, double scatterNs) {}

    /** The liveliest payloads of a long clip may lie together, so the liveliest near either end are asked besides. */
    private static Drift drift(
            List<PayloadTurns> asked, List<PayloadTurns.Said> said, List<PayloadTurns> lively, BoxAveragedRates rates) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            add(points, asked.get(i), said.get(i));
        }
        double firstNs = Double.POSITIVE_INFINITY;
        double lastNs = Double.NEGATIVE_INFINITY;
        for (PayloadTurns turns : lively) {
            firstNs = Math.min(firstNs, turns.firstNs());
            lastNs = Math.max(lastNs, turns.firstNs());
        }
        double edgeNs = EDGE * (lastNs - firstNs);
        boolean first = false;
        boolean last = false;
        for (PayloadTurns turns : lively.subList(asked.size(), lively.size())) {
            boolean begins = !first && turns.firstNs() <= firstNs + edgeNs;
            boolean ends = !last && turns.firstNs() >= lastNs - edgeNs;
            if (begins || ends) {
                add(points, turns, turns.against(rates, 0));
                first |= begins;
                last |= ends;
            }
        }
        if (points.size() < LEAST_FOR_DRIFT) {
            return new Drift(0, 0);
        }
        double[] times = points.stream().mapToDouble(p -> p[0]).toArray();
        double[] lateNs = points.stream().mapToDouble(p -> p[1]).toArray();
        double spanNs = Arrays.stream(times).max().orElse(0)
                - Arrays.stream(times).min().orElse(0);
        TheilSenLine line = TheilSenLine.through(times, lateNs);
        for (int i = 0; i < times.length; i++) {
            lateNs[i] -= line.at(times[i]);
        }
        return new Drift(line.slope() * spanNs, scatter(lateNs, 0));
    }

    private static void add(List<double[]> points, PayloadTurns turns, PayloadTurns.Said said) {
        if (said.fit() == PayloadTurns.Fit.ONE_PLACE) {
            points.add(new double[] {turns.firstNs(), said.lateNs()});
        }
    }

    /** The turns of payloads, or of equal parts of them, that tell something, the liveliest first. */
    private static List<PayloadTurns> lively(List<SampleBlock> orientations, String gyroLetters, int parts) {
        List<PayloadTurns> lively = new ArrayList<>();
        double usualStepNs = FrameTimes.usualStepNs(orientations);
        for (SampleBlock block : orientations) {
            int frames = block.count() / parts;
            for (int part = 0; part < parts && frames >= LEAST_FRAMES; part++) {
                PayloadTurns turns = PayloadTurns.of(
                        block, part * frames, frames, FrameTimes.stepNs(block, usualStepNs), gyroLetters);
                if (turns.rms() >= LEAST_RMS) {
                    lively.add(turns);
                }
            }
        }
        lively.sort(Comparator.comparingDouble(PayloadTurns::rms).reversed());
        return lively;
    }

    /** By how much a gyro's rates vary, rad/s. */
    private static double rms(GyroTrack gyro) {
        double variance = 0;
        for (int axis = 0; axis < 3; axis++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < gyro.size(); i++) {
                double rate = axis == 0 ? gyro.x(i) : axis == 1 ? gyro.y(i) : gyro.z(i);
                sum += rate;
                squares += rate * rate;
            }
            double mean = sum / gyro.size();
            variance += squares / gyro.size() - mean * mean;
        }
        return Math.sqrt(Math.max(0, variance));
    }
}
