package dev.syncline.hardware.serial;

import dev.syncline.bindings.ffi.Errno;
import dev.syncline.bindings.ffi.SystemCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/** Says why a port cannot be opened and what to do about it. */
final class PortProblem {
    private PortProblem() {}

    static IOException of(String port, int errno) {
        return new IOException(line(port, errno, group(Path.of(port))));
    }

    static IOException of(String port, SystemCallException cause) {
        return new IOException(line(port, cause.errno(), group(Path.of(port))), cause);
    }

    static String line(String port, int errno, Optional<String> group) {
        String what = "cannot open " + port + ": ";
        return switch (errno) {
            case Errno.EACCES, Errno.EPERM ->
                what + "permission denied; "
                        + group.filter(name -> !name.equals("root"))
                                .map(name -> "join the group that may: sudo usermod -aG " + name
                                        + " $USER, then log in again")
                                .orElse("only root may");
            case Errno.ENOENT, Errno.ENXIO, Errno.ENODEV ->
                what + "no such device; is it plugged in? (ls /dev/ttyUSB* /dev/ttyACM* /dev/serial/by-id)";
            case Errno.EBUSY -> what + "another program has it open (fuser " + port + " names it)";
            case Errno.ENOTTY -> what + "it is no serial line";
            default -> what + Errno.describe(errno);
        };
    }

    /** The group of a device file; empty where there is none or the system has no groups. */
    private static Optional<String> group(Path port) {
        try {
            return Optional.of(Files.readAttributes(port, PosixFileAttributes.class, new LinkOption[0])
                    .group()
                    .getName());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
