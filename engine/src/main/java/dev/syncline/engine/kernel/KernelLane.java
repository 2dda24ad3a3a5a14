package dev.syncline.engine.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Chooses the lane once. {@code -Dsyncline.kernels=vector} or {@code scalar} forces one, and a forced lane that cannot
 * be had is an error, not a fallback; {@code auto}, the default, takes vectors where the JVM has them.
 */
final class KernelLane {
    static final Kernels ACTIVE = choose(System.getProperty("syncline.kernels", "auto"));

    private KernelLane() {}

    static Kernels choose(String asked) {
        return switch (asked) {
            case "scalar" -> new ScalarKernels();
            case "vector" -> vector();
            case "auto" -> vectorOrScalar();
            default ->
                throw new IllegalArgumentException(
                        "syncline.kernels is '" + asked + "', expected auto, vector or scalar");
        };
    }

    private static Kernels vectorOrScalar() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            Logger log = System.getLogger(KernelLane.class.getName());
            log.log(
                    Level.WARNING,
                    "scalar kernels in use, several times slower: start Java with --add-modules jdk.incubator.vector");
            return new ScalarKernels();
        }
        return vector();
    }

    private static Kernels vector() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            throw new IllegalStateException(
                    "vector kernels asked for, but the module is missing: start Java with --add-modules jdk.incubator.vector");
        }
        return new VectorKernels();
    }
}
