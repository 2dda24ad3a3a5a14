package dev.syncline.hardware.rig;

import dev.syncline.hardware.rig.data.Sensor;
import dev.syncline.hardware.rig.data.SensorMode;
import dev.syncline.hardware.rig.units.FrameRate;
import org.jspecify.annotations.Nullable;

/**
 * A camera of a rig.
 *
 * @param line where it is in the file
 * @param device name of its device
 * @param socket name of its socket
 * @param role what it does on the line
 * @param roleLine where the role is in the file
 * @param mode what a pulse means to it
 * @param ownFps the frame rate that was given for the camera or its device; null where the rig's is taken
 * @param fps its frame rate; null where none was given anywhere
 * @param fpsLine where that is in the file
 * @param exposureNs exposure of a row, ns; null where it is not given
 * @param picture rows and readout; null where they are not known
 * @param delayNs what the camera or its own generator waits after the trigger, ns
 * @param net the net that its FSIN pin is on; null for none
 * @param connector how it is plugged in
 */
public record RigCamera(
        int line,
        String device,
        String socket,
        Sensor sensor,
        SyncRole role,
        int roleLine,
        TriggerMode mode,
        @Nullable FrameRate ownFps,
        @Nullable FrameRate fps,
        int fpsLine,
        @Nullable Long exposureNs,
        @Nullable SensorMode picture,
        long delayNs,
        @Nullable String net,
        Connector connector) {

    /** As people call it: {@code cam1.A}. */
    public String name() {
        return device + "." + socket;
    }

    /** As it is called in messages: {@code cam1.A (IMX378)}. */
    public String title() {
        return name() + " (" + sensor.name() + ")";
    }

    /** Whether it drives a line. */
    public boolean drives() {
        return role == SyncRole.OUTPUT;
    }

    /** Whether it follows a line. */
    public boolean follows() {
        return role == SyncRole.INPUT;
    }
}
