package dev.syncline.engine.sync.track;

/**
 * A line and the stretch of video that it holds for: the whole clip, or what lies between two jumps of the clock.
 *
 * @param line the line
 * @param fromNs start of the stretch, within it, video clock, ns; {@link Long#MIN_VALUE} where it is open
 * @param toNs end of the stretch, outside it, video clock, ns; {@link Long#MAX_VALUE} where it is open
 */
public record LinePart(LineFit line, long fromNs, long toNs) {
    /**
     * {@return true where the line holds at a video time}
     *
     * @param videoNs video clock, ns
     */
    public boolean holdsAt(long videoNs) {
        return videoNs >= fromNs && videoNs < toNs;
    }
}
