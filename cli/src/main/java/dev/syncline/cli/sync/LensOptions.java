package dev.syncline.cli.sync;

import dev.syncline.engine.lens.LensDatabase;
import dev.syncline.engine.lens.LensLookup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options that say which lens a clip was filmed with. */
public final class LensOptions {
    /** Names the folder or archive of lens profiles where no option does. */
    public static final String VARIABLE = "SYNCLINE_LENSES";

    private static final String AUTO = "auto";
    private static final String NONE = "none";

    @Option(
            names = "--lens",
            paramLabel = "PROFILE|auto|none",
            defaultValue = AUTO,
            description =
                    "lens profile (Gyroflow's JSON); auto to take VIDEO.lens.json beside the video, else the one of --lens-dir "
                            + "that fits the camera; none to assume a field of view (default: auto)")
    String lens = AUTO;

    @Option(
            names = "--lens-dir",
            paramLabel = "DIR|ARCHIVE",
            description = "folder, or .tar.gz or .zip archive, of Gyroflow's lens profiles (default: what " + VARIABLE
                    + " names)")
    @Nullable
    Path database;

    @Option(
            names = "--focal-length",
            paramLabel = "MM",
            description = "how far the lens was zoomed, such as 35, where the video does not say; for --lens auto")
    @Nullable
    Double focalLengthMm;

    /** {@return the profile that is named, or null} */
    public @Nullable Path named() {
        return lens.equals(AUTO) || lens.equals(NONE) ? null : Path.of(lens);
    }

    /** {@return whether a profile is looked for} */
    public boolean isAuto() {
        return lens.equals(AUTO);
    }

    /**
     * Where a profile is looked for.
     *
     * @return null where none is
     * @throws IOException when the database is not there
     */
    public @Nullable LensLookup lookup(CommandSpec spec) throws IOException {
        if (!isAuto()) {
            if (database != null || focalLengthMm != null) {
                throw new ParameterException(
                        spec.commandLine(), "--lens-dir and --focal-length go with --lens auto, not --lens " + lens);
            }
            return null;
        }
        if (focalLengthMm != null && !(focalLengthMm > 0.1 && focalLengthMm < 10_000)) {
            throw new ParameterException(
                    spec.commandLine(), "--focal-length must be above 0.1 and below 10000 mm: " + focalLengthMm);
        }
        return new LensLookup(opened(database, System.getenv()), focalLengthMm == null ? Double.NaN : focalLengthMm);
    }

    /**
     * The database that is named by an option, else by the environment.
     *
     * @return null where neither names one
     * @throws IOException when it is not there
     */
    public static @Nullable LensDatabase opened(@Nullable Path option, Map<String, String> environment)
            throws IOException {
        String variable = environment.getOrDefault(VARIABLE, "");
        Path database = option != null ? option : variable.isBlank() ? null : Path.of(variable);
        return database == null ? null : LensDatabase.of(database, caches(environment));
    }

    /** Where a user's programs keep what can be made again; null where there is no such place. */
    static @Nullable Path caches(Map<String, String> environment) {
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        String home = environment.getOrDefault("HOME", "");
        if (!caches.isBlank()) {
            return Path.of(caches, "syncline");
        }
        return home.isBlank() ? null : Path.of(home, ".cache", "syncline");
    }
}
