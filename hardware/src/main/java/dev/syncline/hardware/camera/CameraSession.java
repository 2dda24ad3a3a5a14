package dev.syncline.hardware.camera;

import java.io.IOException;

/**
 * A camera that frames are taken from. One thread. Frames lie in the driver's buffers, of which there are few: release
 * each soon, or the driver has none to fill and drops frames.
 *
 * <pre>{@code
 * CameraFrame frame = new CameraFrame();
 * session.start();
 * while (recording) {
 *     if (session.next(frame, 100)) {
 *         use(frame.pixels());
 *         session.release(frame);
 *     }
 * }
 * }</pre>
 */
public interface CameraSession extends SteerableCamera, AutoCloseable {
    /** The camera, for people. */
    String name();

    /** What its frames are. */
    FrameFormat format();

    /** Whether {@link #shortenNextFrame} does anything; otherwise it returns 0. */
    boolean isSteerable();

    /** Whether the camera keeps itself in step with others, so that its own word for it counts. */
    default boolean keepsItselfInStep() {
        return false;
    }

    /**
     * Lets frames come.
     *
     * @throws IOException if the camera refuses
     */
    void start() throws IOException;

    /**
     * Waits for a frame, which is the caller's until {@link #release}.
     *
     * @return false where none came within the time
     * @throws IOException if the camera is gone or broken
     */
    boolean next(CameraFrame frame, int timeoutMs) throws IOException;

    /**
     * Gives the frame's buffer back.
     *
     * @throws IOException if the camera is gone or broken
     */
    void release(CameraFrame frame) throws IOException;

    /** Frames that the camera made and that never came, as the gaps in their numbers show. */
    long missedFrames();

    /** Stops the frames and lets the camera go. Twice does no harm. */
    @Override
    void close() throws IOException;
}
