package dev.syncline.hardware.rig;

import java.util.List;

/**
 * Devices behind one another on Y-adapters.
 *
 * @param line where it is in the file
 * @param devices from the one with nothing on its input to the last
 */
public record Chain(int line, List<RigDevice> devices) {}
