package dev.syncline.hardware.camera.v4l2;

import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.linux.v4l2.V4l2Control;
import dev.syncline.hardware.camera.CameraRequest;
import java.io.IOException;

/** Sets exposure and gain by hand. */
final class V4l2Exposure {
    private static final int MANUAL = 1;
    private static final int EXPOSURE_UNIT_US = 100;

    private V4l2Exposure() {}

    /** @throws IOException if the device has no such control, or the value is outside its range */
    static void set(FileDescriptor device, CameraRequest request) throws IOException {
        if (request.exposureUs() > 0) {
            if (V4l2Control.of(device, V4l2Control.EXPOSURE_ABSOLUTE) == null) {
                throw new IOException(device.name() + " has no exposure to set: leave it to the camera");
            }
            if (V4l2Control.of(device, V4l2Control.EXPOSURE_AUTO) != null) {
                V4l2Control.set(device, V4l2Control.EXPOSURE_AUTO, MANUAL);
            }
            V4l2Control.set(
                    device,
                    V4l2Control.EXPOSURE_ABSOLUTE,
                    Math.clamp(request.exposureUs() / EXPOSURE_UNIT_US, 1, Integer.MAX_VALUE));
        }
        if (request.gain() > 0) {
            // What one step means is the driver's secret, so a factor cannot be set.
            throw new IOException(
                    device.name()
                            + ": V4L2 counts gain in units of the driver's own, so a factor cannot be set: leave it to the camera");
        }
    }
}
