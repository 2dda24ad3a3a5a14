package dev.syncline.hardware.rig;

import dev.syncline.hardware.rig.units.FrameRate;
import dev.syncline.hardware.rig.units.VoltageRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source of trigger pulses outside of the devices: a function generator, a button, a pin of a computer.
 *
 * @param line where it is in the file
 * @param rate pulses a second; null where they come at any time
 * @param level what it puts out as high
 * @param pulseNs length of a pulse, ns; null where it is not given
 * @param idle where the line rests between pulses
 * @param terminals where it is connected
 */
public record Generator(
        int line,
        @Nullable FrameRate rate,
        int rateLine,
        VoltageRange level,
        int levelLine,
        @Nullable Long pulseNs,
        int pulseLine,
        Idle idle,
        int idleLine,
        List<Tie> terminals) {
    /** Where a line rests. */
    public enum Idle {
        LOW,
        HIGH
    }
}
