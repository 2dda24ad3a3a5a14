package dev.syncline.bench;

import dev.syncline.engine.sync.flow.FlowDevice;
import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.FlowTracker;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.video.LumaFrame;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Trackers whose time is taken: work, and waiting for a device's turn. Closing this closes nothing. */
final class TimedTrackers implements FlowTrackerProvider {
    private final FlowTrackerProvider trackers;
    private final AtomicLong ns = new AtomicLong();

    TimedTrackers(FlowTrackerProvider trackers) {
        this.trackers = trackers;
    }

    void reset() {
        ns.set(0);
    }

    /** In all trackers together, s. */
    double seconds() {
        return ns.get() * 1e-9;
    }

    @Override
    public String name() {
        return trackers.name();
    }

    @Override
    public @Nullable FlowDevice device() {
        return trackers.device();
    }

    @Override
    public FlowTracker open(FlowSettings settings) {
        FlowTracker tracker = trackers.open(settings);
        return new FlowTracker() {
            @Override
            public @Nullable FlowPair advance(LumaFrame frame) {
                long begin = System.nanoTime();
                FlowPair pair = tracker.advance(frame);
                ns.addAndGet(System.nanoTime() - begin);
                return pair;
            }

            @Override
            public void reset() {
                tracker.reset();
            }

            @Override
            public void close() {
                tracker.close();
            }
        };
    }
}
