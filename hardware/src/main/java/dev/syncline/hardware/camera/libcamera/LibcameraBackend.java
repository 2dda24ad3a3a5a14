package dev.syncline.hardware.camera.libcamera;

import dev.syncline.bindings.libcamera.Libcamera;
import dev.syncline.bindings.libcamera.LibcameraInfo;
import dev.syncline.bindings.libcamera.LibcameraMode;
import dev.syncline.hardware.camera.CameraBackend;
import dev.syncline.hardware.camera.CameraDescription;
import dev.syncline.hardware.camera.CameraRequest;
import dev.syncline.hardware.camera.CameraSession;
import dev.syncline.hardware.camera.PixelFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cameras that libcamera knows. Starts it on first use. One thread. */
public final class LibcameraBackend implements CameraBackend {
    private @Nullable Libcamera libcamera;

    @Override
    public String name() {
        return "libcamera";
    }

    private Libcamera started() throws IOException {
        Libcamera started = libcamera;
        if (started == null) {
            started = Libcamera.start();
            libcamera = started;
        }
        return started;
    }

    @Override
    public List<CameraDescription> cameras() throws IOException {
        List<CameraDescription> all = new ArrayList<>();
        for (LibcameraInfo info : started().cameras()) {
            all.add(described(info));
        }
        return all;
    }

    private CameraDescription described(LibcameraInfo info) {
        List<CameraDescription.Mode> modes = new ArrayList<>();
        for (LibcameraMode mode : info.modes()) {
            modes.add(new CameraDescription.Mode(
                    PixelFormat.characters(mode.fourcc()),
                    mode.widthPx(),
                    mode.heightPx(),
                    info.shortestFrameUs() * 1000,
                    info.longestFrameUs() * 1000));
        }
        return new CameraDescription(
                name(), info.id(), info.model(), modes, LibcameraSession.isSteerable(info), info.hasOwnSync(), "");
    }

    @Override
    public CameraSession open(String id, CameraRequest request) throws IOException {
        for (LibcameraInfo info : started().cameras()) {
            if (info.id().equals(id)) {
                return LibcameraSession.open(started(), info, request);
            }
        }
        throw new IOException("libcamera has no camera " + id + ": see syncline cameras");
    }

    @Override
    public void close() {
        Libcamera started = libcamera;
        if (started != null) {
            libcamera = null;
            started.close();
        }
    }
}
