package dev.syncline.engine.lens;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.sync.outcome.Warning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lens of a clip and how it came to it.
 *
 * @param profile at the video's size; null where none was found
 * @param json the profile's text, for projects; null where there is none that a project should hold
 * @param said what a user should hear of it
 */
public record LensChoice(
        @Nullable LensProfile profile, @Nullable String json, List<Warning> said) {
    /** No lens, and nothing to say. */
    public static final LensChoice NONE = new LensChoice(null, null, List.of());

    /** Keeps a copy of the list. */
    public LensChoice {
        said = List.copyOf(said);
    }
}
