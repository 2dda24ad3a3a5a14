package dev.syncline.cli.rig;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.files.ReplacedFile;
import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.RigCamera;
import dev.syncline.hardware.rig.check.Finding;
import dev.syncline.hardware.rig.check.RigValidator;
import dev.syncline.hardware.rig.check.Severity;
import dev.syncline.hardware.rig.depthai.ApiVersion;
import dev.syncline.hardware.rig.depthai.DepthaiScript;
import dev.syncline.hardware.rig.timing.Adjustment;
import dev.syncline.hardware.rig.timing.CameraTiming;
import dev.syncline.hardware.rig.timing.RigPlan;
import dev.syncline.hardware.rig.timing.TimingPicture;
import dev.syncline.hardware.rig.timing.Window;
import dev.syncline.hardware.rig.units.Times;
import dev.syncline.hardware.rig.yaml.RigFormatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code syncline rig plan}: when each camera of a rig takes its picture. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Show when each camera of a rig takes its picture, and what brings them to one moment.",
        description = {
            "",
            "Prints exposure, start of frame, mid-exposure and strobe windows; draws them with --svg;",
            "prints the calls of a DepthAI script with --depthai. Exit code 3 when the rig is not right.",
            ""
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RigPlanCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    RigInput input;

    @Option(names = "--svg", paramLabel = "FILE", description = "draw the timing into this file")
    @Nullable
    Path svg;

    @Option(
            names = "--depthai",
            paramLabel = "VERSION",
            description = "print the calls that synchronise the rig, for DepthAI 2 or 3, instead of the timing")
    @Nullable
    Integer depthai;

    @Override
    public Integer call() throws IOException {
        if (depthai != null && depthai != 2 && depthai != 3) {
            throw new ParameterException(
                    spec.commandLine(), "--depthai " + depthai + ": expected 2 or 3, the library's version");
        }
        ReplacedFile picture = svg == null ? null : input.guard().writes(svg);
        Rig rig = input.read();
        RigPlan plan = RigPlan.of(rig);
        if (picture != null) {
            if (plan.cameras().isEmpty()) {
                throw new RigFormatException(
                        rig.file(),
                        0,
                        "no camera can be drawn: give one a role (sync:), an exposure, and a resolution or rows and"
                                + " readout");
            }
            picture.replaceWith(TimingPicture.draw(plan).getBytes(StandardCharsets.UTF_8));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (depthai != null) {
            out.print(DepthaiScript.write(rig, depthai == 2 ? ApiVersion.V2 : ApiVersion.V3));
        } else {
            print(plan, out);
        }
        out.flush();
        return verdict(rig);
    }

    /** A plan of a broken rig is still worth reading; what is broken is said beside it. */
    private int verdict(Rig rig) {
        PrintWriter err = spec.commandLine().getErr();
        int code = ExitCode.DONE;
        for (Finding finding : RigValidator.check(rig)) {
            if (finding.severity() == Severity.ERROR) {
                err.println("syncline: " + rig.file() + ":" + finding.line() + ": rule "
                        + finding.rule().number() + ": " + finding.where() + ": " + finding.reason()
                        + " (see 'syncline rig check')");
                code = ExitCode.REFUSED;
            }
        }
        err.flush();
        return code;
    }

    private static void print(RigPlan plan, PrintWriter out) {
        out.println(plan.rig().name());
        out.println();
        out.printf(
                "%-22s %10s %10s %10s %10s %10s %12s %12s%n",
                "camera", "exposure", "start ms", "SoF ms", "middle ms", "end ms", "wait more", "or expose");
        for (Adjustment adjustment : plan.adjustments()) {
            CameraTiming camera = adjustment.camera();
            out.printf(
                    Locale.ROOT,
                    "%-22s %10s %10.3f %10.3f %10.3f %10.3f %12s %12s%n",
                    camera.camera().title(),
                    Times.text(camera.exposure().exposureNs()),
                    camera.startNs() / 1e6,
                    camera.sofNs() / 1e6,
                    camera.middleNs() / 1e6,
                    camera.endNs() / 1e6,
                    Math.abs(adjustment.extraDelayNs()) < 500 ? "-" : Times.text(adjustment.extraDelayNs()),
                    Math.abs(adjustment.exposureNs() - camera.exposure().exposureNs()) < 1000
                            ? "-"
                            : adjustment.exposureFits() ? Times.text(adjustment.exposureNs()) : "too long");
        }
        for (RigCamera camera : plan.unknown()) {
            out.printf(
                    "%-22s not timed: give its %s%n",
                    camera.title(), camera.exposureNs() == null ? "exposure" : "resolution, or rows and readout");
        }
        out.println();
        if (plan.cameras().isEmpty()) {
            out.println("no camera has a role and known times");
            return;
        }
        out.println("mid-exposures      " + Times.text(plan.spreadNs()) + " apart");
        out.println("light, any row     " + window(plan.light()));
        out.println("flash, all rows    "
                + (plan.flash().isEmpty()
                        ? "none: at no moment are all rows of all cameras exposed"
                        : window(plan.flash())));
    }

    private static String window(Window window) {
        return String.format(
                Locale.ROOT,
                "%.3f to %.3f ms after the trigger (%s)",
                window.fromNs() / 1e6,
                window.toNs() / 1e6,
                Times.text(window.lengthNs()));
    }
}
