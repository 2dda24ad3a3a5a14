package dev.syncline.cli.clock;

import dev.syncline.hardware.dji.MotionSample;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/** Motion samples for another program, each a line of JSON as soon as its time is known. */
final class LiveSamples {
    private final PrintWriter out;

    LiveSamples(PrintWriter out) {
        this.out = out;
    }

    /**
     * Writes one.
     *
     * @param hostNs when it was taken, ns of CLOCK_MONOTONIC
     * @param sigmaNs standard error of that; not finite where it is not known, and then left out
     * @param deviceNs when it was taken, ns on the controller's clock
     * @param motion rates and accelerations are numbers
     * @throws IOException when nobody reads any more
     */
    void add(long hostNs, double sigmaNs, long deviceNs, MotionSample motion) throws IOException {
        StringBuilder line = new StringBuilder(256);
        line.append("{\"host_ns\": ").append(hostNs);
        if (Double.isFinite(sigmaNs)) {
            line.append(String.format(Locale.ROOT, ", \"sigma_ns\": %.0f", sigmaNs));
        }
        line.append(", \"device_ns\": ").append(deviceNs);
        numbers(line, "rate_rad_s", 3, motion::rateRadS);
        numbers(line, "acceleration_g", 3, motion::accelerationG);
        numbers(line, "orientation_wxyz", 4, motion::orientation);
        out.print(line.append("}\n"));
        if (out.checkError()) {
            throw new IOException("cannot write samples to standard output: nobody reads them any more, or it is full");
        }
    }

    @FunctionalInterface
    private interface Parts {
        float part(int index);
    }

    private static void numbers(StringBuilder line, String name, int count, Parts parts) {
        for (int i = 0; i < count; i++) {
            if (!Float.isFinite(parts.part(i))) {
                return;
            }
        }
        line.append(", \"").append(name).append("\": [");
        for (int i = 0; i < count; i++) {
            line.append(i == 0 ? "" : ", ").append(parts.part(i));
        }
        line.append(']');
    }
}
