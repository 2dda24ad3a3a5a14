package dev.syncline.bindings.libcamera;

import dev.syncline.bindings.ffi.Downcalls;
import dev.syncline.bindings.load.NativeFolder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Finds and loads the shim, once. */
final class ShimLibrary {
    /** Names another shim than the one that was built with these classes. */
    static final String PROPERTY = "syncline.libcamera.shim";

    private static final String RESOURCE = "libsyncline-camera.so";
    private static @Nullable SymbolLookup loaded;

    private ShimLibrary() {}

    /**
     * The functions of the shim.
     *
     * @throws LibcameraException if it was not built, or what it needs is not here
     */
    static synchronized SymbolLookup load() throws LibcameraException {
        SymbolLookup library = loaded;
        if (library == null) {
            library = find();
            loaded = library;
        }
        return library;
    }

    private static SymbolLookup find() throws LibcameraException {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return open(Path.of(named));
        }
        try (InputStream resource = ShimLibrary.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new LibcameraException("this build of Syncline has no libcamera: install libcamera-dev 0.5 or"
                        + " newer, pkg-config and g++, build again, or use another camera backend (v4l2, sim)");
            }
            Path unpacked = Files.createTempFile(NativeFolder.ensure(), "syncline-camera-", ".so");
            try {
                Files.copy(resource, unpacked, StandardCopyOption.REPLACE_EXISTING);
                return open(unpacked);
            } finally {
                // The loader keeps it open; the name is no longer needed.
                Files.deleteIfExists(unpacked);
            }
        } catch (LibcameraException e) {
            throw e;
        } catch (IOException e) {
            throw new LibcameraException("the libcamera shim cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private static SymbolLookup open(Path file) throws LibcameraException {
        try {
            // libcamera has threads and handlers of its own, so it stays for as long as the process does.
            return Downcalls.open(file, Arena.global());
        } catch (IllegalArgumentException e) {
            throw new LibcameraException(
                    "the libcamera shim cannot be loaded: libcamera is not here, or is not the version that Syncline was"
                            + " built with; build again",
                    e);
        }
    }
}
