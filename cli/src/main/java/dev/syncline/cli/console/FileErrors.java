package dev.syncline.cli.console;

import dev.syncline.engine.file.MissingFile;
import dev.syncline.engine.telemetry.NoMotionDataException;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says in one line what an I/O error means: the JDK's own messages are often no more than a path. */
public final class FileErrors {
    private FileErrors() {}

    /** One line for any of them. */
    public static String line(IOException e) {
        if (e instanceof NoMotionDataException missing) {
            return missing.getMessage() + "; name the motion log with --gyro LOG";
        }
        if (e instanceof TelemetryFormatException damaged && damaged.leavesGoodParts()) {
            return damaged.getMessage() + "; --lenient leaves damaged parts out";
        }
        if (e instanceof FileSystemException f && f.getFile() != null) {
            return f.getFile() + ": " + reason(f);
        }
        String message = e.getMessage();
        if (message == null || message.isBlank()) {
            return "input or output failed (" + e.getClass().getSimpleName() + ")";
        }
        return e instanceof FileNotFoundException || !message.contains("\n")
                ? message
                : message.lines().findFirst().orElse(message);
    }

    public static String reason(FileSystemException e) {
        return switch (e) {
            case NoSuchFileException missing -> why(missing);
            case AccessDeniedException denied -> "permission denied";
            default ->
                e.getReason() == null
                        ? "the file system refused (" + e.getClass().getSimpleName() + ")"
                        : e.getReason();
        };
    }

    private static String why(NoSuchFileException e) {
        try {
            return MissingFile.why(Path.of(e.getFile()));
        } catch (InvalidPathException noPath) {
            return "no such file";
        }
    }
}
