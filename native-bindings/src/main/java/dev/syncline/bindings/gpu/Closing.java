package dev.syncline.bindings.gpu;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives back several things: a device that was lost fails at one, and the others are given back all the same. */
final class Closing {
    private Closing() {}

    /** Runs all; throws what came first, with the rest suppressed. */
    static void all(List<Runnable> closings) {
        @Nullable RuntimeException first = null;
        for (Runnable each : closings) {
            try {
                each.run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
