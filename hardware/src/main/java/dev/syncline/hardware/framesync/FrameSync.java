package dev.syncline.hardware.framesync;

/**
 * Keeps one camera in step with the others, network included. One thread: the one that takes the camera's frames.
 *
 * <pre>{@code
 * try (FrameSync sync = FrameSyncSession.client(camera, SyncSettings.DEFAULT, SyncNetwork.DEFAULT)) {
 *     for (;;) {
 *         Frame frame = next();
 *         FrameSyncVerdict verdict = sync.onFrame(frame.sequence(), frame.sensorNs(), frame.wallNs());
 *         if (verdict.ready()) {
 *             record(frame);
 *         }
 *     }
 * }
 * }</pre>
 */
public interface FrameSync extends AutoCloseable {
    /**
     * Takes a frame, sends or receives what is due, and steers the camera. Never waits, and does a bounded amount of
     * work however many packets have come. Network trouble does not stop a recording: {@link #status} tells of it.
     *
     * @param sequence the driver's frame number
     * @param sensorNs when the frame began, on the camera's clock, ns
     * @param wallNs the same moment on the wall clock, ns since the Unix epoch
     */
    FrameSyncVerdict onFrame(long sequence, long sensorNs, long wallNs);

    /** What has happened so far. */
    FrameSyncStatus status();

    /** Closes the socket. Twice does no harm. */
    @Override
    void close();
}
