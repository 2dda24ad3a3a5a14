package dev.syncline.hardware.rig.data;

import dev.syncline.hardware.rig.units.Times;
import dev.syncline.hardware.rig.units.VoltageRange;
import dev.syncline.hardware.rig.yaml.RigFormatException;
import dev.syncline.hardware.rig.yaml.YamlFields;
import dev.syncline.hardware.rig.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads descriptions of sensors and boards. */
final class RigDataReader {
    private final String file;

    private RigDataReader(String file) {
        this.file = file;
    }

    static RigData read(YamlNode.Mapping root, String file, RigData before) throws RigFormatException {
        RigDataReader reader = new RigDataReader(file);
        YamlFields fields = new YamlFields(file, "the data file", root);
        Map<String, Sensor> sensors = new LinkedHashMap<>(before.sensors());
        for (Map.Entry<String, YamlFields> entry :
                fields.children("sensors", "sensor").entrySet()) {
            sensors.put(entry.getKey(), reader.sensor(entry.getKey(), entry.getValue()));
        }
        Map<String, Board> boards = new LinkedHashMap<>(before.boards());
        for (Map.Entry<String, YamlFields> entry :
                fields.children("boards", "board").entrySet()) {
            boards.put(entry.getKey(), reader.board(entry.getKey(), entry.getValue(), sensors));
        }
        fields.rejectUnknown();
        return new RigData(sensors, boards);
    }

    private Sensor sensor(String name, YamlFields fields) throws RigFormatException {
        Shutter shutter = required(fields, "shutter", fields.choice("shutter", Shutter.class), "global or rolling");
        Support continuous = required(fields, "continuous", fields.choice("continuous", Support.class), "yes or no");
        Support output = required(fields, "output", fields.choice("output", Support.class), "yes or no");
        Support snapshot = required(fields, "snapshot", fields.choice("snapshot", Support.class), "yes or no");
        Long pulseOffsetNs = fields.parsed("exposure-is-pulse-plus", Times::parseNs);
        Map<String, SensorMode> modes = new LinkedHashMap<>();
        for (Map.Entry<String, YamlFields> entry :
                fields.children("modes", "mode").entrySet()) {
            modes.put(entry.getKey(), mode(entry.getKey(), entry.getValue()));
        }
        String source = fields.requiredText("source", "the data sheet");
        fields.rejectUnknown();
        return new Sensor(name, shutter, continuous, output, snapshot, pulseOffsetNs, modes, source);
    }

    private SensorMode mode(String name, YamlFields fields) throws RigFormatException {
        int rows = required(fields, "rows", fields.count("rows"), "a number of rows");
        long readoutNs =
                required(fields, "readout", fields.parsed("readout", Times::parseNs), "a time such as 16.54ms");
        fields.text("source");
        fields.rejectUnknown();
        try {
            return new SensorMode(name, rows, readoutNs);
        } catch (IllegalArgumentException e) {
            throw fields.wrong("rows", String.valueOf(e.getMessage()));
        }
    }

    private Board board(String name, YamlFields fields, Map<String, Sensor> sensors) throws RigFormatException {
        Platform platform =
                required(fields, "platform", fields.choice("platform", Platform.class), "rvc2, rvc4 or raspberry-pi");
        List<String> links = new ArrayList<>();
        for (YamlNode.Scalar link : fields.texts("links")) {
            links.add(link.text());
        }
        if (links.isEmpty()) {
            throw fields.wrong("links", "has no 'links'; say how it reaches the host, such as links: [usb]");
        }
        Map<String, Terminal> terminals = new LinkedHashMap<>();
        for (Map.Entry<String, YamlFields> entry :
                fields.children("terminals", "terminal").entrySet()) {
            terminals.put(entry.getKey(), terminal(entry.getKey(), entry.getValue()));
        }
        Map<String, Socket> sockets = new LinkedHashMap<>();
        for (Map.Entry<String, YamlFields> entry :
                fields.children("sockets", "socket").entrySet()) {
            sockets.put(entry.getKey(), socket(entry.getKey(), entry.getValue(), terminals, sensors));
        }
        if (sockets.isEmpty()) {
            throw fields.wrong("sockets", "has no 'sockets'; name the places for cameras");
        }
        Bridge bridge = bridge(fields.node("bridge"));
        String source = fields.requiredText("source", "the maker's page");
        fields.rejectUnknown();
        return new Board(name, platform, links, sockets, terminals, bridge, source);
    }

    private static Terminal terminal(String name, YamlFields fields) throws RigFormatException {
        String net = fields.text("net");
        VoltageRange level =
                required(fields, "level", fields.parsed("level", VoltageRange::parse), "volts such as 1.8V");
        Terminal.Kind kind = fields.choice("kind", Terminal.Kind.class);
        fields.rejectUnknown();
        return new Terminal(name, net == null ? name : net, level, kind == null ? Terminal.Kind.PAD : kind);
    }

    private static Socket socket(
            String name, YamlFields fields, Map<String, Terminal> terminals, Map<String, Sensor> sensors)
            throws RigFormatException {
        String net = fields.text("net");
        if (net != null
                && terminals.values().stream()
                        .noneMatch(terminal -> terminal.net().equals(net))) {
            throw fields.wrong("net", "the net '" + net + "' has no terminal; name one under 'terminals'");
        }
        String i2c = fields.text("i2c");
        String sensor = fields.text("sensor");
        if (sensor != null && !sensors.containsKey(sensor)) {
            throw fields.wrong("sensor", "the sensor '" + sensor + "' is not described; add it under 'sensors'");
        }
        fields.rejectUnknown();
        return new Socket(name, net, i2c, sensor);
    }

    private @Nullable Bridge bridge(@Nullable YamlNode node) throws RigFormatException {
        if (node == null) {
            return null;
        }
        YamlFields fields = YamlFields.of(file, "bridge", node);
        String gpio = fields.requiredText("gpio", "MXIO6");
        int number = required(fields, "number", fields.count("number"), "the pin's number");
        List<YamlNode.Scalar> nets = fields.texts("joins");
        if (nets.size() != 2) {
            throw fields.wrong("joins", "expected two nets, such as joins: [FSIN_4LANE, FSIN_2LANE]");
        }
        fields.rejectUnknown();
        return new Bridge(gpio, number, nets.get(0).text(), nets.get(1).text());
    }

    private static <T> T required(YamlFields fields, String name, @Nullable T value, String expected)
            throws RigFormatException {
        if (value == null) {
            throw fields.wrong(name, "has no '" + name + "'; expected " + expected);
        }
        return value;
    }
}
