package dev.syncline.bindings.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why libraries cannot be loaded from where they are unpacked: the loader only says that they are not there. */
final class UnpackProblem {
    /** All of them, with room to spare. */
    private static final long NEEDED_BYTES = 200L << 20;

    /** Below it a disk counts as full: what was unpacked before has taken the rest. */
    private static final long FULL_BYTES = 50L << 20;

    private static final String ADVICE = "; set XDG_CACHE_HOME to a folder of your own elsewhere";

    private UnpackProblem() {}

    /**
     * Looks for one.
     *
     * @param mounts the mounted file systems, as the kernel tells them in {@code /proc/self/mounts}
     * @return words, or null where nothing is wrong with the folder
     */
    static @Nullable String of(Path folder, Path mounts) {
        try {
            if (mayNotRun(folder.toRealPath(), mounts)) {
                return "no program may run from " + folder + " (it is mounted noexec)" + ADVICE;
            }
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < FULL_BYTES) {
                return "there is no room in " + folder + ": " + (free >> 20) + " MiB are free, and up to "
                        + (NEEDED_BYTES >> 20) + " are needed" + ADVICE;
            }
        } catch (IOException e) {
            return "it cannot be unpacked into " + folder + " (" + e.getMessage() + ")" + ADVICE;
        }
        return null;
    }

    /** The last of the mounts nearest to the folder counts: it covers those before it. */
    private static boolean mayNotRun(Path folder, Path mounts) throws IOException {
        if (!Files.isReadable(mounts)) {
            return false;
        }
        boolean forbidden = false;
        int nearest = -1;
        for (String line : Files.readAllLines(mounts, StandardCharsets.ISO_8859_1)) {
            String[] fields = line.split(" ", -1);
            if (fields.length < 4) {
                continue;
            }
            Path at = Path.of(fields[1].replace("\\040", " "));
            if (folder.startsWith(at) && at.getNameCount() >= nearest) {
                nearest = at.getNameCount();
                forbidden = List.of(fields[3].split(",", -1)).contains("noexec");
            }
        }
        return forbidden;
    }
}
