package dev.syncline.cli.doctor;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.engine.base.kernel.Kernels;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code syncline doctor}: whether this machine has what a sync needs. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Check that this machine has what Syncline needs.",
        description = {"", "Exit code 0 when all is well, 1 when something is missing.", ""})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class DoctorCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    private int failures;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        failures = 0;
        check(out, "syncline", Version::text);
        check(out, "java", () -> Runtime.version() + ", " + System.getProperty("java.vendor"));
        check(out, "system", () -> System.getProperty("os.name") + " on " + System.getProperty("os.arch"));
        check(out, "processors", () -> Integer.toString(Runtime.getRuntime().availableProcessors()));
        check(out, "memory", () -> "up to " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB for Java's heap");
        check(out, "kernels", DoctorCommand::kernels);
        check(out, "ffmpeg", () -> {
            Loader.load(avutil.class);
            return avutil.av_version_info().getString();
        });
        check(out, "opencv", () -> {
            Loader.load(opencv_core.class);
            return opencv_core.getVersionString().getString();
        });
        DeviceLines.print(out);
        out.println(failures == 0 ? "all is well" : failures + " of these need attention");
        out.flush();
        return failures == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** What a sync would compute on. This command itself may be started without the vector module. */
    private static String kernels() {
        String refusal = Kernels.vectorRefusal();
        if (refusal != null) {
            throw new IllegalStateException("scalar, several times slower: " + refusal);
        }
        return "vectors" + widestVector() + ", where Java is started with --add-modules jdk.incubator.vector, as the "
                + "launcher does for sync and demo";
    }

    /** The widest vector of this JVM on this processor; empty where the JVM does not say. */
    private static String widestVector() {
        HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (vm == null) {
            return "";
        }
        try {
            return " of " + 8 * Integer.parseInt(vm.getVMOption("MaxVectorSize").getValue()) + " bits";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private void check(PrintWriter out, String name, Supplier<String> fact) {
        String line;
        try {
            line = "ok   " + fact.get().replaceAll("\\p{Cntrl}", "").strip();
        } catch (RuntimeException | LinkageError e) {
            failures++;
            line = "FAIL " + String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
        }
        out.printf("%-11s %s%n", name, line);
    }
}
