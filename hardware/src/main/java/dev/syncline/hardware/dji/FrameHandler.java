package dev.syncline.hardware.dji;

/** Takes the frames that a parser finds, in order. */
@FunctionalInterface
public interface FrameHandler {
    /** @param frame valid until this returns */
    void onFrame(FrameView frame);
}
