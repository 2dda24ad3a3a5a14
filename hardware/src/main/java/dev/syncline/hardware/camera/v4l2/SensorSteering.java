package dev.syncline.hardware.camera.v4l2;

import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import dev.syncline.bindings.linux.v4l2.V4l2Control;
import dev.syncline.bindings.linux.v4l2.V4l2SubdeviceFormat;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes a sensor's frame length through its subdevice's {@code V4L2_CID_VBLANK}. A value holds until the next one, and
 * sensors take it over at the start of a frame; so a length is set for one frame and taken back at the frame after.
 */
final class SensorSteering implements AutoCloseable {
    private static final Path DEVICES = Path.of("/dev");

    private final FileDescriptor subdevice;
    private final SensorLines lines;
    private final int nominalBlankRows;
    private boolean changed;

    private SensorSteering(FileDescriptor subdevice, SensorLines lines, int nominalBlankRows) {
        this.subdevice = subdevice;
        this.lines = lines;
        this.nominalBlankRows = nominalBlankRows;
    }

    /**
     * The sensor of this machine and its nominal frame length; none where there is none to steer, or more than one, so
     * that nobody can say which one feeds a video device.
     *
     * @throws IOException if the sensor refuses the frame length
     */
    static Optional<SensorSteering> only(long nominalFrameNs) throws IOException {
        List<Path> sensors = steerable();
        return sensors.size() == 1 ? Optional.of(open(sensors.getFirst(), nominalFrameNs)) : Optional.empty();
    }

    /** Subdevices that have a blanking to set. */
    static List<Path> steerable() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(DEVICES, "v4l-subdev*")) {
            for (Path device : devices) {
                if (isSensor(device)) {
                    found.add(device);
                }
            }
        }
        return found;
    }

    private static boolean isSensor(Path device) {
        try (FileDescriptor subdevice = FileDescriptor.open(device.toString(), FileDescriptor.O_RDWR)) {
            return V4l2Control.of(subdevice, V4l2Control.VBLANK) != null
                    && V4l2Control.of(subdevice, V4l2Control.HBLANK) != null;
        } catch (SystemCallException e) {
            // One that may not be opened cannot be steered either, whatever it is.
            return false;
        }
    }

    private static SensorSteering open(Path device, long nominalFrameNs) throws IOException {
        FileDescriptor subdevice = FileDescriptor.open(device.toString(), FileDescriptor.O_RDWR);
        try {
            V4l2Control blanking = V4l2Control.of(subdevice, V4l2Control.VBLANK);
            if (blanking == null) {
                throw new IOException(device + " has no vertical blanking to set");
            }
            V4l2SubdeviceFormat size = V4l2SubdeviceFormat.of(subdevice);
            SensorLines lines;
            try {
                lines = new SensorLines(
                        V4l2Control.longValue(subdevice, V4l2Control.PIXEL_RATE),
                        size.widthPx() + V4l2Control.value(subdevice, V4l2Control.HBLANK),
                        size.heightPx(),
                        blanking.minimum(),
                        blanking.maximum());
            } catch (IllegalArgumentException e) {
                throw new IOException(device + " describes " + e.getMessage(), e);
            }
            int nominal = V4l2Control.set(subdevice, V4l2Control.VBLANK, lines.blankRows(nominalFrameNs));
            return new SensorSteering(subdevice, lines, nominal);
        } catch (IOException | RuntimeException e) {
            subdevice.close();
            throw e;
        }
    }

    SensorLines lines() {
        return lines;
    }

    long nominalFrameNs() {
        return lines.frameNs(nominalBlankRows);
    }

    /**
     * Sets the length of one frame.
     *
     * @return the length that it will have, ns
     * @throws SystemCallException if the sensor refuses
     */
    long setOneFrame(long frameNs) throws SystemCallException {
        int rows = V4l2Control.set(subdevice, V4l2Control.VBLANK, lines.blankRows(frameNs));
        changed = true;
        return lines.frameNs(rows);
    }

    /**
     * A frame has begun: the frames after it are nominal again.
     *
     * @throws SystemCallException if the sensor refuses
     */
    void frameBegan() throws SystemCallException {
        if (changed) {
            changed = false;
            V4l2Control.set(subdevice, V4l2Control.VBLANK, nominalBlankRows);
        }
    }

    @Override
    public void close() {
        subdevice.close();
    }
}
