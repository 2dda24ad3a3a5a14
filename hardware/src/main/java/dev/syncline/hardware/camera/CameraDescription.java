package dev.syncline.hardware.camera;

import java.util.List;

/**
 * A camera that is there.
 *
 * @param backend what it is reached through
 * @param id stable name to open it by
 * @param model for people
 * @param modes what it can give, in its own order; empty where it does not tell
 * @param isSteerable whether its frame length can be changed while it runs
 * @param hasOwnSync whether it can keep itself in step with others (Raspberry Pi)
 * @param note what else a person should know; empty where nothing
 */
public record CameraDescription(
        String backend,
        String id,
        String model,
        List<Mode> modes,
        boolean isSteerable,
        boolean hasOwnSync,
        String note) {
    /**
     * A way in which a camera gives frames.
     *
     * @param pixels four characters of Linux
     * @param widthPx,heightPx size
     * @param shortestFrameNs,longestFrameNs range of frame lengths, ns; 0 where not known
     */
    public record Mode(String pixels, int widthPx, int heightPx, long shortestFrameNs, long longestFrameNs) {}

    public CameraDescription {
        modes = List.copyOf(modes);
    }
}
