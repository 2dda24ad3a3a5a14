package dev.syncline.cli.clock;

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
     * @param x,y,z rad/s about the controller's axes, finite
     * @throws IOException when nobody reads any more
     */
    void add(long hostNs, double sigmaNs, long deviceNs, float x, float y, float z) throws IOException {
        String sigma = Double.isFinite(sigmaNs) ? String.format(Locale.ROOT, "\"sigma_ns\": %.0f, ", sigmaNs) : "";
        out.print("{\"host_ns\": " + hostNs + ", " + sigma + "\"device_ns\": " + deviceNs + ", \"rate_rad_s\": [" + x
                + ", " + y + ", " + z + "]}\n");
        if (out.checkError()) {
            throw new IOException("cannot write samples to standard output: nobody reads them any more, or it is full");
        }
    }
}
