package dev.syncline.hardware.rig.data;

/**
 * A switch on a board that joins two FSIN nets.
 *
 * @param gpio the pin that works it: {@code MXIO6}
 * @param gpioNumber the pin's number in the board's configuration
 * @param first a net
 * @param second the other net
 */
public record Bridge(String gpio, int gpioNumber, String first, String second) {}
