package dev.syncline.hardware.rig.check;

import dev.syncline.hardware.rig.Connector;
import dev.syncline.hardware.rig.Generator;
import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.RigCamera;
import dev.syncline.hardware.rig.RigDevice;
import dev.syncline.hardware.rig.SyncRole;
import dev.syncline.hardware.rig.TriggerMode;
import dev.syncline.hardware.rig.data.Shutter;
import dev.syncline.hardware.rig.data.Socket;
import dev.syncline.hardware.rig.data.Support;
import dev.syncline.hardware.rig.units.Times;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a sensor can do, and whether its pin is wired: rules 1, 4, 5, 14, 21, 22, 27. */
final class SensorRules {
    /** A pulse's length is the exposure to within this part before it is worth a word. */
    private static final double EXPOSURE_TOLERANCE = 0.01;

    private final Rig rig;
    private final Findings findings;

    SensorRules(Rig rig, Findings findings) {
        this.rig = rig;
        this.findings = findings;
    }

    void check(List<Line> lines) {
        for (RigDevice device : rig.devices().values()) {
            for (RigCamera camera : device.cameras()) {
                if (camera.role().usesLine()) {
                    if (camera.net() == null) {
                        unwired(camera);
                    } else {
                        role(device, camera);
                    }
                }
            }
            sameBus(device);
        }
        for (Line line : lines) {
            line.followers().stream()
                    .filter(camera -> camera.sensor().exposesWhilePulsed())
                    .forEach(camera -> pulse(camera, line));
        }
    }

    private void role(RigDevice device, RigCamera camera) {
        boolean snapshot = camera.mode() == TriggerMode.SNAPSHOT;
        String sensor = camera.sensor().name();
        boolean nothingInFirmware = camera.sensor().continuous() == Support.NOT_IN_FIRMWARE;
        if (nothingInFirmware) {
            findings.error(
                    Rule.SENSOR_SUPPORT,
                    camera.roleLine(),
                    camera,
                    "the firmware has no frame sync for " + sensor
                            + ": the sensor should be able to, but setting its role changes nothing",
                    "take OV9282 or OV9782 modules, or set sync: off and match the frames by timestamp");
            return;
        }
        if (camera.drives() && !camera.sensor().canDrive()) {
            String why = camera.sensor().output() == Support.NOT_IN_FIRMWARE
                    ? "its silicon could, the firmware does not"
                    : "its FSIN pin is an input";
            findings.error(
                    Rule.OUTPUT_ABLE,
                    camera.roleLine(),
                    camera,
                    sensor + " cannot drive FSIN (" + why + "): the line stays silent and nobody is triggered",
                    "make an OV9282 or OV9782 the OUTPUT, or set this one to input and connect a generator");
        }
        if (snapshot && camera.follows()) {
            snapshot(device, camera);
        } else if (camera.follows() && camera.sensor().continuous() == Support.NO) {
            boolean ownPin = camera.sensor().snapshot() == Support.OWN_PIN;
            findings.error(
                    Rule.SENSOR_SUPPORT,
                    camera.roleLine(),
                    camera,
                    sensor
                            + (ownPin
                                    ? " is not kept in step while it streams: each pulse on its trigger pin takes a picture"
                                    : " has no FSYNC input that the firmware knows"),
                    ownPin ? "set mode: snapshot for it" : "set sync: off and match its frames by timestamp");
        } else if (camera.sensor().continuous() == Support.UNTESTED) {
            findings.warn(
                    Rule.SENSOR_SUPPORT,
                    camera.roleLine(),
                    camera.name(),
                    sensor + " should follow FSYNC like its relatives, but the maker has not tried it",
                    "record a minute and run 'syncline rig verify' on it before you rely on it");
        }
    }

    private void snapshot(RigDevice device, RigCamera camera) {
        Support support = camera.sensor().snapshot();
        if (!device.board().platform().offersSnapshots()) {
            findings.error(
                    Rule.NO_SNAPSHOT_ON_RVC4,
                    camera.line(),
                    camera,
                    device.board().name() + " is " + device.board().platform()
                            + ", which streams continuously and has no snapshot trigger",
                    "set mode: continuous and give the trigger the frame rate, or take a Series 2 device");
        } else if (support != Support.YES && support != Support.OWN_PIN) {
            boolean rolling = camera.sensor().shutter() == Shutter.ROLLING;
            findings.error(
                    Rule.SNAPSHOT_ABLE,
                    camera.roleLine(),
                    camera,
                    camera.sensor().name()
                            + (rolling
                                    ? " has a rolling shutter: it cannot be started by a trigger, only kept in step"
                                    : " cannot take single pictures on a trigger"),
                    "set mode: continuous with a steady trigger, set sync: off for this camera,"
                            + " or take OV9282, OV9782 or AR0234");
        }
    }

    private void unwired(RigCamera camera) {
        if (camera.connector() == Connector.PIN_22) {
            findings.error(
                    Rule.LINE_REACHES,
                    camera.roleLine(),
                    camera,
                    "its 22-pin cable carries no FSIN: the pulse ends at a test pad of the 26-to-22 pin converter",
                    "solder a wire from that pad to the module's FSIN header pin (fsin-wire: pad), or tie the modules'"
                            + " FSIN header pins together (fsin-wire: with one name for all)");
        } else {
            findings.error(
                    Rule.LINE_REACHES,
                    camera.roleLine(),
                    camera,
                    "its socket is not wired to an FSIN line on this board",
                    "set sync: off and match its frames by timestamp, or solder a wire (fsin-wire:)");
        }
    }

    private void pulse(RigCamera camera, Line line) {
        Generator generator = rig.generator();
        Long offsetNs = camera.sensor().pulseOffsetNs();
        if (generator == null || offsetNs == null || !line.hasGenerator()) {
            return;
        }
        String sensor = camera.sensor().name();
        if (generator.pulseNs() == null) {
            findings.error(
                    Rule.PULSE_IS_EXPOSURE,
                    generator.line(),
                    camera,
                    "the length of the pulse is the exposure of " + sensor + ", and the generator's is not given",
                    "give the generator its low time, such as pulse: 5ms");
            return;
        }
        long exposureNs = generator.pulseNs() + offsetNs;
        if (generator.rate() != null && exposureNs >= generator.rate().periodNs()) {
            findings.error(
                    Rule.PULSE_IS_EXPOSURE,
                    generator.pulseLine(),
                    camera,
                    "a pulse of " + Times.text(generator.pulseNs()) + " does not end before the next begins, "
                            + Times.text(generator.rate().periodNs()) + " later",
                    "shorten the pulse or lower the rate");
        } else if (camera.exposureNs() != null
                && Math.abs(camera.exposureNs() - exposureNs) > EXPOSURE_TOLERANCE * exposureNs) {
            findings.warn(
                    Rule.PULSE_IS_EXPOSURE,
                    camera.line(),
                    camera.name(),
                    "the exposure is written as " + Times.text(camera.exposureNs()) + ", but the pulse makes it "
                            + Times.text(exposureNs) + " (pulse + " + Times.text(offsetNs) + ")",
                    "make the pulse " + Math.round((camera.exposureNs() - offsetNs) / 1e3)
                            + " µs long, or correct the exposure");
        }
    }

    private void sameBus(RigDevice device) {
        Map<String, RigCamera> first = new LinkedHashMap<>();
        for (RigCamera camera : device.cameras()) {
            Socket socket = device.board().sockets().get(camera.socket());
            String bus = socket == null ? null : socket.i2c();
            if (bus == null || camera.role() != SyncRole.OFF) {
                continue;
            }
            RigCamera other = first.putIfAbsent(bus, camera);
            // Only the two-lane bus begins its cameras with one broadcast; that it is the pair B and C is the maker's
            // word.
            if (other != null && other.sensor().equals(camera.sensor()) && bus.equals("B+C")) {
                findings.note(
                        Rule.SAME_BUS,
                        camera.line(),
                        other.name() + " and " + camera.name(),
                        "equal sensors on one I2C bus hear the same start command and stay together without FSYNC",
                        "nothing to do");
            }
        }
    }
}
