package dev.syncline.engine.sync.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** The first stage: windows are decoded, points followed through them and turned into rates. */
final class Looking {
    private final WindowTracking tracking;
    private final ProgressListener progress;
    private final List<TrackedWindow> windows = new ArrayList<>();
    private UnaryOperator<TrackedWindow> seenAs = window -> window;
    private boolean travels;

    Looking(WindowTracking tracking, ProgressListener progress) {
        this.tracking = tracking;
        this.progress = progress;
    }

    /** What was looked at so far, in order of time. A stage that looks closer adds to it. */
    List<TrackedWindow> windows() {
        return windows;
    }

    /** Whether turns were told from the camera's travel. */
    boolean travels() {
        return travels;
    }

    /** Looks at more windows. */
    void at(List<WindowChoice.Span> spans) throws IOException {
        int total = windows.size() + spans.size();
        progress.at("decode and track", windows.size(), total);
        tracking.track(spans, window -> {
            windows.add(seenAs.apply(window));
            if (windows.size() < total) {
                progress.at("decode and track", windows.size(), total);
            }
        });
        windows.sort(Comparator.comparingLong(TrackedWindow::fromNs));
    }

    /** Takes the windows with the camera's travel told from its turns, and sees all later ones the same way. */
    void travelling(List<TrackedWindow> same, UnaryOperator<TrackedWindow> later) {
        windows.clear();
        windows.addAll(same);
        seenAs = later;
        travels = true;
    }

    /** Looks at windows in the place of those that they overlap. */
    void instead(List<WindowChoice.Span> better) throws IOException {
        windows.removeIf(w -> better.stream().anyMatch(s -> s.fromNs() < w.toNs() && w.fromNs() < s.toNs()));
        at(better);
    }
}
