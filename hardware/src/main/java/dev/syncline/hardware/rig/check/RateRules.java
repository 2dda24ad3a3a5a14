package dev.syncline.hardware.rig.check;

import dev.syncline.hardware.rig.Generator;
import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.RigCamera;
import dev.syncline.hardware.rig.TriggerMode;
import dev.syncline.hardware.rig.units.FrameRate;
import dev.syncline.hardware.rig.units.Times;
import java.util.List;
import java.util.Locale;

/** Frame rates on a line: rules 6, 7, 28. */
final class RateRules {
    /** A trigger this far off a sensor's own rate is pulled in, and worth a word. */
    private static final double WARN_PPM = 500;

    /** Further off than this, the sensor does not follow. */
    private static final double ERROR_PPM = 5000;

    private final Rig rig;
    private final Findings findings;

    RateRules(Rig rig, Findings findings) {
        this.rig = rig;
        this.findings = findings;
    }

    void check(List<Line> lines) {
        for (Line line : lines) {
            if (!line.drivers().isEmpty()) {
                same(line);
                trigger(line);
            }
        }
        rig.cameras().stream()
                .filter(camera -> camera.role().usesLine() && camera.mode() == TriggerMode.CONTINUOUS)
                .filter(camera -> camera.fps() == null
                        && (rig.generator() == null || rig.generator().rate() == null))
                .findFirst()
                .ifPresent(camera -> findings.error(
                        Rule.RATE_GIVEN,
                        camera.line(),
                        camera,
                        "streams on an FSYNC line, and no frame rate is given anywhere",
                        "give the rig one, such as fps: 30"));
    }

    private static boolean streams(RigCamera camera) {
        return camera.mode() == TriggerMode.CONTINUOUS && camera.fps() != null;
    }

    private void same(Line line) {
        List<RigCamera> members =
                line.members().stream().filter(RateRules::streams).toList();
        if (members.isEmpty()) {
            return;
        }
        RigCamera first = members.getFirst();
        for (RigCamera other : members.subList(1, members.size())) {
            if (other.fps() != null && !other.fps().equals(first.fps())) {
                findings.error(
                        Rule.SAME_RATE,
                        other.fpsLine(),
                        other,
                        "runs at " + other.fps() + " fps, " + first.title() + " on the same line at " + first.fps()
                                + ": pulses of one rate throw a sensor of another off its frames",
                        "give all cameras on the line the same fps");
            }
        }
    }

    private void trigger(Line line) {
        Generator generator = rig.generator();
        if (generator == null || !line.hasGenerator()) {
            return;
        }
        for (RigCamera camera : line.followers()) {
            if (camera.mode() != TriggerMode.CONTINUOUS) {
                continue;
            }
            if (generator.rate() == null) {
                findings.error(
                        Rule.TRIGGER_RATE,
                        generator.line(),
                        camera,
                        "streams, and the generator's pulses come at any time: they would tear its frames",
                        "give the generator the camera's rate, such as rate: 30, or set mode: snapshot");
                continue;
            }
            if (camera.fps() == null) {
                continue;
            }
            rate(camera, camera.fps(), generator, generator.rate());
        }
    }

    private void rate(RigCamera camera, FrameRate fps, Generator generator, FrameRate rate) {
        double ppm = fps.ppmTo(rate);
        String off = String.format(
                Locale.ROOT,
                Math.abs(ppm) < 10_000 ? "%+.0f ppm" : "%+.1f %%",
                Math.abs(ppm) < 10_000 ? ppm : ppm / 1e4);
        String reason = "the trigger comes at " + rate + " Hz, the sensor runs at " + fps + " fps (" + off + ")";
        if (Math.abs(ppm) > ERROR_PPM) {
            findings.error(
                    Rule.TRIGGER_RATE,
                    generator.rateLine(),
                    camera,
                    reason + ": a streaming sensor is only pulled over small drifts; this gives bad frames",
                    "set the generator to " + fps + " Hz or the camera to fps: " + rate);
        } else if (Math.abs(ppm) > WARN_PPM) {
            findings.warn(
                    Rule.TRIGGER_RATE,
                    generator.rateLine(),
                    camera.name(),
                    reason + ": each frame is pulled by " + pull(fps, rate) + ", more than a crystal's drift",
                    "set both to the same rate");
        }
    }

    private static String pull(FrameRate fps, FrameRate rate) {
        return Times.text(Math.abs(fps.periodNs() - rate.periodNs()));
    }
}
