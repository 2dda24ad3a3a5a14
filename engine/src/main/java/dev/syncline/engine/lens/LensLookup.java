package dev.syncline.engine.lens;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.CameraFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the lens of a clip is looked for when none is named: a file beside the video under its name, {@code walk.lens.json}
 * beside {@code walk.mp4}; then a database; then what the video itself says of its lens. Thread-safe.
 *
 * @param database null to do without
 * @param focalLengthMm how far the lens was zoomed, which counts before what the video says; NaN where that is not known
 */
public record LensLookup(@Nullable LensDatabase database, double focalLengthMm) {
    /** Without a database. */
    public static final LensLookup BESIDE = new LensLookup(null, Double.NaN);

    private static final String ENDING = ".lens.json";

    /** {@return the lens profile beside a video} */
    public static Optional<Path> beside(Path video) {
        Path lens = nameBeside(video);
        return Files.isRegularFile(lens) ? Optional.of(lens) : Optional.empty();
    }

    private static Path nameBeside(Path video) {
        String name = String.valueOf(video.getFileName());
        int dot = name.lastIndexOf('.');
        return video.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ENDING);
    }

    /**
     * The lens of a clip.
     *
     * @param video the video
     * @param camera what is known of the camera
     * @param widthPx,heightPx,fps of the picture
     * @throws IOException when the database cannot be read
     */
    public LensChoice find(Path video, CameraFacts camera, int widthPx, int heightPx, double fps) throws IOException {
        List<Warning> said = new ArrayList<>();
        Path beside = nameBeside(video);
        // A link that leads nowhere was meant for something, and so was a folder of that name.
        if (Files.exists(beside, LinkOption.NOFOLLOW_LINKS)) {
            LensChoice lens = fileBeside(beside, widthPx, heightPx);
            if (lens.profile() != null) {
                return takenAsItIs(lens, camera);
            }
            said.addAll(lens.said());
        }
        LensChoice looked = LensChoice.NONE;
        if (database != null) {
            looked = database.find(new RecordedMode(
                    camera.make(),
                    camera.model(),
                    camera.lens(),
                    camera.stabilisation(),
                    camera.profile(),
                    Double.isNaN(focalLengthMm) ? camera.focalLengthMm() : focalLengthMm,
                    widthPx,
                    heightPx,
                    fps));
        }
        looked = camera.digitalZoom() == null ? looked : loosened(looked, camera.digitalZoom());
        LensProfile found = looked.profile();
        LensProfile own = ownLens(camera, widthPx, heightPx);
        if (own != null && (found == null || found.assumed())) {
            said.add(said("the lens " + own.name() + " was taken"));
            if (camera.digitalZoom() != null) {
                said.add(said(camera.digitalZoom() + ": the lens is longer, and by how much is not told"));
            }
            return new LensChoice(own, null, said);
        }
        said.addAll(looked.said());
        return new LensChoice(found, looked.json(), said);
    }

    /**
     * A profile that is taken at its word, with what speaks against that.
     *
     * @param named the one that was named, or lies beside the video
     * @param camera what is known of the camera
     */
    public static LensChoice takenAsItIs(LensChoice named, CameraFacts camera) {
        LensProfile profile = named.profile();
        if (profile == null || camera.digitalZoom() == null) {
            return named;
        }
        List<Warning> said = new ArrayList<>(named.said());
        said.add(said(camera.digitalZoom() + ": the lens profile " + profile.name()
                + " is taken as it is, and is right only if it was made with the same zoom"));
        return new LensChoice(profile, named.json(), said);
    }

    /** No profile tells what a picture sees that was cropped by an unknown factor, nor how long its part of a frame takes. */
    private static LensChoice loosened(LensChoice looked, String zoom) {
        LensProfile found = looked.profile();
        List<Warning> said = new ArrayList<>(looked.said());
        said.add(said(zoom + ": the lens is longer than "
                + (found == null ? "without it" : "the profile's, whose focal length is held loosely")
                + ", and by how much is not told; give a profile that was made with it, with --lens"));
        return new LensChoice(
                found == null ? null : new LensProfile(found.name(), found.camera(), null, true), null, said);
    }

    private static @Nullable LensProfile ownLens(CameraFacts camera, int widthPx, int heightPx) {
        LensProfile own = camera.ownLens();
        if (own == null
                || !LensProfileReader.isSameShape(
                        own.camera().widthPx(), own.camera().heightPx(), widthPx, heightPx)) {
            return null;
        }
        return new LensProfile(own.name(), own.camera().scaledTo(widthPx, heightPx), own.shutter(), own.assumed());
    }

    private static LensChoice fileBeside(Path lens, int widthPx, int heightPx) {
        try {
            byte[] json = LensProfileReader.bytes(lens);
            LensProfile read = LensProfileReader.read(json, String.valueOf(lens.getFileName()));
            return new LensChoice(
                    LensProfileReader.fit(read, widthPx, heightPx),
                    new String(json, StandardCharsets.UTF_8),
                    List.of(said("lens profile " + lens.getFileName() + " beside the video was taken")));
        } catch (IOException e) {
            String why = e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
            return new LensChoice(
                    null, null, List.of(said(lens.getFileName() + " beside the video was not used: " + why)));
        }
    }

    private static Warning said(String text) {
        return new Warning(WarningCode.LENS_LOOKED_UP, text);
    }
}
