package dev.syncline.engine.sync.track;

/**
 * A place where one of the two clocks jumps, as where files were joined: the offset before and after it differ by more
 * than drift explains.
 *
 * @param videoNs where, video clock, ns
 * @param withinNs the jump lies this near to {@code videoNs}, ns
 * @param beforeNs offset up to there, ns
 * @param afterNs offset from there on, ns
 */
public record ClockJump(long videoNs, long withinNs, double beforeNs, double afterNs) {
    /** {@return by how much the offset jumps, ns: after less before} */
    public double stepNs() {
        return afterNs - beforeNs;
    }
}
