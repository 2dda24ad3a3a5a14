package dev.syncline.hardware.framesync;

import dev.syncline.hardware.camera.FrameTiming;

/** Turns a wanted shift into lengths that frames can have: whole lines, not shorter and not longer than the mode allows. */
public final class FrameLengthTrim {
    private final FrameTiming timing;

    /** Trims frames of a camera. */
    public FrameLengthTrim(FrameTiming timing) {
        this.timing = timing;
    }

    /** By how much one frame is made shorter to come nearest to {@code shortenByNs}; negative is longer, ns. */
    public long nearest(long shortenByNs) {
        long lines = Math.round((double) shortenByNs / timing.lineNs());
        return Math.clamp(lines, -mostLongerLines(), mostShorterLines()) * timing.lineNs();
    }

    /** As stock does it: the frame's length is cut to whole lines, so it shortens by up to a line too much. */
    public long stock(long shortenByNs) {
        long nominalLines = timing.nominalFrameNs() / timing.lineNs();
        long lines = Math.floorDiv(timing.nominalFrameNs() - shortenByNs, timing.lineNs());
        return Math.clamp(nominalLines - lines, -mostLongerLines(), mostShorterLines()) * timing.lineNs();
    }

    /**
     * The quicker way to a shift when it does not matter with which frame of the other camera one ends up together.
     *
     * @param lateNs how late the frames are, at most half a frame either way, ns
     * @param frameNs length of the other camera's frames, ns
     * @return {@code lateNs}, or the same less or plus one frame, ns
     */
    double quickerWay(double lateNs, double frameNs) {
        double otherWayNs = lateNs > 0 ? lateNs - frameNs : lateNs + frameNs;
        return framesNeeded(otherWayNs) < framesNeeded(lateNs) ? otherWayNs : lateNs;
    }

    private double framesNeeded(double lateNs) {
        double mostNs = (lateNs > 0 ? mostShorterLines() : mostLongerLines()) * (double) timing.lineNs();
        return mostNs == 0 ? Double.POSITIVE_INFINITY : Math.ceil(Math.abs(lateNs) / mostNs);
    }

    /** Whether frames can be made shorter at all. */
    boolean canShorten() {
        return mostShorterLines() > 0;
    }

    private long mostShorterLines() {
        return (timing.nominalFrameNs() - timing.shortestFrameNs()) / timing.lineNs();
    }

    private long mostLongerLines() {
        return (timing.longestFrameNs() - timing.nominalFrameNs()) / timing.lineNs();
    }
}
