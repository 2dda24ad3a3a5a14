package dev.syncline.engine.base.kernel;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Why vector kernels would be no gain on this JVM, in the order in which Lucene's {@code VectorizationProvider} refuses:
 * the module is missing, the JVM only interprets, or its optimizing compiler is not HotSpot's C2, which alone turns vector
 * code into vector instructions. Told from system properties: asking the JVM's management beans costs a tenth of a second.
 */
final class VectorRefusal {
    static final String NO_MODULE = "the module is missing: start Java with --add-modules jdk.incubator.vector";

    static final String NO_MODULE_IN_JDK =
            "this JDK lacks the module jdk.incubator.vector: take a JDK from https://adoptium.net";

    private VectorRefusal() {}

    /**
     * Why the automatic lane would be scalar even in a JVM that is started with the module, one line; null where it would
     * be vectors. Loads nothing of either lane.
     *
     * @param inJdk whether the JDK has the module
     * @param property gives a system property by its name, null where it is not set
     */
    static @Nullable String whyEvenWithModule(boolean inJdk, UnaryOperator<@Nullable String> property) {
        if ("scalar".equals(property.apply("syncline.kernels"))) {
            return "syncline.kernels asks for the scalar lane";
        }
        return inJdk ? why(true, property) : NO_MODULE_IN_JDK;
    }

    static boolean hasModule() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /**
     * The reason, one line; null where there is none.
     *
     * @param property gives a system property by its name, null where it is not set
     */
    static @Nullable String why(boolean hasModule, UnaryOperator<@Nullable String> property) {
        if (!hasModule) {
            return NO_MODULE;
        }
        String info = lower(property.apply("java.vm.info"));
        if (info.contains("interpreted mode")) {
            return "this JVM only interprets: start it without -Xint";
        }
        String name = lower(property.apply("java.vm.name"));
        if (info.contains("emulated-client") || name.contains("client vm")) {
            return "this JVM runs without its optimizing compiler C2: start it without -client and -XX:TieredStopAtLevel";
        }
        if (lower(property.apply("java.vm.version")).contains("jvmci")) {
            return "this JVM compiles with JVMCI (Graal), not with C2: take a JDK from https://adoptium.net";
        }
        return null;
    }

    private static String lower(@Nullable String value) {
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }
}
