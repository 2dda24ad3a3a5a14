package dev.syncline.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The recordings that the project tests against and does not carry: a folder {@code shared} beside the repository, or
 * the one that the system property {@code syncline.shared} names. Tests that need it are skipped where it is absent.
 */
@NullMarked
public final class SharedData {
    private SharedData() {}

    /**
     * A file or folder of the shared data.
     *
     * @param relative such as {@code data/real/gopro/karma.mp4}
     * @throws org.opentest4j.TestAbortedException where it is absent: the test counts as skipped
     */
    public static Path require(String relative) {
        Path root = root();
        Assumptions.assumeTrue(root != null, "no shared data beside the repository: skipped");
        Path path = root == null ? Path.of(relative) : root.resolve(relative);
        Assumptions.assumeTrue(Files.exists(path), "shared data has no " + relative + ": skipped");
        return path;
    }

    private static @Nullable Path root() {
        String named = System.getProperty("syncline.shared");
        if (named != null) {
            return Path.of(named);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path shared = at.resolve("shared");
            if (Files.isDirectory(shared.resolve("data"))) {
                return shared;
            }
        }
        return null;
    }
}
