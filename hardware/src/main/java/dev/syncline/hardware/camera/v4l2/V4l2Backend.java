package dev.syncline.hardware.camera.v4l2;

import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import dev.syncline.bindings.linux.v4l2.V4l2Capability;
import dev.syncline.bindings.linux.v4l2.V4l2FormatDescription;
import dev.syncline.bindings.linux.v4l2.V4l2FrameInterval;
import dev.syncline.bindings.linux.v4l2.V4l2FrameSize;
import dev.syncline.hardware.camera.CameraBackend;
import dev.syncline.hardware.camera.CameraDescription;
import dev.syncline.hardware.camera.CameraRequest;
import dev.syncline.hardware.camera.CameraSession;
import dev.syncline.hardware.camera.PixelFormat;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The video devices of Linux that frames can be streamed from, by the numbers of their files. */
public final class V4l2Backend implements CameraBackend {
    private static final Path DEVICES = Path.of("/dev");
    private static final String PREFIX = "video";

    @Override
    public String name() {
        return "v4l2";
    }

    @Override
    public List<CameraDescription> cameras() throws IOException {
        List<CameraDescription> all = new ArrayList<>();
        boolean steerable = SensorSteering.steerable().size() == 1;
        for (Path path : devices()) {
            try (FileDescriptor device = FileDescriptor.open(path.toString(), FileDescriptor.O_RDWR)) {
                V4l2Capability capability = V4l2Capability.of(device);
                if (capability.canStreamFrames()) {
                    all.add(described(path, device, capability, steerable));
                }
            } catch (SystemCallException e) {
                all.add(new CameraDescription(
                        name(), path.toString(), "?", List.of(), false, false, String.valueOf(e.getMessage())));
            }
        }
        return all;
    }

    private static List<Path> devices() throws IOException {
        List<Path> all = new ArrayList<>();
        if (Files.isDirectory(DEVICES)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(DEVICES, PREFIX + "[0-9]*")) {
                found.forEach(all::add);
            }
        }
        all.sort(Comparator.comparingInt((Path path) -> path.toString().length())
                .thenComparing(Comparator.naturalOrder()));
        return all;
    }

    private CameraDescription described(Path path, FileDescriptor device, V4l2Capability capability, boolean steerable)
            throws SystemCallException {
        List<CameraDescription.Mode> modes = new ArrayList<>();
        for (V4l2FormatDescription format : V4l2FormatDescription.of(device)) {
            for (V4l2FrameSize size : V4l2FrameSize.of(device, format.fourcc())) {
                long shortest = Long.MAX_VALUE;
                long longest = 0;
                for (V4l2FrameInterval interval :
                        V4l2FrameInterval.of(device, format.fourcc(), size.largestWidthPx(), size.largestHeightPx())) {
                    shortest = Math.min(shortest, interval.frameNs());
                    longest = Math.max(longest, interval.frameNs());
                }
                modes.add(new CameraDescription.Mode(
                        PixelFormat.characters(format.fourcc()),
                        size.largestWidthPx(),
                        size.largestHeightPx(),
                        longest == 0 ? 0 : shortest,
                        longest));
            }
        }
        return new CameraDescription(
                name(), path.toString(), capability.card(), modes, steerable, false, "driver " + capability.driver());
    }

    @Override
    public CameraSession open(String id, CameraRequest request) throws IOException {
        request.refusePicture("v4l2");
        return V4l2Session.open(id, request);
    }
}
