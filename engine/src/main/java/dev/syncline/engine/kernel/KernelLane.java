package dev.syncline.engine.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Chooses the lane once. {@code -Dsyncline.kernels=vector} or {@code scalar} forces one, and a forced lane that cannot
 * be had is an error, not a fallback; {@code auto}, the default, takes vectors where the JVM has them and the work is worth
 * it: the vector lane is slow until it is compiled as a whole, which takes longer than all of a small piece in plain loops.
 */
final class KernelLane {
    /** Plain loops take some 30 ms for so much; compiling the vector lane for it takes several times that. */
    static final double LEAST_VECTOR_PRODUCTS = 3e7;

    private static final String ASKED = System.getProperty("syncline.kernels", "auto");
    static final Kernels ACTIVE = choose(ASKED);
    private static final Kernels SMALL = ASKED.equals("auto") ? new ScalarKernels() : ACTIVE;

    private KernelLane() {}

    static Kernels forWork(double products) {
        return products < LEAST_VECTOR_PRODUCTS ? SMALL : ACTIVE;
    }

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
