package dev.syncline.bindings.load;

import dev.syncline.engine.base.kernel.Kernels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a number was measured on. */
public final class Machine {
    private static final Path LINUX_CPU = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** One line: lane, JDK, processor. */
    public static String line() {
        return "lane " + Kernels.active().name() + ", JDK " + Runtime.version() + " ("
                + System.getProperty("java.vendor") + "), " + processor() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors";
    }

    /** The processor's own name on Linux; elsewhere what the system tells Java. */
    public static String processor() {
        if (Files.isReadable(LINUX_CPU)) {
            try (Stream<String> lines = Files.lines(LINUX_CPU)) {
                return lines.filter(l -> l.startsWith("model name"))
                        .map(l -> l.substring(l.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + LINUX_CPU, e);
            }
        }
        String windows = System.getenv("PROCESSOR_IDENTIFIER");
        return windows == null ? System.getProperty("os.arch") : windows;
    }
}
