package dev.syncline.hardware.device;

import dev.syncline.bindings.ffi.Errno;
import dev.syncline.bindings.ffi.SystemCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;

/** Says what to do where a device may not be opened. */
public final class DeviceAccess {
    private DeviceAccess() {}

    /** A call that opens or asks a device. */
    @FunctionalInterface
    public interface Call<T> {
        T run() throws SystemCallException;
    }

    /**
     * Makes a call on a device file.
     *
     * @throws IOException with the device, and with the group to join where permission is missing
     */
    public static <T> T on(Path device, Call<T> call) throws IOException {
        try {
            return call.run();
        } catch (SystemCallException e) {
            throw explained(device, e);
        }
    }

    /** What a failed call on a device means, and what to do: with the group to join where permission is missing. */
    public static IOException explained(Path device, SystemCallException e) {
        return switch (e.errno()) {
            case Errno.EACCES, Errno.EPERM -> new IOException(device + ": permission denied; " + remedy(device), e);
            case Errno.ENOENT, Errno.ENXIO, Errno.ENODEV ->
                new IOException(device + ": no such device; is it plugged in, and its driver loaded?", e);
            case Errno.EBUSY -> new IOException(device + ": in use by another program; " + e.getMessage(), e);
            case Errno.ENOTTY -> new IOException(device + ": this is another kind of device; " + e.getMessage(), e);
            default -> e;
        };
    }

    private static String remedy(Path device) {
        try {
            PosixFileAttributes attributes = Files.readAttributes(device, PosixFileAttributes.class, new LinkOption[0]);
            String group = attributes.group().getName();
            boolean shared = attributes.permissions().stream()
                    .anyMatch(permission -> permission.name().equals("GROUP_READ"));
            if (shared && !group.equals("root")) {
                return "join the group " + group + ": sudo usermod -aG " + group + " $USER, then log in again";
            }
            return "it belongs to " + attributes.owner().getName()
                    + " alone: give it a group by a udev rule, or run as "
                    + attributes.owner().getName();
        } catch (IOException | UnsupportedOperationException e) {
            return "its group cannot be read (" + e.getMessage() + ")";
        }
    }
}
