package dev.syncline.engine.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Files that are not found. */
public final class MissingFile {
    private MissingFile() {}

    /** Why a file is not found, for people: one in a folder that lets nobody in may well be there. */
    public static String why(Path file) {
        boolean denied = false;
        try {
            Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException problem) {
            denied = problem instanceof AccessDeniedException;
        }
        return denied ? "permission denied by a folder above it" : "no such file";
    }
}
