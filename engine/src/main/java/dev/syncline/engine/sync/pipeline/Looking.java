package dev.syncline.engine.sync.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The first stage: windows are decoded, points followed through them and turned into rates. */
final class Looking {
    private final WindowTracking tracking;
    private final ProgressListener progress;
    private final List<TrackedWindow> windows = new ArrayList<>();

    Looking(WindowTracking tracking, ProgressListener progress) {
        this.tracking = tracking;
        this.progress = progress;
    }

    /** What was looked at so far, in order of time. A stage that looks closer adds to it. */
    List<TrackedWindow> windows() {
        return windows;
    }

    /** Looks at more windows. */
    void at(List<WindowChoice.Span> spans) throws IOException {
        int total = windows.size() + spans.size();
        progress.at("decode and track", windows.size(), total);
        tracking.track(spans, window -> {
            windows.add(window);
            if (windows.size() < total) {
                progress.at("decode and track", windows.size(), total);
            }
        });
        windows.sort(Comparator.comparingLong(TrackedWindow::fromNs));
    }

    /** Looks at windows in the place of those that they overlap. */
    void instead(List<WindowChoice.Span> better) throws IOException {
        windows.removeIf(w -> better.stream().anyMatch(s -> s.fromNs() < w.toNs() && w.fromNs() < s.toNs()));
        at(better);
    }
}
