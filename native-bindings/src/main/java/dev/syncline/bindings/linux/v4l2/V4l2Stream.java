package dev.syncline.bindings.linux.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import java.lang.foreign.Arena;

/** Starts and stops the flow of frames. */
public final class V4l2Stream {
    private V4l2Stream() {}

    /**
     * Lets frames come.
     *
     * @throws SystemCallException if the device does not start
     */
    public static void on(FileDescriptor device) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            device.ioctl(
                    "VIDIOC_STREAMON",
                    V4l2Requests.VIDIOC_STREAMON,
                    arena.allocateFrom(JAVA_INT, V4l2Format.VIDEO_CAPTURE));
        }
    }

    /** Stops the frames and takes all buffers back; a device that is gone has stopped already. */
    public static void off(FileDescriptor device) {
        try (Arena arena = Arena.ofConfined()) {
            int ignored = device.tryIoctl(
                    V4l2Requests.VIDIOC_STREAMOFF, arena.allocateFrom(JAVA_INT, V4l2Format.VIDEO_CAPTURE));
        }
    }
}
