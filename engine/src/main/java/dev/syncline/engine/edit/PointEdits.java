package dev.syncline.engine.edit;

import dev.syncline.engine.sync.track.JumpPlace;
import dev.syncline.engine.sync.track.PointGrading;
import dev.syncline.engine.sync.track.SyncPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The changes that a person makes to points. Lists are in order of video time; none is changed. */
public final class PointEdits {
    /** Points nearer to each other than this are one, as in Gyroflow, ns. */
    static final long SAME_NS = 100_000_000L;

    private PointEdits() {}

    /**
     * With one more point.
     *
     * @param name of the file, for messages
     * @throws IOException when there is one already
     */
    public static List<EditPoint> added(String name, List<EditPoint> points, EditPoint point) throws IOException {
        for (EditPoint p : points) {
            if (Math.abs(p.videoNs() - point.videoNs()) < SAME_NS) {
                throw new IOException(name + ": there is a point at " + seconds(p.videoNs())
                        + " already; change it with set, or remove it first");
            }
        }
        return sorted(points, point);
    }

    /** With a point that takes the place of those that are nearer than a tenth of a second. */
    public static List<EditPoint> replaced(List<EditPoint> points, EditPoint point) {
        List<EditPoint> others = points.stream()
                .filter(p -> Math.abs(p.videoNs() - point.videoNs()) >= SAME_NS)
                .toList();
        return sorted(others, point);
    }

    /**
     * With the point at a place set to an offset by hand; it stays where it is in the video.
     *
     * @throws IOException when there is none there
     */
    public static List<EditPoint> set(String name, List<EditPoint> points, long atNs, double offsetMs)
            throws IOException {
        EditPoint old = at(name, points, atNs);
        List<EditPoint> others = new ArrayList<>(points);
        others.remove(old);
        return sorted(others, EditPoint.manual(old.videoNs(), offsetMs));
    }

    /**
     * Without the point at a place.
     *
     * @throws IOException when there is none there
     */
    public static List<EditPoint> removed(String name, List<EditPoint> points, long atNs) throws IOException {
        List<EditPoint> others = new ArrayList<>(points);
        others.remove(at(name, points, atNs));
        return others;
    }

    /**
     * Grades the points that syncs found good once more, beside each other: a new one may contradict them.
     *
     * @param jumpsNs video times at which the clock is known to jump
     */
    public static List<EditPoint> graded(List<EditPoint> points, List<Long> jumpsNs) {
        List<EditPoint> measured =
                points.stream().filter(p -> p.measured() != null).toList();
        if (measured.isEmpty()) {
            return points;
        }
        List<SyncPoint> candidates =
                measured.stream().map(p -> Objects.requireNonNull(p.measured())).toList();
        List<SyncPoint> graded = PointGrading.grade(
                        candidates,
                        jumpsNs.stream().map(at -> new JumpPlace(at, 0)).toList())
                .points();
        List<EditPoint> all = new ArrayList<>(points);
        for (int i = 0; i < graded.size(); i++) {
            EditPoint p = measured.get(i);
            all.set(all.indexOf(p), p.graded(graded.get(i)));
        }
        return all;
    }

    /** The nearest point, no further than a tenth of a second. */
    private static EditPoint at(String name, List<EditPoint> points, long atNs) throws IOException {
        EditPoint nearest = points.stream()
                .min(Comparator.comparingLong(p -> Math.abs(p.videoNs() - atNs)))
                .orElseThrow(() -> new IOException(name + ": there are no points in it"));
        if (Math.abs(nearest.videoNs() - atNs) >= SAME_NS) {
            throw new IOException(name + ": there is no point at " + seconds(atNs) + "; the nearest is at "
                    + seconds(nearest.videoNs()));
        }
        return nearest;
    }

    private static List<EditPoint> sorted(List<EditPoint> points, EditPoint more) {
        List<EditPoint> all = new ArrayList<>(points);
        all.add(more);
        all.sort(Comparator.comparingLong(EditPoint::videoNs));
        return all;
    }

    private static String seconds(long ns) {
        return String.format(Locale.ROOT, "%.3f s", ns * 1e-9);
    }
}
