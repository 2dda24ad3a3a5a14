package dev.syncline.hardware.rig.timing;

/** A stretch of time after a trigger, ns; empty where it does not begin before it ends. */
public record Window(double fromNs, double toNs) {
    /** Whether there is no time in it. */
    public boolean isEmpty() {
        return !(fromNs < toNs);
    }

    /** How long it is, ns; 0 where it is empty. */
    public double lengthNs() {
        return Math.max(0, toNs - fromNs);
    }

    /** What is in both. */
    public Window and(Window other) {
        return new Window(Math.max(fromNs, other.fromNs), Math.min(toNs, other.toNs));
    }

    /** The shortest that contains both. */
    public Window span(Window other) {
        return new Window(Math.min(fromNs, other.fromNs), Math.max(toNs, other.toNs));
    }
}
