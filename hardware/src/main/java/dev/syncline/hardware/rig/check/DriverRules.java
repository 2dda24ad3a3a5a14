package dev.syncline.hardware.rig.check;

import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.RigCamera;
import dev.syncline.hardware.rig.RigDevice;
import dev.syncline.hardware.rig.TriggerMode;
import dev.syncline.hardware.rig.data.Bridge;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who drives a line: rules 2, 3, 8, 9, 19, 23, 26. */
final class DriverRules {
    private final Rig rig;
    private final Findings findings;

    DriverRules(Rig rig, Findings findings) {
        this.rig = rig;
        this.findings = findings;
    }

    void check(List<Line> lines) {
        Set<Line> apart = new HashSet<>();
        for (RigDevice device : rig.devices().values()) {
            joined(device, lines, apart);
        }
        for (Line line : lines) {
            if (line.drivers().size() > 1) {
                contention(line);
            }
            if (line.drivers().isEmpty() && !apart.contains(line)) {
                silent(line);
            }
            waitingDrivers(line);
            if (!line.drivers().isEmpty() && line.followers().isEmpty() && !apart.contains(line)) {
                unheard(line.drivers().getFirst(), line);
            }
        }
        nobodyWaits();
    }

    private void joined(RigDevice device, List<Line> lines, Set<Line> apart) {
        Bridge bridge = device.board().bridge();
        if (bridge == null || device.isBridged()) {
            return;
        }
        Line first = lineOf(lines, device.qualified(bridge.first()));
        Line second = lineOf(lines, device.qualified(bridge.second()));
        if (first.equals(second)) {
            return;
        }
        for (List<Line> pair : List.of(List.of(first, second), List.of(second, first))) {
            Line driven = pair.get(0);
            Line waiting = pair.get(1);
            List<RigCamera> followers = waiting.followers();
            if (!driven.drivers().isEmpty() && waiting.drivers().isEmpty() && !followers.isEmpty()) {
                String pin = bridge.gpio();
                String state = device.gpio().getOrDefault(pin, "not set");
                findings.error(
                        Rule.NETS_JOINED,
                        device.gpioLines()
                                .getOrDefault(pin, followers.getFirst().roleLine()),
                        names(followers),
                        driven.drivers().getFirst().name() + " drives the other pair's net; the two nets of "
                                + device.board().name() + " are apart while " + pin + " is " + state,
                        "set gpio: {" + pin + ": output-high} on " + device.name());
                apart.add(waiting);
                apart.add(driven);
            }
        }
    }

    private void contention(Line line) {
        Line.Driver first = line.drivers().getFirst();
        for (Line.Driver other : line.drivers().subList(1, line.drivers().size())) {
            if (first.kind() == Line.Kind.MASTER_DEVICE && other.kind() == first.kind() && inChain(line)) {
                continue; // rule 12 says it
            }
            RigDevice bridged = bridgeBetween(first, other);
            Bridge bridge = bridged == null ? null : bridged.board().bridge();
            if (bridge != null) {
                findings.error(
                        Rule.NETS_CONTEND,
                        bridged == null
                                ? other.atLine()
                                : bridged.gpioLines().getOrDefault(bridge.gpio(), other.atLine()),
                        other.name(),
                        bridge.gpio() + " high joins the two nets, and both " + first.name() + " and " + other.name()
                                + " drive: two outputs fight on one wire",
                        "set one of the two to input, or leave " + bridge.gpio() + " low and keep the pairs apart");
            } else {
                findings.error(
                        Rule.ONE_DRIVER,
                        other.atLine(),
                        other.name(),
                        first.name() + " (line " + first.atLine() + ") drives " + line.title()
                                + " already: two outputs fight on one wire",
                        other.kind() == Line.Kind.SENSOR || first.kind() != Line.Kind.SENSOR
                                ? "keep one driver and make the other follow"
                                : "set " + first.name() + " to input, so that " + other.name() + " leads");
            }
        }
    }

    private @Nullable RigDevice bridgeBetween(Line.Driver a, Line.Driver b) {
        for (RigDevice device : rig.devices().values()) {
            Bridge bridge = device.board().bridge();
            if (bridge != null && device.isBridged()) {
                Set<String> ends = Set.of(device.qualified(bridge.first()), device.qualified(bridge.second()));
                if (!a.net().equals(b.net()) && ends.contains(a.net()) && ends.contains(b.net())) {
                    return device;
                }
            }
        }
        return null;
    }

    private void silent(Line line) {
        List<RigCamera> streaming = line.followers().stream()
                .filter(camera -> camera.mode() == TriggerMode.CONTINUOUS)
                .toList();
        boolean roles = line.devices().stream()
                .anyMatch(device -> device.board().platform().offersDeviceRoles());
        if (!streaming.isEmpty() && roles) {
            if (!inChain(line)) { // in a chain, rule 12 says it
                RigDevice device = line.devices().iterator().next();
                findings.error(
                        Rule.SOME_DRIVER,
                        device.roleLine() > 0 ? device.roleLine() : device.line(),
                        device.name(),
                        "is a slave, and nobody drives " + line.title() + ": it waits for pulses that do not come",
                        "leave 'role' out, so that the device leads itself, or connect a generator or a master");
            }
        } else if (!streaming.isEmpty()) {
            int at = streaming.getFirst().roleLine();
            boolean someoneCould =
                    line.cameras().stream().anyMatch(camera -> camera.sensor().canDrive());
            if (someoneCould) {
                RigCamera able = line.cameras().stream()
                        .filter(camera -> camera.sensor().canDrive())
                        .findFirst()
                        .orElseThrow();
                findings.error(
                        Rule.SOME_DRIVER,
                        at,
                        names(streaming),
                        "nobody drives " + line.title() + ": INPUT waits for pulses that do not come",
                        "set " + able.title() + " to output, or connect a generator");
            } else {
                findings.error(
                        Rule.DRIVER_POSSIBLE,
                        at,
                        names(streaming),
                        "nobody drives " + line.title() + ", and no sensor on it can (" + sensors(line) + ")",
                        "connect a generator, let a script on the device drive the pin (script-drives:), or add an"
                                + " OV9282 or OV9782 as OUTPUT");
            }
        }
        List<RigCamera> waiting = line.followers().stream()
                .filter(camera -> camera.mode() == TriggerMode.SNAPSHOT)
                .toList();
        if (!waiting.isEmpty()) {
            findings.error(
                    Rule.SNAPSHOT_SOURCE,
                    waiting.getFirst().roleLine(),
                    names(waiting),
                    "snapshots need a trigger, and the file names none: no picture is taken until a pulse comes",
                    "describe the button or generator under generator:, or the script under script-drives:");
        }
    }

    /** A rig that is called one for snapshots, and none of whose cameras takes any. */
    private void nobodyWaits() {
        List<RigCamera> snapshots = rig.cameras().stream()
                .filter(camera -> camera.mode() == TriggerMode.SNAPSHOT)
                .toList();
        if (!snapshots.isEmpty()
                && snapshots.stream().noneMatch(camera -> camera.role().usesLine())) {
            findings.error(
                    Rule.SNAPSHOT_SOURCE,
                    snapshots.getFirst().line(),
                    names(snapshots),
                    "the mode is snapshot, and no camera is set to INPUT: all of them run freely",
                    "set sync: input on the cameras that the trigger is for, or set mode: continuous");
        }
    }

    /** A sensor that waits for a trigger starts no frame by itself, and so drives nothing. */
    private void waitingDrivers(Line line) {
        List<RigCamera> outputs = line.cameras().stream()
                .filter(RigCamera::drives)
                .filter(camera -> camera.mode() == TriggerMode.SNAPSHOT)
                .toList();
        boolean othersDrive = line.drivers().stream().anyMatch(driver -> driver.kind() != Line.Kind.SENSOR)
                || line.cameras().stream()
                        .anyMatch(camera -> camera.drives() && camera.mode() == TriggerMode.CONTINUOUS);
        if (!outputs.isEmpty() && !othersDrive) {
            findings.error(
                    Rule.SNAPSHOT_SOURCE,
                    outputs.getFirst().roleLine(),
                    names(outputs),
                    "is OUTPUT in snapshot mode: it waits for a trigger itself, drives nothing until one comes, and"
                            + " nothing on " + line.title() + " gives one",
                    "set it to input and describe the button or generator under generator:, or set mode: continuous");
        }
    }

    private void unheard(Line.Driver driver, Line line) {
        // A master device's own cameras are set by the device; a lone one leads nobody and does no harm.
        if (driver.kind() != Line.Kind.MASTER_DEVICE) {
            findings.warn(
                    Rule.SOMEONE_LISTENS,
                    driver.atLine(),
                    driver.name(),
                    "drives " + line.title() + ", where no camera is set to INPUT",
                    "set the cameras that should follow to input, or check where the wire goes");
        }
    }

    private boolean inChain(Line line) {
        return rig.chains().stream().anyMatch(chain -> chain.devices().stream().anyMatch(line.devices()::contains));
    }

    private static Line lineOf(List<Line> lines, String net) {
        return lines.stream()
                .filter(line -> line.nets().contains(net))
                .findFirst()
                .orElseThrow();
    }

    private static String names(List<RigCamera> cameras) {
        return cameras.stream().map(RigCamera::name).collect(Collectors.joining(", "));
    }

    private static String sensors(Line line) {
        return line.cameras().stream()
                .map(camera -> camera.sensor().name())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
