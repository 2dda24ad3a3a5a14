package dev.syncline.hardware.rig.check;

import dev.syncline.hardware.rig.Chain;
import dev.syncline.hardware.rig.DeviceRole;
import dev.syncline.hardware.rig.Generator;
import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.RigCamera;
import dev.syncline.hardware.rig.RigDevice;
import dev.syncline.hardware.rig.Tie;
import dev.syncline.hardware.rig.data.Bridge;
import dev.syncline.hardware.rig.data.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the electrical lines of a rig: which nets are joined by wires, chains and closed switches. */
final class Lines {
    private final Map<String, String> parents = new LinkedHashMap<>();
    private final Rig rig;

    private Lines(Rig rig) {
        this.rig = rig;
    }

    static List<Line> of(Rig rig) {
        return new Lines(rig).lines();
    }

    /** The device of a chain that leads it when no generator does: the one named master, else the first. */
    static RigDevice leader(Chain chain) {
        return chain.devices().stream()
                .filter(device -> device.role() == DeviceRole.MASTER)
                .findFirst()
                .orElse(chain.devices().getFirst());
    }

    private List<Line> lines() {
        for (RigDevice device : rig.devices().values()) {
            for (Terminal terminal : device.board().terminals().values()) {
                find(device.qualified(terminal.net()));
            }
            Bridge bridge = device.board().bridge();
            if (bridge != null && device.isBridged()) {
                join(device.qualified(bridge.first()), device.qualified(bridge.second()));
            }
        }
        rig.wires().forEach(this::joinAll);
        if (rig.generator() != null) {
            joinAll(rig.generator().terminals());
        }
        for (Chain chain : rig.chains()) {
            List<String> nets = chain.devices().stream().map(Lines::m8Net).toList();
            nets.forEach(net -> join(nets.getFirst(), net));
        }
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        for (String net : List.copyOf(parents.keySet())) {
            groups.computeIfAbsent(find(net), root -> new LinkedHashSet<>()).add(net);
        }
        return groups.values().stream().map(this::line).toList();
    }

    private Line line(Set<String> nets) {
        List<RigCamera> cameras = rig.cameras().stream()
                .filter(camera -> camera.net() != null && nets.contains(camera.net()))
                .toList();
        Set<RigDevice> devices = new LinkedHashSet<>();
        List<Line.Driver> drivers = new ArrayList<>();
        Generator generator = rig.generator();
        boolean fed = generator != null
                && generator.terminals().stream().map(Tie::net).anyMatch(nets::contains);
        if (generator != null && fed) {
            drivers.add(new Line.Driver(
                    generator.terminals().getFirst().net(), "the generator", generator.line(), Line.Kind.GENERATOR));
        }
        for (RigDevice device : rig.devices().values()) {
            boolean onLine = device.board().terminals().values().stream()
                    .anyMatch(terminal -> nets.contains(device.qualified(terminal.net())));
            if (!onLine) {
                continue;
            }
            devices.add(device);
            for (String net : device.scriptDrives()) {
                if (nets.contains(device.qualified(net))) {
                    drivers.add(new Line.Driver(
                            device.qualified(net),
                            "the script on " + device.name(),
                            device.scriptLine(),
                            Line.Kind.SCRIPT));
                }
            }
            if (isMaster(device, fed)) {
                int at = device.roleLine() > 0 ? device.roleLine() : device.line();
                drivers.add(new Line.Driver(m8Net(device), device.name() + " as master", at, Line.Kind.MASTER_DEVICE));
            }
        }
        for (RigCamera camera : cameras) {
            if (camera.drives() && camera.net() != null) {
                drivers.add(new Line.Driver(camera.net(), camera.title(), camera.roleLine(), Line.Kind.SENSOR));
            }
        }
        return new Line(nets, cameras, drivers, devices);
    }

    /** On RVC4 a device with nothing on its input leads by itself. */
    private boolean isMaster(RigDevice device, boolean fed) {
        if (!device.board().platform().offersDeviceRoles()) {
            return false;
        }
        if (device.role() != DeviceRole.AUTO) {
            return device.role() == DeviceRole.MASTER;
        }
        boolean somethingOnInput =
                rig.chains().stream().anyMatch(chain -> chain.devices().indexOf(device) > 0)
                        || rig.wires().stream()
                                .anyMatch(wire -> wire.stream().map(Tie::net).anyMatch(m8Net(device)::equals));
        return !fed && !somethingOnInput;
    }

    private static String m8Net(RigDevice device) {
        Terminal m8 = device.board().m8();
        return device.qualified(m8 == null ? "" : m8.net());
    }

    private void joinAll(List<Tie> ties) {
        ties.forEach(tie -> join(ties.getFirst().net(), tie.net()));
    }

    private void join(String a, String b) {
        parents.put(find(b), find(a));
    }

    private String find(String net) {
        String at = net;
        String parent = parents.computeIfAbsent(at, name -> name);
        while (!parent.equals(at)) {
            at = parent;
            parent = parents.computeIfAbsent(at, name -> name);
        }
        return at;
    }
}
