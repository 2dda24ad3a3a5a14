package dev.syncline.bindings.libcamera;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.syncline.bindings.ffi.Downcalls;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** The shim's functions ({@code syncline_camera.h}). Touched only after {@link ShimLibrary#load} has succeeded. */
final class ShimFunctions {
    /** {@code SYNCLINE_CAMERA_ABI}: of the header that these handles and layouts were written for. */
    static final int ABI = 2;

    private static final int LONGEST_TEXT = 4096;
    private static final SymbolLookup LIBRARY = loaded();

    static final MethodHandle VERSION = handle("syncline_camera_abi", FunctionDescriptor.of(JAVA_INT));
    static final MethodHandle LIBRARY_VERSION = handle("syncline_camera_library", FunctionDescriptor.of(ADDRESS));
    static final MethodHandle ERROR = handle("syncline_camera_error", FunctionDescriptor.of(ADDRESS));
    static final MethodHandle MANAGER_START = handle("syncline_camera_manager_start", FunctionDescriptor.of(JAVA_INT));
    static final MethodHandle MANAGER_STOP = handle("syncline_camera_manager_stop", FunctionDescriptor.of(JAVA_INT));
    static final MethodHandle COUNT = handle("syncline_camera_count", FunctionDescriptor.of(JAVA_INT));
    static final MethodHandle DESCRIBE =
            handle("syncline_camera_describe", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    static final MethodHandle MODE_OF =
            handle("syncline_camera_mode_of", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    static final MethodHandle OPEN = handle("syncline_camera_open", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    static final MethodHandle CONFIGURE =
            handle("syncline_camera_configure", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    static final MethodHandle BUFFER = handle(
            "syncline_camera_buffer", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    static final MethodHandle START =
            handle("syncline_camera_start", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    static final MethodHandle NEXT =
            handle("syncline_camera_next", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
    static final MethodHandle RELEASE =
            handle("syncline_camera_release", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    static final MethodHandle FRAME_LENGTH =
            handle("syncline_camera_frame_length", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
    static final MethodHandle STOP = handle("syncline_camera_stop", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    static final MethodHandle CLOSE = handle("syncline_camera_close", FunctionDescriptor.ofVoid(ADDRESS));

    private ShimFunctions() {}

    private static SymbolLookup loaded() {
        try {
            return ShimLibrary.load();
        } catch (LibcameraException e) {
            throw new IllegalStateException("the shim was not loaded before its functions were used", e);
        }
    }

    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        return Downcalls.of(LIBRARY, name, descriptor);
    }

    /** The words of the latest failure on this thread. */
    static String error() {
        try {
            return text((MemorySegment) ERROR.invokeExact());
        } catch (Throwable e) {
            throw Downcalls.rethrown(e);
        }
    }

    /** Text that the library owns. */
    static String text(MemorySegment pointer) {
        return Downcalls.sized(pointer, LONGEST_TEXT, Arena.global()).getString(0);
    }

    /** @throws LibcameraException if {@code result} says that a call failed */
    static int checked(String subject, int result) throws LibcameraException {
        if (result < 0) {
            throw new LibcameraException(subject, error(), result);
        }
        return result;
    }
}
