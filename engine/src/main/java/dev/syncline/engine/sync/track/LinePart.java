package dev.syncline.engine.sync.track;

/**
 * A line and the stretch of video that it holds for: the whole clip, or what lies between two jumps of the clock.
 *
 * @param fromNs,toNs the stretch, video clock, ns; {@link Long#MIN_VALUE} and {@link Long#MAX_VALUE} where it is open
 */
public record LinePart(LineFit line, long fromNs, long toNs) {
    /** True where the line holds at a video time. */
    public boolean holdsAt(long videoNs) {
        return videoNs >= fromNs && videoNs < toNs;
    }
}
