package dev.syncline.hardware.rig.depthai;

import dev.syncline.hardware.rig.DeviceRole;
import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.RigCamera;
import dev.syncline.hardware.rig.RigDevice;
import dev.syncline.hardware.rig.SyncRole;
import dev.syncline.hardware.rig.TriggerMode;
import dev.syncline.hardware.rig.data.Bridge;
import dev.syncline.hardware.rig.data.Platform;
import dev.syncline.hardware.rig.data.Shutter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes the Python calls that set a rig's roles, triggers, exposures and pins. It is the part about synchronisation of a
 * user's script; what is done with the frames is theirs.
 */
public final class DepthaiScript {
    private final Rig rig;
    private final ApiVersion version;
    private final List<String> lines = new ArrayList<>();

    private DepthaiScript(Rig rig, ApiVersion version) {
        this.rig = rig;
        this.version = version;
    }

    /** The calls for all devices of a rig that DepthAI can drive. */
    public static String write(Rig rig, ApiVersion version) {
        DepthaiScript script = new DepthaiScript(rig, version);
        script.write();
        return String.join("\n", script.lines) + "\n";
    }

    private void write() {
        lines.add("# " + rig.name() + ": the calls that synchronise it, DepthAI "
                + (version == ApiVersion.V2 ? "2" : "3"));
        lines.add("import depthai as dai");
        // The master's pipeline is started first, so its part comes first.
        rig.devices().values().stream()
                .sorted((a, b) -> Boolean.compare(b.role() == DeviceRole.MASTER, a.role() == DeviceRole.MASTER))
                .forEach(this::device);
    }

    private void device(RigDevice device) {
        lines.add("");
        lines.add("# ---- " + device.name() + " (" + device.board().name() + ")");
        if (device.board().platform() == Platform.RASPBERRY_PI) {
            raspberryPi(device);
        } else if (version == ApiVersion.V2 && device.board().platform() == Platform.RVC4) {
            lines.add("# RVC4 devices need DepthAI 3, and this script is for DepthAI 2");
        } else if (version == ApiVersion.V2) {
            version2(device);
        } else {
            version3(device);
        }
    }

    private void raspberryPi(RigDevice device) {
        lines.add("# no DepthAI device. As root, once after each boot:");
        lines.add("#   echo 1 > /sys/module/imx296/parameters/trigger_mode");
        lines.add("# then start rpicam with any fixed --shutter: the low time of the pulse is the exposure ("
                + device.cameras().size() + " camera" + (device.cameras().size() == 1 ? "" : "s") + ")");
    }

    private void version2(RigDevice device) {
        String pipeline = variable("pipeline", device);
        lines.add(pipeline + " = dai.Pipeline()");
        for (RigCamera camera : device.cameras()) {
            boolean colour = camera.sensor().shutter() == Shutter.ROLLING
                    || camera.sensor().name().equals("OV9782")
                    || camera.sensor().name().equals("AR0234");
            String name = variable("cam_" + camera.socket(), device);
            lines.add("");
            lines.add(name + " = " + pipeline + ".create(dai.node." + (colour ? "ColorCamera" : "MonoCamera") + ")");
            lines.add(name + ".setBoardSocket(dai.CameraBoardSocket.CAM_" + camera.socket() + ")");
            if (camera.fps() != null && camera.mode() == TriggerMode.CONTINUOUS) {
                lines.add(name + ".setFps(" + rate(camera) + ")");
            }
            control(name, device, camera);
        }
        lines.add("");
        String config = config(device);
        lines.add("with dai.Device(" + config + ") as " + variable("device", device) + ":");
        lines.add("    " + variable("device", device) + ".startPipeline(" + pipeline + ")");
    }

    private void version3(RigDevice device) {
        String handle = variable("device", device);
        lines.add(handle + " = dai.Device(" + config(device) + ")");
        boolean alone = rig.chains().isEmpty() && rig.wires().isEmpty() && rig.generator() == null;
        boolean said = device.role() != DeviceRole.AUTO || !alone;
        if (device.board().platform().offersDeviceRoles() && rig.mode() != TriggerMode.PTP && said) {
            String role =
                    switch (device.role()) {
                        case MASTER -> "MASTER";
                        case SLAVE -> "SLAVE";
                        case AUTO -> "AUTO_DETECT";
                    };
            lines.add(handle + ".setExternalFrameSyncRole(dai.ExternalFrameSyncRole." + role + ")"
                    + (device.role() == DeviceRole.SLAVE ? "  # start the master's pipeline before this one" : ""));
        }
        String pipeline = variable("pipeline", device);
        lines.add(pipeline + " = dai.Pipeline(" + handle + ")");
        for (RigCamera camera : device.cameras()) {
            String name = variable("cam_" + camera.socket(), device);
            // A slave takes the master's rate, and a snapshot has none.
            boolean ownRate =
                    camera.fps() != null && camera.mode() != TriggerMode.SNAPSHOT && device.role() != DeviceRole.SLAVE;
            lines.add("");
            lines.add(name + " = " + pipeline + ".create(dai.node.Camera).build(dai.CameraBoardSocket.CAM_"
                    + camera.socket() + (ownRate ? ", sensorFps=" + rate(camera) : "") + ")");
            control(name, device, camera);
        }
        lines.add("");
        lines.add(pipeline + ".start()");
    }

    private void control(String name, RigDevice device, RigCamera camera) {
        String control = name + ".initialControl.";
        boolean devicePicksRole = camera.follows() && device.board().platform().offersDeviceRoles();
        if (camera.mode() == TriggerMode.SNAPSHOT && camera.follows()) {
            lines.add(control + "setExternalTrigger(1, 0)  # one frame for each rising edge, none thrown away");
        } else if (camera.role() == SyncRole.PTP) {
            lines.add(control + "setFrameSyncMode(dai.CameraControl.FrameSyncMode.TIME_PTP)");
        } else if (camera.role() != SyncRole.OFF && !devicePicksRole) {
            lines.add(control + "setFrameSyncMode(dai.CameraControl.FrameSyncMode." + camera.role() + ")");
        }
        if (camera.exposureNs() != null && camera.role() != SyncRole.OFF) {
            lines.add(control + "setManualExposure(" + Math.round(camera.exposureNs() / 1e3)
                    + ", 400)  # µs, ISO: choose yours");
        }
    }

    private String config(RigDevice device) {
        Bridge bridge = device.board().bridge();
        if (bridge == null || !device.gpio().containsKey(bridge.gpio())) {
            return "";
        }
        String config = variable("config", device);
        String state = device.gpio().getOrDefault(bridge.gpio(), "input");
        lines.add(config + " = dai.Device.Config()");
        String value = state.equals("input")
                ? "dai.BoardConfig.GPIO.INPUT"
                : "dai.BoardConfig.GPIO.OUTPUT, dai.BoardConfig.GPIO.Level."
                        + (state.equals(RigDevice.OUTPUT_HIGH) ? "HIGH" : "LOW");
        lines.add(config + ".board.gpio[" + bridge.gpioNumber() + "] = dai.BoardConfig.GPIO(" + value + ")  # "
                + bridge.gpio() + " " + (device.isBridged() ? "joins " : "keeps apart ") + bridge.first() + " and "
                + bridge.second());
        return config;
    }

    private String variable(String what, RigDevice device) {
        return rig.devices().size() == 1
                ? what
                : what + "_" + device.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }

    private static String rate(RigCamera camera) {
        return camera.fps() == null || camera.fps().denominator() == 1
                ? String.valueOf(camera.fps())
                : String.format(Locale.ROOT, "%.6f", camera.fps().hertz()).replaceFirst("0+$", "");
    }
}
