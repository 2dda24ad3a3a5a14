package dev.syncline.hardware.camera;

/** A camera whose frame length can be changed for one frame at a time, which moves the start of all frames after it. */
public interface SteerableCamera {
    /** How its frames lie in time. */
    FrameTiming timing();

    /**
     * Asks for one frame of another length; the frames after it are nominal again. Takes effect after
     * {@link FrameTiming#controlDelayFrames}, in whole lines, inside the shortest and longest frame.
     *
     * @param shortenByNs positive shortens (later frames come earlier), negative lengthens, ns
     * @return by how much the frame will really be shortened, ns
     */
    long shortenNextFrame(long shortenByNs);
}
