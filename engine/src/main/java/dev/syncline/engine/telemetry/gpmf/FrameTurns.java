package dev.syncline.engine.telemetry.gpmf;

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
    /** Frames of a payload that tell something together. */
    private static final int LEAST_FRAMES = 8;

    /** A payload whose turning varies by less tells nothing, rad/s. */
    private static final double LEAST_RMS = 0.03;

    /** Payloads agree with each other, ns. */
    static final double MOST_SCATTER_NS = 3e6;

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
        /** The camera turned, and its gyro turned otherwise. */
        DISAGREE
    }

    /**
     * A place of the gyro's clock.
     *
     * @param lateNs by how much the gyro's times are later than the frames', ns; 0 where they are not placed
     */
    record Place(Verdict verdict, double lateNs) {}

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
            return new Place(tells || rms(gyro) < LEAST_RMS ? Verdict.STILL : Verdict.FEW, 0);
        }
        List<PayloadTurns> asked = lively.subList(0, Math.min(MOST_PAYLOADS, lively.size()));
        BoxAveragedRates rates = BoxAveragedRates.of(gyro);
        List<PayloadTurns.Said> said =
                asked.stream().map(turns -> turns.against(rates)).toList();
        double[] late = said.stream()
                .filter(s -> s.fit() == PayloadTurns.Fit.ONE_PLACE)
                .mapToDouble(PayloadTurns.Said::lateNs)
                .toArray();
        long agree = said.stream().filter(s -> s.fit() != PayloadTurns.Fit.NONE).count();
        if (late.length < LEAST_PAYLOADS || 2 * late.length < asked.size()) {
            return new Place(2 * agree < asked.size() ? Verdict.DISAGREE : Verdict.UNCLEAR, 0);
        }
        double middle = Median.of(late.clone());
        double[] apart = new double[late.length];
        for (int i = 0; i < late.length; i++) {
            apart[i] = Math.abs(late[i] - middle);
        }
        return Median.of(apart) > MOST_SCATTER_NS ? new Place(Verdict.DISAGREE, 0) : new Place(Verdict.PLACED, middle);
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
