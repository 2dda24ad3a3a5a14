package dev.syncline.hardware.rig.data;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a board or a whole camera.
 *
 * @param links how it reaches the host, the usual one first: {@code ethernet}, {@code usb}
 * @param sockets places for cameras by name
 * @param terminals places where FSYNC can be reached, by name
 * @param bridge the switch between two of its nets; null for none
 * @param source where this was read
 */
public record Board(
        String name,
        Platform platform,
        List<String> links,
        Map<String, Socket> sockets,
        Map<String, Terminal> terminals,
        @Nullable Bridge bridge,
        String source) {

    /** The terminal on the M8 connector; null where the board has none. */
    public @Nullable Terminal m8() {
        return terminals.values().stream().filter(Terminal::isM8).findFirst().orElse(null);
    }
}
