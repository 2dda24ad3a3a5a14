package dev.syncline.cli.capture;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.hardware.camera.CameraBackend;
import dev.syncline.hardware.camera.CameraDescription;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code syncline cameras}: what is there, how it is reached, and whether it can be steered. */
@Command(
        name = "cameras",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "List the cameras of this machine, their modes, and whether they can be kept in step.",
        optionListHeading = "%nOptions:%n")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class CamerasCommand implements Callable<Integer> {
    /** A webcam lists a mode for every size of every format. */
    private static final int MODES_SHOWN = 8;

    @Spec
    CommandSpec spec;

    @Option(
            names = "--camera-backend",
            paramLabel = "libcamera|v4l2|sim",
            description = "only the cameras of one backend")
    CameraChoice.@Nullable Backend only;

    @Option(names = "--all-modes", description = "list every mode, not only the first " + MODES_SHOWN)
    boolean allModes;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        for (CameraChoice.Backend kind : CameraChoice.Backend.values()) {
            if (only == null || only == kind) {
                list(kind, out);
            }
        }
        return ExitCode.DONE;
    }

    private void list(CameraChoice.Backend kind, PrintWriter out) throws IOException {
        try (CameraBackend backend = kind.open()) {
            List<CameraDescription> cameras = backend.cameras();
            if (kind == CameraChoice.Backend.SIM && only == null) {
                out.println(
                        "sim: " + cameras.size() + " simulated cameras, for trying things out: --camera-backend sim");
                return;
            }
            out.println(kind.word() + ": " + (cameras.isEmpty() ? "no cameras" : count(cameras.size())));
            for (int i = 0; i < cameras.size(); i++) {
                describe(i, cameras.get(i), out);
            }
        } catch (IOException e) {
            if (only != null) {
                throw e;
            }
            out.println(kind.word() + ": not available: " + e.getMessage());
        }
    }

    private static String count(int cameras) {
        return cameras == 1 ? "1 camera" : cameras + " cameras";
    }

    private void describe(int number, CameraDescription camera, PrintWriter out) {
        String sync = camera.hasOwnSync()
                ? "keeps itself in step (Raspberry Pi sync)"
                : camera.isSteerable() ? "steerable" : "not steerable: can serve, cannot follow";
        out.println("  " + number + "  " + camera.id() + "  " + camera.model() + "  " + sync
                + (camera.note().isEmpty() ? "" : "  (" + camera.note() + ")"));
        int shown = allModes
                ? camera.modes().size()
                : Math.min(MODES_SHOWN, camera.modes().size());
        for (CameraDescription.Mode mode : camera.modes().subList(0, shown)) {
            out.println("       " + mode.pixels() + " " + mode.widthPx() + "x" + mode.heightPx() + rates(mode));
        }
        if (shown < camera.modes().size()) {
            out.println("       and " + (camera.modes().size() - shown) + " more: --all-modes");
        }
    }

    private static String rates(CameraDescription.Mode mode) {
        if (mode.shortestFrameNs() <= 0 || mode.longestFrameNs() <= 0) {
            return "";
        }
        double slowest = 1e9 / mode.longestFrameNs();
        double fastest = 1e9 / mode.shortestFrameNs();
        return fastest - slowest < 0.005
                ? String.format(Locale.ROOT, ", %.4g fps", fastest)
                : String.format(Locale.ROOT, ", %.4g to %.4g fps", slowest, fastest);
    }
}
