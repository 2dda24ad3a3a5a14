package dev.syncline.engine.clock;

/** How far apart pulses lie: as they are seen, and as they were asked for. */
final class PulseSpacing {
    private final Edges edges;
    private final PairingSettings settings;

    PulseSpacing(Edges edges, PairingSettings settings) {
        this.edges = edges;
        this.settings = settings;
    }

    /** The shorter of what is usual and what was asked for, ns; 0 where neither is known. */
    long usualNs() {
        long usual = edges.usualIntervalNs();
        if (usual == 0) {
            return settings.periodNs();
        }
        return settings.periodNs() == 0 ? usual : Math.min(usual, settings.periodNs());
    }

    /** The same, ns; infinite where neither is known. */
    double ns() {
        long usual = usualNs();
        return usual == 0 ? Double.POSITIVE_INFINITY : usual;
    }

    /** Whether a packet may come later than the next pulse. */
    boolean isAmbiguous() {
        long usual = usualNs();
        return !settings.tagged() && usual > 0 && usual <= settings.maxLatencyNs();
    }
}
