package dev.syncline.hardware.rig;

import dev.syncline.hardware.rig.units.FrameRate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rig as its file describes it, with sensors and boards looked up.
 *
 * @param file its name in messages
 * @param name what people call it
 * @param mode what pulses mean, where a camera does not say otherwise
 * @param fps the rig's frame rate; null where none is given
 * @param alignment which end of the exposure a trigger sets
 * @param devices by name, in the file's order
 * @param generator a source of pulses outside of the devices; null for none
 * @param wires each a list of ends that are connected
 * @param chains devices on Y-adapters
 */
public record Rig(
        String file,
        String name,
        TriggerMode mode,
        @Nullable FrameRate fps,
        ExposureAlignment alignment,
        Map<String, RigDevice> devices,
        @Nullable Generator generator,
        List<List<Tie>> wires,
        List<Chain> chains) {

    /** All cameras in the file's order. */
    public List<RigCamera> cameras() {
        return devices.values().stream()
                .flatMap(device -> device.cameras().stream())
                .toList();
    }
}
