package dev.syncline.hardware.rig.check;

import dev.syncline.hardware.rig.DeviceRole;
import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.RigCamera;
import dev.syncline.hardware.rig.RigDevice;
import dev.syncline.hardware.rig.SyncRole;
import dev.syncline.hardware.rig.TriggerMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Frames on the slots of a PTP clock: rule 18. */
final class PtpRules {
    private final Rig rig;
    private final Findings findings;
    private @Nullable RigCamera first;

    PtpRules(Rig rig, Findings findings) {
        this.rig = rig;
        this.findings = findings;
    }

    void check() {
        for (RigDevice device : rig.devices().values()) {
            boolean ptp = false;
            for (RigCamera camera : device.cameras()) {
                boolean asked = camera.mode() == TriggerMode.PTP;
                ptp |= asked && camera.role() != SyncRole.OFF;
                if (asked) {
                    camera(camera);
                } else if (camera.role() == SyncRole.PTP) {
                    findings.error(
                            Rule.PTP,
                            camera.roleLine(),
                            camera,
                            "sync: ptp belongs to mode: ptp, and the mode here is "
                                    + camera.mode().name().toLowerCase(Locale.ROOT),
                            "set mode: ptp for the rig, or sync: input to follow the FSYNC line");
                }
            }
            if (ptp) {
                device(device);
            }
        }
    }

    private void device(RigDevice device) {
        if (!device.board().platform().offersPtp()) {
            findings.error(
                    Rule.PTP,
                    device.line(),
                    device.name(),
                    device.board().name() + " is " + device.board().platform()
                            + ": only RVC4 puts its frames on the slots of a PTP clock",
                    "take OAK4 devices, or an FSYNC line");
            return;
        }
        if (!device.link().equals("ethernet")) {
            findings.error(
                    Rule.PTP,
                    device.linkLine(),
                    device.name(),
                    "is connected by " + device.link() + ": PTP comes over Ethernet",
                    "connect it by Ethernet to a switch that knows PTP (link: ethernet)");
        }
        if (device.role() != DeviceRole.AUTO) {
            findings.error(
                    Rule.PTP,
                    device.roleLine(),
                    device.name(),
                    "has an FSYNC role in PTP mode, where no line is used",
                    "leave 'role' out");
        }
    }

    private void camera(RigCamera camera) {
        if (camera.role().usesLine()) {
            findings.error(
                    Rule.PTP,
                    camera.roleLine(),
                    camera,
                    "has the FSYNC role " + camera.role() + " in PTP mode, where no line is used",
                    "set sync: ptp");
            return;
        }
        if (camera.role() != SyncRole.PTP) {
            return;
        }
        if (camera.fps() == null) {
            findings.error(
                    Rule.PTP,
                    camera.line(),
                    camera,
                    "has no frame rate: in PTP mode each camera must know its slots",
                    "give the rig one, such as fps: 30");
        } else if (first == null) {
            first = camera;
        } else if (!camera.fps().equals(first.fps())) {
            findings.error(
                    Rule.PTP,
                    camera.fpsLine(),
                    camera,
                    "runs at " + camera.fps() + " fps, " + first.title() + " at " + first.fps()
                            + ": their slots fall on different times",
                    "give all cameras the same fps");
        }
    }
}
