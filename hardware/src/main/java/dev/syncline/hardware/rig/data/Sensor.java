package dev.syncline.hardware.rig.data;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an image sensor.
 *
 * @param continuous whether FSIN can keep it in step while it streams
 * @param output whether it can drive the FSIN line
 * @param snapshot whether a trigger can take one picture
 * @param pulseOffsetNs what is added to the trigger pulse's length to give the exposure, ns; null where the pulse's
 *     length does not matter
 * @param modes picture sizes by name, the usual one first
 * @param source where this was read
 */
public record Sensor(
        String name,
        Shutter shutter,
        Support continuous,
        Support output,
        Support snapshot,
        @Nullable Long pulseOffsetNs,
        Map<String, SensorMode> modes,
        String source) {

    /** Whether it can put a pulse on the FSIN line. */
    public boolean canDrive() {
        return output == Support.YES;
    }

    /** Whether the length of the trigger pulse is the exposure. */
    public boolean exposesWhilePulsed() {
        return pulseOffsetNs != null;
    }
}
