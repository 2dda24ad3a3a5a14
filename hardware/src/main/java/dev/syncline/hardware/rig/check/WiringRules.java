package dev.syncline.hardware.rig.check;

import dev.syncline.hardware.rig.Chain;
import dev.syncline.hardware.rig.DeviceRole;
import dev.syncline.hardware.rig.Generator;
import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.RigCamera;
import dev.syncline.hardware.rig.RigDevice;
import dev.syncline.hardware.rig.Tie;
import dev.syncline.hardware.rig.TriggerMode;
import dev.syncline.hardware.rig.data.Terminal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Levels, connectors and chains: rules 10, 11, 12, 13, 24, 25. */
final class WiringRules {
    private static final int LONGEST_CHAIN = 3;

    private final Rig rig;
    private final Findings findings;

    WiringRules(Rig rig, Findings findings) {
        this.rig = rig;
        this.findings = findings;
    }

    void check(List<Line> lines) {
        generatorLevel();
        rig.wires().forEach(this::wire);
        for (Chain chain : rig.chains()) {
            boolean fed = lines.stream()
                    .anyMatch(line -> line.hasGenerator() && line.devices().containsAll(chain.devices()));
            chain(chain, fed);
        }
        for (RigDevice device : rig.devices().values()) {
            if (device.role() != DeviceRole.AUTO && !device.board().platform().offersDeviceRoles()) {
                findings.error(
                        Rule.DEVICE_ROLE,
                        device.roleLine(),
                        device.name(),
                        device.board().name() + " is " + device.board().platform()
                                + ": only RVC4 has master and slave devices",
                        "leave 'role' out and set sync: output on the sensor that leads");
            }
        }
        idle(lines);
    }

    private void generatorLevel() {
        Generator generator = rig.generator();
        if (generator == null) {
            return;
        }
        for (Tie tie : generator.terminals()) {
            if (tie.terminal() != null && !tie.terminal().level().accepts(generator.level())) {
                boolean tooMuch = generator.level().exceeds(tie.terminal().level());
                findings.error(
                        Rule.LEVELS,
                        generator.levelLine(),
                        tie.name(),
                        "the generator puts out " + generator.level() + ", " + tie.name() + " is made for "
                                + tie.terminal().level()
                                + (tooMuch ? ": this can destroy it" : ": the pulse may not be seen"),
                        "put a level shifter between them, or set the generator to "
                                + tie.terminal().level());
            }
        }
    }

    private void wire(List<Tie> ties) {
        for (int i = 1; i < ties.size(); i++) {
            Tie a = ties.getFirst();
            Tie b = ties.get(i);
            if (a.terminal() == null || b.terminal() == null) {
                continue;
            }
            Tie old = outletOfOldM8(a, b);
            if (old != null) {
                findings.error(
                        Rule.OLD_M8_INPUT,
                        old.line(),
                        old.name(),
                        "its older M8 is an isolated input: no pulse comes out of it for "
                                + other(a, b, old).name(),
                        "drive both from a generator of 10–24 V, or lead with a device that has the newer M8 and shift its"
                                + " level");
            } else if (!a.terminal().level().accepts(b.terminal().level())) {
                findings.error(
                        Rule.LEVELS,
                        b.line(),
                        b.name(),
                        b.name() + " works at " + b.terminal().level() + ", " + a.name() + " at "
                                + a.terminal().level() + ": on one wire one of them is destroyed or deaf",
                        "put a level shifter between them, and describe each side as a wire of its own");
            }
        }
    }

    private @Nullable Tie outletOfOldM8(Tie a, Tie b) {
        boolean bothM8 = a.terminal() != null
                && b.terminal() != null
                && a.terminal().isM8()
                && b.terminal().isM8();
        for (Tie tie : List.of(a, b)) {
            if (bothM8 && tie.terminal() != null && tie.terminal().kind() == Terminal.Kind.M8_INPUT && !isFed(tie)) {
                return tie;
            }
        }
        return null;
    }

    private boolean isFed(Tie tie) {
        return rig.generator() != null
                && rig.generator().terminals().stream().map(Tie::net).anyMatch(tie.net()::equals);
    }

    private static Tie other(Tie a, Tie b, Tie one) {
        return one.equals(a) ? b : a;
    }

    private void chain(Chain chain, boolean fed) {
        RigDevice leader = Lines.leader(chain);
        Terminal outlet = leader.board().m8();
        if (!fed && outlet != null && outlet.kind() == Terminal.Kind.M8_INPUT) {
            findings.error(
                    Rule.OLD_M8_INPUT,
                    leader.roleLine() > 0 ? leader.roleLine() : chain.line(),
                    leader.name(),
                    "leads the chain, but its older M8 is an isolated input of 10–24 V: nothing comes out of it",
                    "drive the chain from a generator of 10–24 V (generator: with to: [" + leader.name() + ".M8])");
        }
        chainLevels(chain);
        if (chain.devices().size() > LONGEST_CHAIN) {
            findings.warn(
                    Rule.CHAIN_LENGTH,
                    chain.line(),
                    "chain",
                    chain.devices().size() + " devices in one chain: beyond " + LONGEST_CHAIN
                            + " the maker does not promise a clean signal",
                    "look at the last device's pulse with an oscilloscope, or put a buffer into the line");
        }
        if (chain.devices().stream()
                .anyMatch(device -> device.board().platform().offersDeviceRoles())) {
            roles(chain, fed);
        }
    }

    private void chainLevels(Chain chain) {
        RigDevice first = chain.devices().getFirst();
        for (RigDevice other : chain.devices()) {
            Terminal a = first.board().m8();
            Terminal b = other.board().m8();
            if (a != null && b != null && !a.level().accepts(b.level())) {
                findings.error(
                        Rule.LEVELS,
                        chain.line(),
                        other.name(),
                        other.name() + " (" + other.board().name() + ") takes " + b.level() + " on its M8, "
                                + first.name() + " (" + first.board().name() + ") " + a.level()
                                + ": older and newer M8 do not mix in one chain",
                        "chain devices of one kind, or put a level shifter between them");
            }
        }
    }

    private void roles(Chain chain, boolean fed) {
        Map<Integer, RigDevice> masters = new TreeMap<>();
        for (int i = 0; i < chain.devices().size(); i++) {
            RigDevice device = chain.devices().get(i);
            boolean leads = device.role() == DeviceRole.MASTER || (device.role() == DeviceRole.AUTO && i == 0 && !fed);
            if (leads) {
                masters.put(i, device);
            }
        }
        if (masters.size() > 1) {
            RigDevice second = List.copyOf(masters.values()).get(1);
            findings.error(
                    Rule.CHAIN_ROLES,
                    second.roleLine() > 0 ? second.roleLine() : second.line(),
                    second.name(),
                    "is a second master beside "
                            + List.copyOf(masters.values()).getFirst().name()
                            + ": two outputs fight on one wire",
                    "set role: slave on all devices of the chain but one");
        }
        if (masters.isEmpty() && !fed) {
            findings.error(
                    Rule.CHAIN_ROLES,
                    chain.line(),
                    "chain",
                    "no device of the chain is master, and no generator feeds it: all wait for pulses",
                    "set role: master on " + chain.devices().getFirst().name());
        }
        if (chain.devices().size() - masters.size() < 1) {
            findings.error(
                    Rule.CHAIN_ROLES,
                    chain.line(),
                    "chain",
                    "there is no slave in the chain: the master's pulses reach nobody",
                    "add the devices that follow to the chain, with role: slave");
        }
        for (int i = 0; i < chain.devices().size(); i++) {
            RigDevice device = chain.devices().get(i);
            if (masters.containsKey(i)) {
                continue;
            }
            for (RigCamera camera : device.cameras()) {
                if (camera.ownFps() != null) {
                    findings.error(
                            Rule.CHAIN_ROLES,
                            camera.fpsLine(),
                            camera,
                            device.name() + " is a slave and sets a frame rate of its own; the "
                                    + (fed ? "generator" : "master") + " sets it",
                            "leave fps out on slaves; start the master's pipeline first, then theirs");
                    break;
                }
            }
        }
    }

    private void idle(List<Line> lines) {
        Generator generator = rig.generator();
        if (generator == null || generator.idle() == Generator.Idle.LOW) {
            return;
        }
        for (Line line : lines) {
            boolean newM8 = line.devices().stream()
                    .map(device -> device.board().m8())
                    .anyMatch(m8 -> m8 != null && m8.kind() == Terminal.Kind.M8_BOTH_WAYS);
            boolean snapshots = line.followers().stream().anyMatch(camera -> camera.mode() == TriggerMode.SNAPSHOT);
            if (line.hasGenerator() && newM8 && snapshots) {
                findings.warn(
                        Rule.IDLE_LOW,
                        generator.idleLine(),
                        "generator",
                        "its line rests high, and the newer M8 lets the camera stream freely while the line is high",
                        "let it rest low (idle: low) and pulse high: pin 2 is pulled up inside, pin 8 is GND");
            }
        }
    }
}
