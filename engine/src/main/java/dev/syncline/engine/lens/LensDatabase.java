package dev.syncline.engine.lens;

import static dev.syncline.engine.lens.RecordedMode.plain;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A folder or an archive of Gyroflow's lens profiles, and the lookup in it. Thread-safe. An index is made when it is opened
 * first, and kept; it is made anew when the database changes.
 *
 * <p>A profile that fits in all that is known is taken at its word. One that may be of another mode of the same camera tells
 * the lens roughly: its focal length is held loosely and its readout is left out. Where those of a camera differ too much to
 * tell anything, none is taken.
 */
public final class LensDatabase {
    /** Profiles of one mode whose focal lengths differ by less are the same lens, calibrated twice. */
    private static final double SAME_FOCAL = 1.04;
    /** Candidates that differ by more tell nothing of the focal length. */
    private static final double ANY_FOCAL = 1.6;

    private static final int MOST_NAMED = 3;

    private final Path database;
    private final @Nullable Path cacheFolder;
    private @Nullable LensIndex index;

    private LensDatabase(Path database, @Nullable Path cacheFolder) {
        this.database = database;
        this.cacheFolder = cacheFolder;
    }

    /**
     * A database, which is read when something is looked up in it.
     *
     * @param database a folder of {@code .json} profiles, or a {@code .tar}, {@code .tar.gz} or {@code .zip} archive of them
     * @param cacheFolder where to keep the index, made where it is missing; null to keep it in memory
     * @throws NoSuchFileException when it is not there
     */
    public static LensDatabase of(Path database, @Nullable Path cacheFolder) throws NoSuchFileException {
        if (!Files.exists(database)) {
            throw new NoSuchFileException(database.toString());
        }
        return new LensDatabase(database, cacheFolder);
    }

    private synchronized LensIndex index() throws IOException {
        LensIndex read = index;
        if (read == null) {
            read = LensIndex.of(database, cacheFolder);
            index = read;
        }
        return read;
    }

    /** {@return the folder or archive} */
    public Path path() {
        return database;
    }

    /**
     * {@return how many profiles it has, those that cannot be used among them}
     *
     * @throws IOException when the database cannot be read; one line
     */
    public int profiles() throws IOException {
        return index().profiles();
    }

    /**
     * A profile, or a mode of one, that cannot be used.
     *
     * @param profile its path in the database, and the mode
     * @param reason one line
     */
    public record Fault(String profile, String reason) {}

    /**
     * {@return what cannot be used}
     *
     * @throws IOException when the database cannot be read; one line
     */
    public List<Fault> faults() throws IOException {
        List<Fault> faults = new ArrayList<>();
        for (LensEntry entry : index().entries()) {
            if (entry.fault() != null) {
                faults.add(new Fault(entry.name(), entry.fault()));
            }
        }
        return faults;
    }

    /**
     * {@return names of the profiles that hold all of these words, in their path or their identifier}
     *
     * @param words in any spelling: letters and digits count
     * @throws IOException when the database cannot be read; one line
     */
    public List<String> named(List<String> words) throws IOException {
        List<String> wanted = words.stream().map(RecordedMode::plain).toList();
        return index().entries().stream()
                .filter(entry -> {
                    String own = plain(entry.file() + entry.identifier());
                    return wanted.stream().allMatch(own::contains);
                })
                .map(LensEntry::name)
                .toList();
    }

    /**
     * The lens of a recording.
     *
     * @param mode what the recording says of its camera
     * @return a profile, or none; what was found and why it was taken is said
     * @throws IOException when the database cannot be read
     */
    public LensChoice find(RecordedMode mode) throws IOException {
        String profile = mode.profile();
        if (profile != null) {
            LensEntry asked = asked(profile);
            if (asked != null) {
                return taken(asked, mode, true, "which the recording asks for", List.of());
            }
        }
        List<LensRank> ranks = new ArrayList<>();
        for (LensEntry entry : index().entries(keys(mode))) {
            LensRank rank = LensRank.of(entry, mode);
            if (rank != null) {
                ranks.add(rank);
            }
        }
        ranks.sort(LensRank.BEST_FIRST);
        return ranks.isEmpty() ? nothing(mode) : chosen(ranks, mode);
    }

    private static Set<String> keys(RecordedMode mode) {
        Set<String> keys = new LinkedHashSet<>();
        if (mode.model() != null) {
            keys.add(plain(mode.camera()));
            keys.add(plain(mode.model()));
            keys.remove("");
        }
        return keys;
    }

    private @Nullable LensEntry asked(String profile) throws IOException {
        String wanted = profile.strip().replace('\\', '/').replaceFirst("(?i)\\.json$", "");
        LensEntry found = null;
        List<String> keys =
                List.of(LensEntry.fileKey(wanted), LensEntry.fileKey(wanted.substring(wanted.lastIndexOf('/') + 1)));
        for (LensEntry entry : index().entries(keys)) {
            boolean same = entry.setting() < 0 && isSameFile(entry.file().replaceFirst("(?i)\\.json$", ""), wanted);
            boolean named = !entry.identifier().isEmpty() && entry.identifier().equals(wanted);
            if (entry.fault() == null && (same || named)) {
                if (found == null || (entry.official() && !found.official())) {
                    found = entry;
                }
            }
        }
        return found;
    }

    /** A path that goes less far up than the other is the same. */
    private static boolean isSameFile(String file, String wanted) {
        String one = "/" + file.toLowerCase(Locale.ROOT);
        String other = "/" + wanted.toLowerCase(Locale.ROOT);
        return one.endsWith(other) || other.endsWith(one);
    }

    private LensChoice nothing(RecordedMode mode) {
        if (mode.model() == null) {
            return new LensChoice(
                    null,
                    null,
                    List.of(said("no lens profile was looked for in " + database.getFileName()
                            + ": the recording does not name its camera; find one with syncline lenses, and name it with"
                            + " --lens")));
        }
        return new LensChoice(
                null, null, List.of(said("no lens profile in " + database.getFileName() + " is for " + mode.words())));
    }

    private LensChoice chosen(List<LensRank> ranks, RecordedMode mode) throws IOException {
        LensRank best = ranks.getFirst();
        List<LensRank> alike = ranks.stream().filter(best::fitsLike).toList();
        List<LensEntry> others = ranks.stream().skip(1).map(LensRank::entry).toList();
        boolean oneLens = mode.lens() == null
                && spread(ranks) <= SAME_FOCAL
                && ranks.stream().allMatch(LensRank::needsNoName);
        if (best.isExact(oneLens) && spread(alike) <= SAME_FOCAL) {
            return taken(best.entry(), mode, true, "found for " + mode.words(), others);
        }
        List<String> doubts = new ArrayList<>(best.doubts(mode, oneLens));
        if (alike.size() > 1 && spread(alike) > SAME_FOCAL) {
            doubts.add(String.format(
                    Locale.ROOT, "%d profiles fit alike and differ by a factor of %.2f", alike.size(), spread(alike)));
        }
        if (spread(alike) > ANY_FOCAL) {
            return new LensChoice(
                    null,
                    null,
                    List.of(said("no lens profile was taken for " + mode.words() + ": " + String.join(", ", doubts)
                            + ": " + names(alike.stream().map(LensRank::entry).toList())
                            + "; choose one with --lens")));
        }
        return taken(
                best.entry(),
                mode,
                false,
                "the nearest for " + mode.words() + ", but " + String.join(", ", doubts)
                        + ": its focal length is held loosely",
                others);
    }

    /** Longest focal length over the shortest, beside the picture's width. */
    private static double spread(List<LensRank> ranks) {
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (LensRank rank : ranks) {
            low = Math.min(low, rank.entry().focalShare());
            double zoom = rank.zoom() < 2 ? rank.entry().zoomRatio() : 1;
            high = Math.max(high, rank.entry().focalShare() * zoom);
        }
        return high / low;
    }

    private LensChoice taken(LensEntry entry, RecordedMode mode, boolean exact, String why, List<LensEntry> others)
            throws IOException {
        JsonNode root = LensProfileReader.tree(index().json(entry), entry.file());
        ObjectNode inMode = ProfileModes.inMode(root, entry.setting(), entry.file());
        if (!Double.isNaN(mode.focalLengthMm())) {
            ProfileModes.zoomTo(inMode, mode.focalLengthMm());
        }
        LensProfile read = LensProfileReader.of(inMode, entry.file());
        LensProfile fitted;
        try {
            fitted = LensProfileReader.fit(read, mode.widthPx(), mode.heightPx());
        } catch (TelemetryFormatException otherShape) {
            return new LensChoice(null, null, List.of(said(otherShape.getMessage() + "; it was not used")));
        }
        String also = others.isEmpty() ? "" : "; others: " + names(others);
        return new LensChoice(
                new LensProfile(fitted.name(), fitted.camera(), exact ? fitted.shutter() : null, !exact),
                exact ? new String(LensProfileReader.JSON.writeValueAsBytes(inMode), StandardCharsets.UTF_8) : null,
                List.of(said("lens profile " + entry.name() + ", " + why + also)));
    }

    private static String names(List<LensEntry> entries) {
        String first = entries.stream().limit(MOST_NAMED).map(LensEntry::name).collect(Collectors.joining("; "));
        return entries.size() <= MOST_NAMED ? first : first + "; and " + (entries.size() - MOST_NAMED) + " more";
    }

    private static Warning said(String text) {
        return new Warning(WarningCode.LENS_LOOKED_UP, text);
    }
}
