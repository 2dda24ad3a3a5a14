package dev.syncline.cli.doctor;

import dev.syncline.cli.sync.DeviceChoice;
import dev.syncline.engine.sync.flow.FlowAccelerator;
import dev.syncline.engine.sync.flow.FlowDevice;
import java.io.PrintWriter;

/** What {@code doctor} says of devices. A machine without any lacks nothing that a sync needs. */
final class DeviceLines {
    private DeviceLines() {}

    static void print(PrintWriter out) {
        for (FlowAccelerator accelerator : DeviceChoice.accelerators()) {
            FlowAccelerator.Found found = accelerator.find();
            for (FlowDevice device : found.devices()) {
                line(
                        out,
                        device.id(),
                        device.unusable() == null ? "ok  " : "none",
                        device.name() + ", " + (device.memoryBytes() >> 20) + " MiB, driver " + device.driver() + ", "
                                + device.capability()
                                + (device.processor() ? ", the processor itself" : "")
                                + (device.unusable() == null ? "" : ": " + device.unusable()));
            }
            if (found.trouble() != null) {
                line(out, accelerator.kind(), "none", found.trouble());
            }
        }
    }

    private static void line(PrintWriter out, String name, String state, String fact) {
        out.printf("%-11s %s %s%n", name, state, fact.replaceAll("\\p{Cntrl}", ""));
    }
}
