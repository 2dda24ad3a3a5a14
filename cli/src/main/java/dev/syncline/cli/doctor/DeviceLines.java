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
                                + (device.unusable() == null ? decoding(device) : ": " + device.unusable()));
            }
            if (found.trouble() != null) {
                line(out, accelerator.kind(), "none", found.trouble());
            }
        }
    }

    /** Whether frames are decoded there too. */
    private static String decoding(FlowDevice device) {
        if (!DeviceChoice.decodes(device)) {
            return "; decoding on the processor";
        }
        String whyNot = DeviceChoice.whyNoDecoding(device);
        return whyNot == null ? "; decodes HEVC" : "; decoding on the processor: " + whyNot;
    }

    private static void line(PrintWriter out, String name, String state, String fact) {
        out.printf("%-11s %s %s%n", name, state, fact.replaceAll("\\p{Cntrl}", ""));
    }
}
