package dev.syncline.hardware.rig;

import dev.syncline.hardware.rig.data.Board;
import dev.syncline.hardware.rig.units.FrameRate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A board or a whole camera in a rig.
 *
 * @param line where it is in the file
 * @param role what it does between devices
 * @param roleLine where that is in the file; 0 where it is not given
 * @param link how it reaches the host
 * @param linkLine where that is in the file
 * @param ownFps a frame rate given for the device; null for none
 * @param gpio states of pins that the script sets: {@code MXIO6} to {@code output-high}
 * @param gpioLines where they are in the file
 * @param scriptDrives nets of the board that a script on the device puts pulses on
 * @param scriptLine where that is in the file
 */
public record RigDevice(
        int line,
        String name,
        Board board,
        DeviceRole role,
        int roleLine,
        String link,
        int linkLine,
        @Nullable FrameRate ownFps,
        Map<String, String> gpio,
        Map<String, Integer> gpioLines,
        List<String> scriptDrives,
        int scriptLine,
        List<RigCamera> cameras) {

    /** What a pin must be set to so that the board's bridge joins its nets. */
    public static final String OUTPUT_HIGH = "output-high";

    /** Whether the switch between the board's nets is closed. */
    public boolean isBridged() {
        return board.bridge() != null
                && OUTPUT_HIGH.equals(gpio.get(board.bridge().gpio()));
    }

    /** A net or terminal of the board as it is called in the rig: {@code cam1.FSIN}. */
    public String qualified(String netOrTerminal) {
        return name + "." + netOrTerminal;
    }
}
