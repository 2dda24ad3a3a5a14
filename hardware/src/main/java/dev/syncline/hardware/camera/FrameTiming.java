package dev.syncline.hardware.camera;

import dev.syncline.engine.clock.ClockDomain;

/**
 * How a camera's frames lie in time.
 *
 * @param nominalFrameNs length of a frame when nothing is corrected, ns
 * @param lineNs time of one row, ns; frame lengths are whole numbers of it
 * @param shortestFrameNs shortest frame that the mode allows, ns
 * @param longestFrameNs longest frame that the mode allows, ns
 * @param controlDelayFrames frames from a request to the first frame whose length it changes
 * @param clock the clock of the frames' timestamps
 */
public record FrameTiming(
        long nominalFrameNs,
        long lineNs,
        long shortestFrameNs,
        long longestFrameNs,
        int controlDelayFrames,
        ClockDomain clock) {
    /** @throws IllegalArgumentException if a length is not positive or the order of the lengths is wrong */
    public FrameTiming {
        if (lineNs <= 0
                || shortestFrameNs < lineNs
                || nominalFrameNs < shortestFrameNs
                || longestFrameNs < nominalFrameNs) {
            throw new IllegalArgumentException("expected 0 < line <= shortest <= nominal <= longest frame, found line "
                    + lineNs + ", shortest " + shortestFrameNs + ", nominal " + nominalFrameNs + ", longest "
                    + longestFrameNs + " ns");
        }
        if (controlDelayFrames < 0) {
            throw new IllegalArgumentException("controlDelayFrames=" + controlDelayFrames + ", expected 0 or more");
        }
    }
}
