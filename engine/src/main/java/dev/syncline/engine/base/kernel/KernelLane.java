package dev.syncline.engine.base.kernel;

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
        String why = VectorRefusal.why(VectorRefusal.hasModule(), System::getProperty);
        if (why != null) {
            Logger log = System.getLogger(KernelLane.class.getName());
            log.log(Level.WARNING, "scalar kernels in use, several times slower: " + why);
            return new ScalarKernels();
        }
        return vector();
    }

    private static Kernels vector() {
        // Forced, the lane is refused only where it cannot run at all.
        if (!VectorRefusal.hasModule()) {
            throw new IllegalStateException("vector kernels asked for, but " + VectorRefusal.NO_MODULE);
        }
        return new VectorKernels();
    }
}
