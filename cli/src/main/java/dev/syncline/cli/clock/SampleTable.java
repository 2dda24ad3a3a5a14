package dev.syncline.cli.clock;

import dev.syncline.engine.file.Growing;
import dev.syncline.engine.file.GrowingLines;
import dev.syncline.hardware.dji.MotionSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** All of each motion sample as a table, with its error bar: what a Gyroflow log has no columns for, too. */
final class SampleTable implements Growing {
    private static final int LEAST_SAMPLES = 2;

    private final GrowingLines out;
    private final StringBuilder row = new StringBuilder(192);
    private int count;

    SampleTable(Path file) throws IOException {
        out = new GrowingLines(file);
        out.add("host_ns,sigma_ns,device_ns,gx_rad_s,gy_rad_s,gz_rad_s,ax_g,ay_g,az_g,qw,qx,qy,qz\n");
    }

    /**
     * Adds a row. What is not a number is left empty.
     *
     * @param hostNs when the sample was taken, ns of CLOCK_MONOTONIC
     * @param sigmaNs standard error of that, ns
     * @param deviceNs when it was taken, ns on the controller's clock
     */
    void add(long hostNs, double sigmaNs, long deviceNs, MotionSample motion) throws IOException {
        row.setLength(0);
        row.append(hostNs).append(',');
        row.append(Double.isFinite(sigmaNs) ? String.format(Locale.ROOT, "%.1f", sigmaNs) : "");
        row.append(',').append(deviceNs);
        for (int axis = 0; axis < 3; axis++) {
            number(motion.rateRadS(axis));
        }
        for (int axis = 0; axis < 3; axis++) {
            number(motion.accelerationG(axis));
        }
        for (int part = 0; part < 4; part++) {
            number(motion.orientation(part));
        }
        out.add(row.append('\n'));
        if (++count == LEAST_SAMPLES) {
            out.worthKeeping();
        }
    }

    private void number(float value) {
        row.append(',');
        if (Float.isFinite(value)) {
            row.append(value);
        }
    }

    @Override
    public void settle() throws IOException {
        out.settle();
    }

    /** The table is whole. */
    void finish() throws IOException {
        if (count >= LEAST_SAMPLES) {
            out.finish();
        }
    }

    /** Keeps what there is. */
    void keep() throws IOException {
        out.keep();
    }
}
