package dev.syncline.hardware.camera.simulated;

import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.hardware.camera.FrameTiming;

/**
 * What a simulated camera is like.
 *
 * @param nominalFrameNs length of a frame on a perfect oscillator, rounded to whole lines, ns
 * @param lineNs time of one row, ns
 * @param shortestFrameNs shortest frame that can be asked for, ns
 * @param controlDelayFrames frames from a request to the first frame whose length it changes
 * @param slowPpm by how much its frames are too long, parts per million
 * @param wanderPpm standard deviation by which {@code slowPpm} walks in one second, parts per million
 * @param stampJitterNs mean of the (exponential) delay of a timestamp, ns
 * @param dropProbability share of frames that the sensor makes and that never come, 0 to below 1
 * @param seed of its random numbers
 */
public record SimulatedSensor(
        long nominalFrameNs,
        long lineNs,
        long shortestFrameNs,
        int controlDelayFrames,
        double slowPpm,
        double wanderPpm,
        double stampJitterNs,
        double dropProbability,
        long seed) {
    /** A camera at 30 frames/s with lines of 20 µs, able to run at 60, that drops nothing. */
    public static final SimulatedSensor DEFAULT =
            new SimulatedSensor(33_333_333, 20_000, 16_666_666, 2, 0, 0, 2_000, 0, 1);

    /** @throws IllegalArgumentException if a number is out of its range */
    public SimulatedSensor {
        if (!(Math.abs(slowPpm) < 100_000) || !(wanderPpm >= 0 && wanderPpm < 1000)) {
            throw new IllegalArgumentException("an oscillator " + slowPpm + " ppm off that wanders " + wanderPpm
                    + " ppm, expected less than 100000 and 0 to 1000");
        }
        if (!(stampJitterNs >= 0 && stampJitterNs < 1e9) || !(dropProbability >= 0 && dropProbability < 1)) {
            throw new IllegalArgumentException("timestamp jitter " + stampJitterNs + " ns and drop probability "
                    + dropProbability + ", expected 0 to 1e9 and 0 to below 1");
        }
    }

    /** The camera's timing, in whole lines. */
    FrameTiming timing() {
        return new FrameTiming(
                wholeLines(nominalFrameNs),
                lineNs,
                Math.min(wholeLines(nominalFrameNs), Math.ceilDiv(shortestFrameNs, lineNs) * lineNs),
                Math.max(2 * wholeLines(nominalFrameNs), 1_000_000_000L),
                controlDelayFrames,
                ClockDomain.MONOTONIC);
    }

    private long wholeLines(long ns) {
        return Math.max(1, Math.round((double) ns / lineNs)) * lineNs;
    }

    /** The same at another frame rate, able to run at twice that. */
    public SimulatedSensor atFramerate(double framesPerSecond) {
        long frameNs = Math.round(1e9 / framesPerSecond);
        return new SimulatedSensor(
                frameNs,
                lineNs,
                frameNs / 2,
                controlDelayFrames,
                slowPpm,
                wanderPpm,
                stampJitterNs,
                dropProbability,
                seed);
    }

    /** The same with an oscillator that is off, and other random numbers. */
    public SimulatedSensor withOscillator(double ppmSlow, double ppmWander, long otherSeed) {
        return new SimulatedSensor(
                nominalFrameNs,
                lineNs,
                shortestFrameNs,
                controlDelayFrames,
                ppmSlow,
                ppmWander,
                stampJitterNs,
                dropProbability,
                otherSeed);
    }
}
