package dev.syncline.bindings.libcamera;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.syncline.bindings.ffi.Downcalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** libcamera, started: the cameras of this machine. Starts nest; the last one closed stops it. */
public final class Libcamera implements AutoCloseable {
    /** More than any camera has; a list that never ends must not fill the memory. */
    private static final int MOST_MODES = 512;

    private boolean open = true;

    private Libcamera() {}

    /**
     * Starts libcamera, which looks for cameras.
     *
     * @throws LibcameraException if this build has no libcamera, or it does not start
     */
    public static Libcamera start() throws LibcameraException {
        ShimLibrary.load();
        try {
            int abi = (int) ShimFunctions.VERSION.invokeExact();
            if (abi != ShimFunctions.ABI) {
                throw new LibcameraException("the libcamera shim has interface " + abi + ", this Syncline needs "
                        + ShimFunctions.ABI + ": build both together");
            }
            ShimFunctions.checked("libcamera", (int) ShimFunctions.MANAGER_START.invokeExact());
            return new Libcamera();
        } catch (Throwable e) {
            throw Downcalls.rethrown(e);
        }
    }

    /** The library's version, such as {@code v0.7.1}. */
    public String version() {
        try {
            return ShimFunctions.text((MemorySegment) ShimFunctions.LIBRARY_VERSION.invokeExact());
        } catch (Throwable e) {
            throw Downcalls.rethrown(e);
        }
    }

    /**
     * The cameras, in libcamera's order.
     *
     * @throws LibcameraException if one goes while it is asked
     */
    public List<LibcameraInfo> cameras() throws LibcameraException {
        List<LibcameraInfo> all = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            int count = ShimFunctions.checked("libcamera", (int) ShimFunctions.COUNT.invokeExact());
            MemorySegment info = arena.allocate(LibcameraInfo.LAYOUT);
            for (int index = 0; index < count; index++) {
                ShimFunctions.checked("libcamera", (int) ShimFunctions.DESCRIBE.invokeExact(index, info));
                all.add(LibcameraInfo.read(info, modes(index, arena)));
            }
        } catch (Throwable e) {
            throw Downcalls.rethrown(e);
        }
        return all;
    }

    private static List<LibcameraMode> modes(int camera, Arena arena) throws LibcameraException {
        List<LibcameraMode> all = new ArrayList<>();
        MemorySegment struct = arena.allocate(LibcameraMode.LAYOUT);
        try {
            for (int index = 0; index < MOST_MODES; index++) {
                int result = (int) ShimFunctions.MODE_OF.invokeExact(camera, index, struct);
                if (ShimFunctions.checked("libcamera", result) == 0) {
                    break;
                }
                all.add(LibcameraMode.read(struct));
            }
        } catch (Throwable e) {
            throw Downcalls.rethrown(e);
        }
        return all;
    }

    /**
     * Takes a camera for capture; nobody else can capture from it then.
     *
     * @param id of {@link LibcameraInfo}
     * @param wanted what it should be set to; the nearest that it has is taken
     * @throws LibcameraException if there is no such camera, another program has it, or it refuses
     */
    public LibcameraCapture open(String id, LibcameraMode wanted) throws LibcameraException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment camera = arena.allocate(ADDRESS);
            ShimFunctions.checked("camera " + id, (int) ShimFunctions.OPEN.invokeExact(arena.allocateFrom(id), camera));
            return LibcameraCapture.configured(id, camera.get(ADDRESS, 0), wanted);
        } catch (Throwable e) {
            throw Downcalls.rethrown(e);
        }
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            try {
                int ignored = (int) ShimFunctions.MANAGER_STOP.invokeExact();
            } catch (Throwable e) {
                throw Downcalls.rethrown(e);
            }
        }
    }
}
