package dev.syncline.hardware.rig.file;

import dev.syncline.hardware.rig.Chain;
import dev.syncline.hardware.rig.ExposureAlignment;
import dev.syncline.hardware.rig.Generator;
import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.RigDevice;
import dev.syncline.hardware.rig.Tie;
import dev.syncline.hardware.rig.TriggerMode;
import dev.syncline.hardware.rig.data.RigData;
import dev.syncline.hardware.rig.data.Terminal;
import dev.syncline.hardware.rig.units.FrameRate;
import dev.syncline.hardware.rig.units.Times;
import dev.syncline.hardware.rig.units.VoltageRange;
import dev.syncline.hardware.rig.yaml.RigFormatException;
import dev.syncline.hardware.rig.yaml.YamlFields;
import dev.syncline.hardware.rig.yaml.YamlNode;
import dev.syncline.hardware.rig.yaml.YamlTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads rig files. What cannot be understood is an error with its line; whether the rig is right is not asked here. */
public final class RigFile {
    private final String file;
    private final RigData data;
    private final Map<String, RigDevice> devices = new LinkedHashMap<>();

    private RigFile(String file, RigData data) {
        this.file = file;
        this.data = data;
    }

    /** Reads a file. @throws IOException if it cannot be read or understood: one line with file and line */
    public static Rig read(Path file, RigData data) throws IOException {
        return new RigFile(file.toString(), data).rig(YamlTree.read(file));
    }

    /**
     * Reads a text.
     *
     * @param name what the file is called in messages
     */
    public static Rig read(String text, String name, RigData data) throws RigFormatException {
        return new RigFile(name, data).rig(YamlTree.read(text, name));
    }

    private Rig rig(YamlNode.Mapping root) throws RigFormatException {
        YamlFields fields = new YamlFields(file, "the rig", root);
        String name = fields.text("name");
        TriggerMode mode = orElse(fields.choice("mode", TriggerMode.class), TriggerMode.CONTINUOUS);
        FrameRate fps = fields.parsed("fps", FrameRate::parse);
        Long exposureNs = fields.parsed("exposure", RigFile::exposureNs);
        ExposureAlignment alignment =
                orElse(fields.choice("alignment", ExposureAlignment.class), ExposureAlignment.START);
        DeviceReader reader =
                new DeviceReader(file, data, new DeviceReader.Defaults(mode, fps, fields.line("fps"), exposureNs));
        for (Map.Entry<String, YamlFields> entry :
                fields.children("devices", "device").entrySet()) {
            devices.put(entry.getKey(), reader.device(entry.getKey(), entry.getValue()));
        }
        if (devices.isEmpty()) {
            throw fields.wrong("devices", "has no 'devices'; name the boards, each with its cameras");
        }
        Generator generator = generator(fields.node("generator"));
        List<List<Tie>> wires = new ArrayList<>(reader.moduleWires());
        if (fields.node("wires") instanceof YamlNode.Sequence list) {
            for (YamlNode wire : list.items()) {
                wires.add(ties("wires", fields.texts("wires", wire)));
            }
        } else if (fields.node("wires") != null) {
            throw fields.wrong("wires", "wires: expected a list of wires, each a list of its ends");
        }
        List<Chain> chains = chains(fields);
        fields.rejectUnknown();
        return new Rig(file, name == null ? file : name, mode, fps, alignment, devices, generator, wires, chains);
    }

    private List<Chain> chains(YamlFields fields) throws RigFormatException {
        List<Chain> chains = new ArrayList<>();
        YamlNode node = fields.node("chain");
        if (node == null) {
            return chains;
        }
        boolean several = node instanceof YamlNode.Sequence list
                && !list.items().isEmpty()
                && list.items().getFirst() instanceof YamlNode.Sequence;
        List<YamlNode> lists = several ? ((YamlNode.Sequence) node).items() : List.of(node);
        for (YamlNode one : lists) {
            List<RigDevice> members = new ArrayList<>();
            for (YamlNode.Scalar member : fields.texts("chain", one)) {
                RigDevice device = device(member.line(), member.text());
                if (device.board().m8() == null) {
                    throw new RigFormatException(
                            file,
                            member.line(),
                            "chain: " + device.name() + " (" + device.board().name()
                                    + ") has no M8 connector for a Y-adapter; wire its pads under 'wires'");
                }
                if (members.contains(device)) {
                    throw new RigFormatException(
                            file, member.line(), "chain: " + device.name() + " is named twice in one chain");
                }
                members.add(device);
            }
            chains.add(new Chain(fields.line("chain"), members));
        }
        return chains;
    }

    private @Nullable Generator generator(@Nullable YamlNode node) throws RigFormatException {
        if (node == null) {
            return null;
        }
        YamlFields fields = YamlFields.of(file, "generator", node);
        FrameRate rate = fields.parsed("rate", FrameRate::parse);
        VoltageRange level = fields.parsed("level", VoltageRange::parse);
        if (level == null) {
            throw fields.wrong("level", "has no 'level'; say what it puts out as high, such as level: 5V");
        }
        Long pulseNs = fields.parsed("pulse", RigFile::exposureNs);
        Generator.Idle idle = orElse(fields.choice("idle", Generator.Idle.class), Generator.Idle.LOW);
        List<Tie> terminals = ties("to", fields.texts("to"));
        if (terminals.isEmpty()) {
            throw fields.wrong("to", "has no 'to'; say where it is connected, such as to: [cam1.M8]");
        }
        fields.rejectUnknown();
        return new Generator(
                node.line(),
                rate,
                fields.line("rate"),
                level,
                fields.line("level"),
                pulseNs,
                fields.line("pulse"),
                idle,
                fields.line("idle"),
                terminals);
    }

    private List<Tie> ties(String what, List<YamlNode.Scalar> names) throws RigFormatException {
        List<Tie> ties = new ArrayList<>();
        for (YamlNode.Scalar name : names) {
            ties.add(tie(what, name));
        }
        return ties;
    }

    private Tie tie(String what, YamlNode.Scalar name) throws RigFormatException {
        String text = name.text();
        int dot = text.indexOf('.');
        if (dot < 0) {
            if (text.isBlank()) {
                throw new RigFormatException(file, name.line(), what + ": an end without a name");
            }
            return new Tie(name.line(), text, text, null);
        }
        RigDevice device = device(name.line(), text.substring(0, dot));
        Terminal terminal = device.board().terminals().get(text.substring(dot + 1));
        if (terminal == null) {
            throw new RigFormatException(
                    file,
                    name.line(),
                    what + ": " + device.name() + " ("
                            + device.board().name() + ") has no terminal '" + text.substring(dot + 1) + "'; it has "
                            + DeviceReader.names(device.board().terminals().keySet()));
        }
        return new Tie(name.line(), text, device.qualified(terminal.net()), terminal);
    }

    private RigDevice device(int line, String name) throws RigFormatException {
        RigDevice device = devices.get(name);
        if (device == null) {
            throw new RigFormatException(
                    file, line, "there is no device '" + name + "'; there are " + DeviceReader.names(devices.keySet()));
        }
        return device;
    }

    /** A time above zero. @return ns */
    static long exposureNs(String text) {
        long ns = Times.parseNs(text);
        if (ns <= 0) {
            throw new IllegalArgumentException("'" + text + "' must be above zero");
        }
        return ns;
    }

    static <T> T orElse(@Nullable T value, T other) {
        return value == null ? other : value;
    }
}
