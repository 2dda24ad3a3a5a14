package dev.syncline.hardware.camera.simulated;

import dev.syncline.hardware.camera.FrameTiming;
import dev.syncline.hardware.camera.SteerableCamera;
import java.util.SplittableRandom;

/**
 * A camera in simulated time: its own oscillator that is off and wanders, frames of whole lines, requests that take
 * effect frames later, late timestamps, dropped frames. Nothing sleeps; the same seed gives the same frames.
 */
public final class SimulatedCamera implements SteerableCamera {
    private final SimulatedSensor sensor;
    private final FrameTiming timing;
    private final SplittableRandom random;
    /** Lines by which a frame to come is shorter, by sequence modulo the length. */
    private final long[] shorterLines;

    private long sequence;
    private double slowPpm;
    private long beginNs;
    /** Of {@link #beginNs}, what is less than a nanosecond. */
    private double beginFraction;

    /** @param firstFrameNs when its first frame begins, simulated time, ns */
    public SimulatedCamera(SimulatedSensor sensor, long firstFrameNs) {
        this.sensor = sensor;
        this.timing = sensor.timing();
        this.random = new SplittableRandom(sensor.seed());
        this.shorterLines = new long[timing.controlDelayFrames() + 1];
        this.slowPpm = sensor.slowPpm();
        this.beginNs = firstFrameNs;
    }

    @Override
    public FrameTiming timing() {
        return timing;
    }

    /**
     * Makes frames until one is not dropped. The frame's own length is settled by requests that were made
     * {@link FrameTiming#controlDelayFrames} frames before it.
     */
    public SimulatedFrame next() {
        while (true) {
            SimulatedFrame frame = make();
            if (random.nextDouble() >= sensor.dropProbability()) {
                return frame;
            }
        }
    }

    private SimulatedFrame make() {
        int slot = (int) (sequence % shorterLines.length);
        long lines = timing.nominalFrameNs() / timing.lineNs() - shorterLines[slot];
        shorterLines[slot] = 0;
        double exactNs = lines * timing.lineNs() * (1 + slowPpm * 1e-6);
        slowPpm += sensor.wanderPpm() * Math.sqrt(exactNs * 1e-9) * random.nextGaussian();
        double lateNs = -Math.log(1 - random.nextDouble()) * sensor.stampJitterNs();
        long stampNs = (beginNs + Math.round(lateNs)) / 1000 * 1000;
        long wholeNs = (long) Math.floor(exactNs + beginFraction);
        SimulatedFrame frame = new SimulatedFrame(sequence, beginNs, stampNs, wholeNs);
        beginFraction += exactNs - wholeNs;
        beginNs += wholeNs;
        sequence++;
        return frame;
    }

    /** The frame that will be asked for next was not made yet: it is {@code controlDelayFrames} after the latest one. */
    @Override
    public long shortenNextFrame(long shortenByNs) {
        long wantedNs =
                Math.clamp(timing.nominalFrameNs() - shortenByNs, timing.shortestFrameNs(), timing.longestFrameNs());
        long lines = Math.round((double) wantedNs / timing.lineNs());
        long nominalLines = timing.nominalFrameNs() / timing.lineNs();
        long slot = (sequence - 1 + timing.controlDelayFrames()) % shorterLines.length;
        shorterLines[(int) slot] = nominalLines - lines;
        return (nominalLines - lines) * timing.lineNs();
    }

    /** Lets the machine sleep: frames go on later, and the driver's numbers go on where they were. */
    public void suspend(long durationNs) {
        beginNs += durationNs;
    }
}
