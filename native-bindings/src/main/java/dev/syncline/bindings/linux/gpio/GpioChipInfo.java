package dev.syncline.bindings.linux.gpio;

/**
 * A chip of lines.
 *
 * @param name as {@code gpiochip0}
 * @param label of the driver
 * @param lines how many it has
 */
public record GpioChipInfo(String name, String label, int lines) {}
