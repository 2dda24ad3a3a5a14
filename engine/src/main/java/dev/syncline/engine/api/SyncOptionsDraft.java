package dev.syncline.engine.api;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options while one of them is changed. */
final class SyncOptionsDraft {
    int points;
    int mostPoints;
    Duration window;
    List<Duration> at;
    SyncOptions.@Nullable Search search;
    SyncOptions.Orientation orientation;
    SyncOptions.Readout readout;
    boolean estimateBias;
    String tracker;
    SyncOptions.Speed speed;

    @Nullable
    Duration precision;

    boolean force;
    SyncOptions.VideoZero zero;
    double lowPassHz;

    SyncOptionsDraft(SyncOptions o) {
        points = o.points();
        mostPoints = o.mostPoints();
        window = o.window();
        at = o.at();
        search = o.search();
        orientation = o.orientation();
        readout = o.readout();
        estimateBias = o.estimateBias();
        tracker = o.tracker();
        speed = o.speed();
        precision = o.precision();
        force = o.force();
        zero = o.zero();
        lowPassHz = o.lowPassHz();
    }

    SyncOptions options() {
        return new SyncOptions(
                points,
                mostPoints,
                window,
                at,
                search,
                orientation,
                readout,
                estimateBias,
                tracker,
                speed,
                precision,
                force,
                zero,
                lowPassHz);
    }
}
