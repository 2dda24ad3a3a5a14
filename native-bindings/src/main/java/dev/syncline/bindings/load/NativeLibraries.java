package dev.syncline.bindings.load;

import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;

/** Brings JavaCPP libraries into the process. Loading the same class twice costs nothing. Thread-safe. */
public final class NativeLibraries {
    private NativeLibraries() {}

    /**
     * Loads the libraries behind JavaCPP's {@code globals}, unpacking them into {@link NativeFolder} on the first run on
     * a machine.
     *
     * @param product the library's name, for people
     * @throws NativeLibraryException when they are not there or do not fit this machine
     */
    public static void load(String product, Class<?>... globals) {
        // JavaCPP counts the whole process, decoder pools and mapped files included, against a multiple of -Xmx and
        // then collects garbage in a loop. What we allocate is freed by hand, so the count serves nobody.
        if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
            System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        }
        Path folder = NativeFolder.ensure();
        try {
            for (Class<?> global : globals) {
                Loader.load(global);
            }
        } catch (LinkageError e) {
            String problem = UnpackProblem.of(folder, Path.of("/proc/self/mounts"));
            if (problem != null) {
                throw new NativeLibraryException(product + " could not be loaded: " + problem, e);
            }
            throw new NativeLibraryException(
                    product + " could not be loaded on " + System.getProperty("os.name") + "/"
                            + System.getProperty("os.arch")
                            + ": its native library is missing or does not fit; build Syncline on this machine, or check"
                            + " that it can be unpacked into "
                            + System.getProperty("org.bytedeco.javacpp.cachedir") + " (" + firstLine(e) + ")",
                    e);
        }
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no details");
    }
}
