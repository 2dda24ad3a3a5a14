package dev.syncline.engine.telemetry;

import dev.syncline.engine.base.geometry.LensProfile;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of the camera that filmed; null or NaN where it says nothing.
 *
 * @param make the maker, where it is not part of the model's name
 * @param model such as {@code HERO7 Black}
 * @param firmware its firmware
 * @param lens the lens or its setting, such as {@code wide}
 * @param stabilisation how the picture was stabilised, such as {@code hs eis} or {@code no eis}
 * @param profile name, path or identifier of the lens profile to be used
 * @param focalLengthMm how far the lens was zoomed; NaN where it is not known
 * @param ownLens the lens as the file itself describes it, at any size of the picture's shape
 * @param digitalZoom what says that the picture was cropped and enlarged in the camera; null where nothing does
 */
public record CameraFacts(
        @Nullable String make,
        @Nullable String model,
        @Nullable String firmware,
        @Nullable String lens,
        @Nullable String stabilisation,
        @Nullable String profile,
        double focalLengthMm,
        @Nullable LensProfile ownLens,
        @Nullable String digitalZoom) {
    /** A file that says nothing. */
    public static final CameraFacts NONE = new CameraFacts(null, null, null, null, null, null, Double.NaN, null);

    /** Nothing says that the picture was zoomed digitally. */
    public CameraFacts(
            @Nullable String make,
            @Nullable String model,
            @Nullable String firmware,
            @Nullable String lens,
            @Nullable String stabilisation,
            @Nullable String profile,
            double focalLengthMm,
            @Nullable LensProfile ownLens) {
        this(make, model, firmware, lens, stabilisation, profile, focalLengthMm, ownLens, null);
    }

    /** {@return a camera that is known by its names alone} */
    public static CameraFacts named(@Nullable String make, @Nullable String model) {
        return new CameraFacts(make, model, null, null, null, null, Double.NaN, null);
    }

    /** {@return these, and what only others say} */
    public CameraFacts orElse(CameraFacts others) {
        boolean nameless = model == null;
        return new CameraFacts(
                nameless ? others.make : make,
                nameless ? others.model : model,
                first(firmware, others.firmware),
                first(lens, others.lens),
                first(stabilisation, others.stabilisation),
                first(profile, others.profile),
                Double.isNaN(focalLengthMm) ? others.focalLengthMm : focalLengthMm,
                ownLens == null ? others.ownLens : ownLens,
                first(digitalZoom, others.digitalZoom));
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
