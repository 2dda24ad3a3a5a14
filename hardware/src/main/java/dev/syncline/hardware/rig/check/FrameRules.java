package dev.syncline.hardware.rig.check;

import dev.syncline.hardware.rig.Generator;
import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.RigCamera;
import dev.syncline.hardware.rig.SyncRole;
import dev.syncline.hardware.rig.TriggerMode;
import dev.syncline.hardware.rig.data.Shutter;
import dev.syncline.hardware.rig.timing.CameraTiming;
import dev.syncline.hardware.rig.units.FrameRate;
import dev.syncline.hardware.rig.units.Times;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether exposure and readout fit, and what shutters do to the moment of a picture: rules 15, 16, 17, 20. */
final class FrameRules {
    /** Mid-exposures further apart than this are worth a word, ns. */
    private static final double SAME_MOMENT_NS = 100_000;

    private final Rig rig;
    private final Findings findings;

    FrameRules(Rig rig, Findings findings) {
        this.rig = rig;
        this.findings = findings;
    }

    void check(List<Line> lines) {
        Generator generator = rig.generator();
        FrameRate triggers = generator == null ? null : generator.rate();
        for (RigCamera camera : rig.cameras()) {
            if (camera.role() == SyncRole.OFF) {
                continue;
            }
            if (camera.mode() == TriggerMode.SNAPSHOT) {
                boolean fed = lines.stream()
                        .anyMatch(line -> line.hasGenerator() && line.cameras().contains(camera));
                if (triggers != null && fed && generator != null) {
                    snapshot(camera, triggers, generator.rateLine());
                }
            } else {
                FrameRate fps = camera.fps() == null ? triggers : camera.fps();
                if (fps != null) {
                    streaming(camera, fps);
                }
            }
        }
        for (Line line : lines) {
            mixed(line);
        }
    }

    private static long readoutNs(RigCamera camera) {
        return camera.picture() == null ? 0 : camera.picture().readoutNs();
    }

    private static long exposureNs(RigCamera camera) {
        return camera.exposureNs() == null ? 0 : camera.exposureNs();
    }

    private static String readout(RigCamera camera) {
        return camera.picture() == null
                ? "a readout that is not known"
                : Times.text(camera.picture().readoutNs()) + " of readout ("
                        + camera.picture().name() + ")";
    }

    private void streaming(RigCamera camera, FrameRate fps) {
        double periodNs = fps.periodNs();
        String period = Times.text(periodNs) + " (" + fps + " fps)";
        boolean tooLong = false;
        if (exposureNs(camera) > periodNs) {
            tooLong = true;
            findings.error(
                    Rule.EACH_FITS,
                    camera.line(),
                    camera,
                    "an exposure of " + Times.text(exposureNs(camera)) + " is longer than the frame, " + period,
                    "shorten the exposure below " + Times.text(periodNs) + ", or lower the rate");
        }
        if (readoutNs(camera) > periodNs) {
            tooLong = true;
            findings.error(
                    Rule.EACH_FITS,
                    camera.line(),
                    camera,
                    "reading "
                            + (camera.picture() == null
                                    ? "a"
                                    : "a " + camera.picture().name()) + " picture takes "
                            + Times.text(readoutNs(camera)) + ", longer than the frame, " + period,
                    "take a smaller picture, or a rate of " + fastest((double) readoutNs(camera)) + " fps or less");
        }
        double bothNs = (double) exposureNs(camera) + readoutNs(camera);
        if (!tooLong && exposureNs(camera) > 0 && readoutNs(camera) > 0 && bothNs > periodNs) {
            findings.warn(
                    Rule.FRAME_FITS,
                    camera.line(),
                    camera.name(),
                    Times.text(exposureNs(camera)) + " of exposure and " + readout(camera) + " are "
                            + Times.text(bothNs) + ", more than the frame, " + period
                            + ": the next exposure begins while this frame is still read, which a trigger may disturb",
                    periodNs > readoutNs(camera) + 1e6
                            ? "expose for " + Times.text(Math.floor((periodNs - readoutNs(camera)) / 1e5) * 1e5)
                                    + " or less, or lower the rate to " + fastest(bothNs) + " fps"
                            : "take a smaller picture, or lower the rate to " + fastest(bothNs) + " fps");
        }
    }

    private static String fastest(double frameNs) {
        return String.format(Locale.ROOT, "%.1f", Math.floor(1e10 / frameNs) / 10);
    }

    private void snapshot(RigCamera camera, FrameRate triggers, int at) {
        double neededNs = (double) exposureNs(camera) + readoutNs(camera);
        if (neededNs > triggers.periodNs()) {
            findings.error(
                    Rule.SNAPSHOT_PERIOD,
                    at,
                    camera,
                    "a trigger comes every " + Times.text(triggers.periodNs()) + ", but a picture takes "
                            + Times.text(exposureNs(camera)) + " of exposure and " + readout(camera)
                            + ": triggers that come too early are lost",
                    "shorten the exposure, or trigger at " + fastest(neededNs) + " Hz or less");
        }
    }

    private void mixed(Line line) {
        // Sensors that other rules refuse are not asked for their moment.
        List<RigCamera> members = line.members().stream()
                .filter(camera -> camera.mode() == TriggerMode.CONTINUOUS)
                .filter(camera -> camera.follows() || camera.sensor().canDrive())
                .toList();
        RigCamera global = first(members, Shutter.GLOBAL);
        RigCamera rolling = first(members, Shutter.ROLLING);
        if (global == null || rolling == null || line.drivers().isEmpty()) {
            return;
        }
        String how;
        if (members.stream().allMatch(CameraTiming::isKnown)) {
            List<CameraTiming> timings = members.stream()
                    .map(camera -> CameraTiming.of(camera, rig.alignment()))
                    .toList();
            double earliest =
                    timings.stream().mapToDouble(CameraTiming::middleNs).min().orElse(0);
            double latest =
                    timings.stream().mapToDouble(CameraTiming::middleNs).max().orElse(0);
            if (latest - earliest <= SAME_MOMENT_NS) {
                return;
            }
            how = "their mid-exposures lie " + Times.text(latest - earliest) + " apart";
        } else {
            how = "their mid-exposures lie apart (by how much needs exposure and readout of each)";
        }
        findings.warn(
                Rule.MIXED_SHUTTERS,
                rolling.line(),
                rolling.name(),
                rolling.title() + " has a rolling shutter, " + global.title() + " a global one: one trigger, but "
                        + how,
                "see 'syncline rig plan' for the exposure or the delay that brings them together");
    }

    private static @Nullable RigCamera first(List<RigCamera> cameras, Shutter shutter) {
        return cameras.stream()
                .filter(camera -> camera.sensor().shutter() == shutter)
                .findFirst()
                .orElse(null);
    }
}
