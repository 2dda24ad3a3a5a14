package dev.syncline.bindings.libcamera;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.syncline.bindings.ffi.Downcalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A camera that frames are taken from. Frames lie in the camera's own buffers, mapped: nothing is copied, and taking one
 * allocates nothing. {@link #next} and {@link #release} may run on two threads, everything else belongs to one.
 */
public final class LibcameraCapture implements AutoCloseable {
    private final String subject;
    private final MemorySegment camera;
    private final Arena arena;
    private final LibcameraFrame frame;
    private LibcameraMode mode = new LibcameraMode(0, 0, 0, 0, 0, 0, 0);
    private MemorySegment[] buffers = new MemorySegment[0];
    private boolean open = true;

    private LibcameraCapture(String id, MemorySegment camera) {
        this.subject = "camera " + id;
        this.camera = camera;
        this.arena = Arena.ofShared();
        this.frame = new LibcameraFrame(arena);
    }

    static LibcameraCapture configured(String id, MemorySegment camera, LibcameraMode wanted)
            throws LibcameraException {
        LibcameraCapture capture = new LibcameraCapture(id, camera);
        try {
            capture.configure(wanted);
            return capture;
        } catch (Throwable e) {
            capture.close();
            throw Downcalls.rethrown(e);
        }
    }

    private void configure(LibcameraMode wanted) throws LibcameraException {
        MemorySegment struct = arena.allocate(LibcameraMode.LAYOUT);
        wanted.write(struct);
        try {
            ShimFunctions.checked(subject, (int) ShimFunctions.CONFIGURE.invokeExact(camera, struct));
            mode = LibcameraMode.read(struct);
            buffers = new MemorySegment[mode.buffers()];
            MemorySegment address = arena.allocate(ADDRESS);
            MemorySegment length = arena.allocate(JAVA_LONG);
            MemorySegment fd = arena.allocate(JAVA_INT);
            for (int i = 0; i < buffers.length; i++) {
                int result = (int) ShimFunctions.BUFFER.invokeExact(camera, i, address, length, fd);
                ShimFunctions.checked(subject, result);
                buffers[i] = Downcalls.sized(address.get(ADDRESS, 0), length.get(JAVA_LONG, 0), arena)
                        .asReadOnly();
            }
        } catch (Throwable e) {
            throw Downcalls.rethrown(e);
        }
    }

    /** How the camera gives its frames. */
    public LibcameraMode mode() {
        return mode;
    }

    /** The memory of a buffer, read-only, mapped until {@link #close}. */
    public MemorySegment buffer(int index) {
        return buffers[index];
    }

    /**
     * Lets frames come.
     *
     * @throws LibcameraException if the camera refuses a setting
     */
    public void start(LibcameraSettings settings) throws LibcameraException {
        MemorySegment struct = arena.allocate(LibcameraSettings.LAYOUT);
        settings.write(struct);
        try {
            ShimFunctions.checked(subject, (int) ShimFunctions.START.invokeExact(camera, struct));
        } catch (Throwable e) {
            throw Downcalls.rethrown(e);
        }
    }

    /**
     * Waits for a frame; then {@link #frame} describes it, and its buffer is the caller's until {@link #release}.
     *
     * @return false where none came within the time
     * @throws LibcameraException if the camera is gone
     */
    public boolean next(int timeoutMs) throws LibcameraException {
        try {
            int result = (int) ShimFunctions.NEXT.invokeExact(camera, timeoutMs, frame.struct());
            return ShimFunctions.checked(subject, result) > 0;
        } catch (Throwable e) {
            throw Downcalls.rethrown(e);
        }
    }

    /** The frame that {@link #next} took last. */
    public LibcameraFrame frame() {
        return frame;
    }

    /**
     * Gives a buffer back to be filled again.
     *
     * @throws LibcameraException if it is not the caller's, or the camera is gone
     */
    public void release(int buffer) throws LibcameraException {
        try {
            ShimFunctions.checked(subject, (int) ShimFunctions.RELEASE.invokeExact(camera, buffer));
        } catch (Throwable e) {
            throw Downcalls.rethrown(e);
        }
    }

    /**
     * Makes the frame of the next request this long; those after it have the length that the camera was started with.
     *
     * @throws LibcameraException if the camera was started without a length
     */
    public void nextFrameLength(long frameUs) throws LibcameraException {
        try {
            ShimFunctions.checked(subject, (int) ShimFunctions.FRAME_LENGTH.invokeExact(camera, frameUs));
        } catch (Throwable e) {
            throw Downcalls.rethrown(e);
        }
    }

    /** Stops the frames, unmaps the buffers and lets the camera go. */
    @Override
    public void close() {
        if (open) {
            open = false;
            try {
                ShimFunctions.CLOSE.invokeExact(camera);
            } catch (Throwable e) {
                throw Downcalls.rethrown(e);
            } finally {
                arena.close();
            }
        }
    }
}
