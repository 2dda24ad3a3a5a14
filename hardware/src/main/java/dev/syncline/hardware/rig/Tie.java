package dev.syncline.hardware.rig;

import dev.syncline.hardware.rig.data.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * One end of a wire.
 *
 * @param line where it is in the file
 * @param name as the file calls it: {@code cam1.M8}, or a free name for a bunch of wires
 * @param net the net that it belongs to: {@code cam1.FSIN}; the name itself for a bunch of wires
 * @param terminal what it is on the board; null for a bunch of wires
 */
public record Tie(
        int line, String name, String net, @Nullable Terminal terminal) {}
