package dev.syncline.hardware.rig.file;

import dev.syncline.hardware.rig.Connector;
import dev.syncline.hardware.rig.DeviceRole;
import dev.syncline.hardware.rig.RigCamera;
import dev.syncline.hardware.rig.RigDevice;
import dev.syncline.hardware.rig.SyncRole;
import dev.syncline.hardware.rig.Tie;
import dev.syncline.hardware.rig.TriggerMode;
import dev.syncline.hardware.rig.data.Board;
import dev.syncline.hardware.rig.data.Platform;
import dev.syncline.hardware.rig.data.RigData;
import dev.syncline.hardware.rig.data.Sensor;
import dev.syncline.hardware.rig.data.SensorMode;
import dev.syncline.hardware.rig.data.Socket;
import dev.syncline.hardware.rig.units.FrameRate;
import dev.syncline.hardware.rig.units.Times;
import dev.syncline.hardware.rig.yaml.RigFormatException;
import dev.syncline.hardware.rig.yaml.YamlFields;
import dev.syncline.hardware.rig.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the devices of a rig file and their cameras. */
final class DeviceReader {
    /** What holds for a camera that does not say otherwise. */
    record Defaults(
            TriggerMode mode,
            @Nullable FrameRate fps,
            int fpsLine,
            @Nullable Long exposureNs) {}

    private final String file;
    private final RigData data;
    private final Defaults defaults;
    private final List<List<Tie>> moduleWires = new ArrayList<>();

    DeviceReader(String file, RigData data, Defaults defaults) {
        this.file = file;
        this.data = data;
        this.defaults = defaults;
    }

    /** Wires from camera modules straight to somewhere, found so far. */
    List<List<Tie>> moduleWires() {
        return moduleWires;
    }

    RigDevice device(String name, YamlFields fields) throws RigFormatException {
        if (name.contains(".")) {
            throw fields.wrong("board", "a device's name may not contain a dot, which divides device and terminal");
        }
        String boardName = fields.requiredText("board", "OAK-D-PoE");
        Board board = data.boards().get(boardName);
        if (board == null) {
            throw fields.wrong(
                    "board",
                    "the board '" + boardName + "' is not known; known are "
                            + names(data.boards().keySet()) + " (others can be described in a data file)");
        }
        DeviceRole role = fields.choice("role", DeviceRole.class);
        String link = RigFile.orElse(fields.text("link"), board.links().getFirst());
        FrameRate fps = fields.parsed("fps", FrameRate::parse);
        Map<String, String> gpio = new LinkedHashMap<>();
        Map<String, Integer> gpioLines = new LinkedHashMap<>();
        for (Map.Entry<String, YamlNode.Scalar> pin : fields.pairs("gpio").entrySet()) {
            String state = pin.getValue().text();
            if (!List.of(RigDevice.OUTPUT_HIGH, "output-low", "input").contains(state)) {
                throw new RigFormatException(
                        file,
                        pin.getValue().line(),
                        "device " + name + ": gpio " + pin.getKey() + ": '" + state
                                + "' is not one of output-high, output-low, input");
            }
            gpio.put(pin.getKey(), state);
            gpioLines.put(pin.getKey(), pin.getValue().line());
        }
        List<String> scriptDrives = new ArrayList<>();
        for (YamlNode.Scalar net : fields.texts("script-drives")) {
            if (board.terminals().values().stream()
                    .noneMatch(terminal -> terminal.net().equals(net.text()))) {
                throw new RigFormatException(
                        file,
                        net.line(),
                        "device " + name + ": script-drives: " + boardName + " has no net '" + net.text() + "'");
            }
            scriptDrives.add(net.text());
        }
        List<RigCamera> cameras = new ArrayList<>();
        Map<String, YamlFields> given = fields.children("cameras", "camera");
        for (Map.Entry<String, YamlFields> entry : given.entrySet()) {
            cameras.add(camera(name, board, fps, fields, entry.getKey(), entry.getValue()));
        }
        if (fields.node("cameras") == null) {
            for (Socket socket : board.sockets().values()) {
                if (socket.sensor() != null) {
                    YamlNode.Mapping empty = new YamlNode.Mapping(fields.line(), Map.of());
                    YamlFields nothing = new YamlFields(file, "camera " + socket.name(), empty);
                    cameras.add(camera(name, board, fps, fields, socket.name(), nothing));
                }
            }
        }
        fields.rejectUnknown();
        return new RigDevice(
                fields.line(),
                name,
                board,
                RigFile.orElse(role, DeviceRole.AUTO),
                role == null ? 0 : fields.line("role"),
                link,
                fields.line("link"),
                fps,
                gpio,
                gpioLines,
                scriptDrives,
                fields.line("script-drives"),
                cameras);
    }

    private RigCamera camera(
            String device,
            Board board,
            @Nullable FrameRate deviceFps,
            YamlFields parent,
            String name,
            YamlFields fields)
            throws RigFormatException {
        Socket socket = board.sockets().get(name);
        if (socket == null) {
            throw fields.wrong(
                    "sensor",
                    board.name() + " has no socket '" + name + "'; it has "
                            + names(board.sockets().keySet()));
        }
        String sensorName = RigFile.orElse(fields.text("sensor"), RigFile.orElse(socket.sensor(), ""));
        Sensor sensor = data.sensors().get(sensorName);
        if (sensor == null) {
            throw fields.wrong(
                    "sensor",
                    (sensorName.isEmpty() ? "has no 'sensor'" : "the sensor '" + sensorName + "' is not known")
                            + "; known are " + names(data.sensors().keySet())
                            + " (others can be described in a data file)");
        }
        TriggerMode mode = RigFile.orElse(fields.choice("mode", TriggerMode.class), defaults.mode());
        SyncRole role = RigFile.orElse(fields.choice("sync", SyncRole.class), usualRole(board, mode));
        FrameRate cameraFps = fields.parsed("fps", FrameRate::parse);
        FrameRate ownFps = cameraFps == null ? deviceFps : cameraFps;
        int fpsLine = cameraFps != null
                ? fields.line("fps")
                : deviceFps != null ? parent.line("fps") : defaults.fps() != null ? defaults.fpsLine() : fields.line();
        Long exposureNs = fields.parsed("exposure", RigFile::exposureNs);
        SensorMode picture = picture(sensor, fields);
        long delayNs = RigFile.orElse(fields.parsed("delay", Times::parseNs), 0L);
        Connector connector = connector(fields);
        String wire = fields.text("fsin-wire");
        String net = net(device, socket, connector, wire);
        if (wire != null && !wire.equals("pad")) {
            String module = device + "." + name + " FSIN";
            moduleWires.add(List.of(
                    new Tie(fields.line("fsin-wire"), module, module, null),
                    new Tie(fields.line("fsin-wire"), wire, wire, null)));
            net = module;
        }
        fields.rejectUnknown();
        return new RigCamera(
                fields.line(),
                device,
                name,
                sensor,
                role,
                fields.line("sync"),
                mode,
                ownFps,
                ownFps == null ? defaults.fps() : ownFps,
                fpsLine,
                exposureNs == null ? defaults.exposureNs() : exposureNs,
                picture,
                delayNs,
                net,
                connector);
    }

    /** On RVC4 the device takes care of its cameras; elsewhere a camera runs freely until it is told otherwise. */
    private static SyncRole usualRole(Board board, TriggerMode mode) {
        if (board.platform() != Platform.RVC4) {
            return SyncRole.OFF;
        }
        return mode == TriggerMode.PTP ? SyncRole.PTP : SyncRole.INPUT;
    }

    private static @Nullable String net(String device, Socket socket, Connector connector, @Nullable String wire) {
        boolean reachesNet = connector == Connector.FULL || "pad".equals(wire);
        return socket.net() == null || !reachesNet ? null : device + "." + socket.net();
    }

    private static Connector connector(YamlFields fields) throws RigFormatException {
        String text = fields.text("connector");
        if (text == null || text.equals("26-pin")) {
            return Connector.FULL;
        }
        if (text.equals("22-pin")) {
            return Connector.PIN_22;
        }
        throw fields.wrong("connector", "connector: '" + text + "' is not one of 26-pin, 22-pin");
    }

    private static @Nullable SensorMode picture(Sensor sensor, YamlFields fields) throws RigFormatException {
        String resolution = fields.text("resolution");
        Integer rows = fields.count("rows");
        Long readoutNs = fields.parsed("readout", RigFile::exposureNs);
        if (rows != null || readoutNs != null) {
            if (rows == null || readoutNs == null || rows < 1) {
                throw fields.wrong("rows", "give 'rows' (at least 1) and 'readout' together, or 'resolution' alone");
            }
            return new SensorMode(resolution == null ? rows + " rows" : resolution, rows, readoutNs);
        }
        if (resolution == null) {
            return sensor.modes().isEmpty()
                    ? null
                    : sensor.modes().values().iterator().next();
        }
        SensorMode mode = sensor.modes().get(resolution);
        if (mode == null) {
            throw fields.wrong(
                    "resolution",
                    "the readout of " + sensor.name() + " at '" + resolution + "' is not known"
                            + (sensor.modes().isEmpty()
                                    ? ""
                                    : "; known are " + names(sensor.modes().keySet()))
                            + "; give rows and readout instead, such as rows: 1080, readout: 16.54ms");
        }
        return mode;
    }

    static String names(Collection<String> names) {
        return String.join(", ", names);
    }
}
