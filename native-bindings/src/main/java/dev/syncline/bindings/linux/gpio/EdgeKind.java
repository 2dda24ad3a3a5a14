package dev.syncline.bindings.linux.gpio;

/** Which edges of a line are reported. */
public enum EdgeKind {
    RISING(GpioLayouts.FLAG_EDGE_RISING),
    FALLING(GpioLayouts.FLAG_EDGE_FALLING),
    BOTH(GpioLayouts.FLAG_EDGE_RISING | GpioLayouts.FLAG_EDGE_FALLING);

    private final long flags;

    EdgeKind(long flags) {
        this.flags = flags;
    }

    long flags() {
        return flags;
    }
}
