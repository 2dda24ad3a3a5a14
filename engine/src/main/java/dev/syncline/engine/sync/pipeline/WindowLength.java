package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.video.VideoInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long windows are: as asked for, and longer where a video has few frames a second, since a window needs pairs of
 * frames. Where no offset was found: longer and more of them where the camera turns slowly, so that each tells little;
 * shorter and more of them where it turns plainly, so that a place where frames were lost spoils only one; thirds of a clip
 * that is too short for either.
 */
final class WindowLength {
    /** A window has at least so many pairs of frames. */
    private static final int LEAST_PAIRS = 20;

    private static final long LONGEST_NS = 60_000_000_000L;

    /** A camera whose rate changes by less turns slowly, rad/s. */
    private static final double SLOW_RAD_S = Math.toRadians(10);

    /** Other windows are short enough for so many to fit into the clip. */
    private static final int LEAST_WINDOWS = 3;

    private static final double LONGER = 2;
    private static final double SHORTER = 2 / 3.0;
    private static final int MORE_POINTS = 8;

    private WindowLength() {}

    static long ns(SyncRequest request, double fps) {
        double least = LEAST_PAIRS * 1e9 / fps;
        return least > request.windows().lengthNs()
                ? (long) Math.min(LONGEST_NS, least)
                : request.windows().lengthNs();
    }

    /** A shorter window that is looked at first costs this share of a whole one. */
    private static final double SHORT = 1 / 3.0;

    /** Of the windows that are looked at first where an error bar is given that is enough; the whole where none is. */
    static long shortNs(SyncRequest request, double fps) {
        long whole = ns(request, fps);
        double least = LEAST_PAIRS * 1e9 / fps;
        return request.windows().precisionNs() == null
                ? whole
                : Math.min(whole, Math.round(Math.max(least, SHORT * whole)));
    }

    /** What a user should hear of windows that are longer than asked for, or nothing. */
    static List<Warning> warnings(SyncRequest request, double fps) {
        long ns = ns(request, fps);
        return ns == request.windows().lengthNs()
                ? List.of()
                : List.of(new Warning(
                        WarningCode.LOW_FRAME_RATE,
                        Verdict.format(
                                "the video has %.3g frames/s only: windows are %.1f s long instead of %.1f s",
                                fps, ns * 1e-9, request.windows().lengthNs() * 1e-9)));
    }

    /** Other windows that are worth a try after a refusal, or null. */
    static @Nullable SyncRequest other(
            SyncRequest request, List<TrackedWindow> windows, VideoInfo video, @Nullable Refusal refusal) {
        boolean mayHelp = refusal != null
                && switch (refusal.code()) {
                    case NO_PEAK, WINDOWS_DISAGREE, MOTION_TOO_WEAK, ONE_WINDOW_UNCHECKED -> true;
                    default -> false;
                };
        List<VisualRates> seen = Verdict.rates(windows);
        if (!mayHelp || seen.isEmpty() || !request.windows().atNs().isEmpty()) {
            return null;
        }
        double[] change =
                seen.stream().mapToDouble(Verdict::changeRadS).sorted().toArray();
        long ns = ns(request, video.fps());
        boolean slow = change[change.length / 2] < SLOW_RAD_S;
        // Of a short clip, all of it.
        long other = Math.min(Math.round(ns * (slow ? LONGER : SHORTER)), video.durationNs() / LEAST_WINDOWS);
        boolean pairs = (other + 1) * video.fps() * 1e-9 >= LEAST_PAIRS;
        boolean room = other <= LONGEST_NS;
        int points = Math.max(
                request.windows().points(), slow ? SyncRequest.DEFAULT.windows().points() : MORE_POINTS);
        return pairs && room ? request.looking(request.windows().of(points, other)) : null;
    }

    /** What a user should hear where other windows helped. */
    static Warning warning(SyncRequest asked, SyncRequest used) {
        return new Warning(
                WarningCode.OTHER_WINDOWS,
                Verdict.format(
                        "windows of %.1f s tell no offset here; windows of %.1f s do",
                        asked.windows().lengthNs() * 1e-9, used.windows().lengthNs() * 1e-9));
    }
}
