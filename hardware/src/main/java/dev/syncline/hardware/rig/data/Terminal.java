package dev.syncline.hardware.rig.data;

import dev.syncline.hardware.rig.units.VoltageRange;

/**
 * A place on a board where the FSYNC line can be reached: a pad, a pin of a connector.
 *
 * @param name as it is called in rig files: {@code M8}, {@code FSIN}
 * @param net the net of the board that it belongs to
 * @param level what it takes as high
 * @param kind what it is made as
 */
public record Terminal(String name, String net, VoltageRange level, Kind kind) {
    /** What a terminal is made as. */
    public enum Kind {
        /** A pad on the sensor's own line: both directions. */
        PAD,
        /** The older M8 connector: an isolated input, nothing comes out. */
        M8_INPUT,
        /** The newer M8 connector: both directions, pulled high inside, streams freely while high. */
        M8_BOTH_WAYS
    }

    /** Whether it is on an M8 connector, which Y-adapters chain. */
    public boolean isM8() {
        return kind != Kind.PAD;
    }
}
