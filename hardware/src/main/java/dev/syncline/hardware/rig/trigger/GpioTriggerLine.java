package dev.syncline.hardware.rig.trigger;

import dev.syncline.bindings.linux.gpio.GpioOutput;
import dev.syncline.bindings.linux.gpio.GpioOutput.ActiveLevel;
import java.io.IOException;

/** A GPIO line of the machine that pulses are put on. */
public final class GpioTriggerLine implements TriggerLine {
    private final GpioOutput output;

    private GpioTriggerLine(GpioOutput output) {
        this.output = output;
    }

    /**
     * Takes a line.
     *
     * @param chip the chip's device file, such as {@code /dev/gpiochip0}
     * @throws IOException if it cannot be taken: one line with the device
     */
    public static GpioTriggerLine open(String chip, int offset, ActiveLevel active) throws IOException {
        return new GpioTriggerLine(GpioOutput.open(chip, offset, active, "syncline trigger"));
    }

    @Override
    public void set(boolean active) throws IOException {
        output.set(active);
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
