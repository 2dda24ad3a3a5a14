package dev.syncline.hardware.rig.check;

import dev.syncline.hardware.rig.RigCamera;
import dev.syncline.hardware.rig.RigDevice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One electrical line: all nets that are wired together.
 *
 * @param nets names of its nets
 * @param cameras the cameras on it, whatever their role
 * @param drivers who puts pulses on it
 * @param devices devices that one of its nets is on
 */
record Line(Set<String> nets, List<RigCamera> cameras, List<Driver> drivers, Set<RigDevice> devices) {
    /**
     * Someone who puts pulses on a line.
     *
     * @param net the net that it is on
     * @param name as messages call it
     * @param atLine where it is in the file
     * @param kind what it is
     */
    record Driver(String net, String name, int atLine, Kind kind) {}

    /** What a driver is. */
    enum Kind {
        SENSOR,
        GENERATOR,
        SCRIPT,
        MASTER_DEVICE
    }

    List<RigCamera> followers() {
        return cameras.stream().filter(RigCamera::follows).toList();
    }

    List<RigCamera> members() {
        return Stream.concat(cameras.stream().filter(RigCamera::drives), followers().stream())
                .toList();
    }

    boolean hasGenerator() {
        return drivers.stream().anyMatch(driver -> driver.kind() == Kind.GENERATOR);
    }

    /** The line as messages call it: its nets, or some of them. */
    String title() {
        Set<String> some = new LinkedHashSet<>(nets.stream().limit(4).toList());
        return "the line " + String.join(" + ", some) + (nets.size() > 4 ? " + …" : "");
    }
}
