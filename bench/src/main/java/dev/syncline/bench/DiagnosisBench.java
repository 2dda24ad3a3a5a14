package dev.syncline.bench;

import dev.syncline.bindings.ffmpeg.RenderedClips;
import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.PinholeCamera;
import dev.syncline.engine.lens.LensProfileReader;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.StretchedClock;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.sync.flow.KeptClip;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.pipeline.ProgressListener;
import dev.syncline.engine.sync.pipeline.SyncPipeline;
import dev.syncline.engine.sync.pipeline.SyncRequest;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.synthetic.ClipFiles;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.ClipTruth;
import dev.syncline.engine.synthetic.MotionStyle;
import dev.syncline.engine.synthetic.SyntheticCatalogue;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.TelemetryReaders;
import dev.syncline.engine.video.FrameSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether a refusal names its cause: faults are planted in rendered clips and their logs, and the first reason is compared
 * with what was planted. Renders what is missing, as {@code syncline render} does. Not a speed benchmark.
 */
public final class DiagnosisBench {
    private final PrintStream out = System.out;
    private final Path folder;
    private final Map<String, int[]> tallies = new TreeMap<>(); // named, otherwise refused, synced
    private int named;
    private int refused;

    private DiagnosisBench(Path folder) {
        this.folder = folder;
    }

    /** Arguments: the folder to keep clips in, how many clips, and a part of the planted causes' names (all where none). */
    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            throw new IllegalArgumentException("usage: DiagnosisBench FOLDER CLIPS [CAUSE]");
        }
        new DiagnosisBench(Files.createDirectories(Path.of(args[0])))
                .run(Integer.parseInt(args[1]), args.length > 2 ? args[2] : "");
    }

    private void run(int clips, String only) throws IOException {
        List<ClipSpec> all = SyntheticCatalogue.all();
        int done = 0;
        for (int i = 0; i < all.size() && done < clips; i++) {
            // Long clips cost much, and a parallel drone or vehicle may be too weak to begin with.
            if (all.get(i).mustBeRefused() || all.get(i).camera().durationS() > 10 || isWeak(all.get(i))) {
                continue;
            }
            done++;
            clip(all.get(i), i, foreign(all, i), only);
        }
        out.println();
        tallies.forEach((cause, t) ->
                out.printf(Locale.ROOT, "%-20s named %d, refused otherwise %d, synced %d%n", cause, t[0], t[1], t[2]));
        out.printf(
                Locale.ROOT,
                "%d causes, refusals %d, the first reason names the cause in %d (%.1f%%)%n",
                tallies.size(),
                refused,
                named,
                100.0 * named / Math.max(1, refused));
    }

    private static boolean isWeak(ClipSpec clip) {
        return switch (clip.style()) {
            case VEHICLE, DRONE, STILL -> true;
            default -> false;
        };
    }

    private static ClipSpec foreign(List<ClipSpec> all, int i) {
        return all.get((i + 7) % 64);
    }

    private void clip(ClipSpec spec, int number, ClipSpec foreign, String only) throws IOException {
        if (!RenderedClips.isThere(spec, folder)) {
            RenderedClips.render(spec, RenderedClips.encoding(number), folder, frame -> {});
        }
        if (!Files.exists(ClipFiles.gcsv(foreign, folder))) {
            ClipFiles.write(foreign, folder);
        }
        MotionLog log = TelemetryReaders.open(ClipFiles.gcsv(spec, folder));
        MotionLog other = TelemetryReaders.open(ClipFiles.gcsv(foreign, folder));
        LensProfile lens = LensProfileReader.read(ClipFiles.lens(spec, folder));
        GyroTrack own = log.gyro();
        ImuOrientation mounted = spec.gyro().mounted();
        SyncRequest usual = SyncRequest.DEFAULT;
        try (KeptClip kept = ChosenFlow.kept(ClipFiles.video(spec, folder))) {
            Trial t = new Trial(spec, kept, kept, only);
            t.plant("foreign log", other, lens, usual, RefusalCode.NO_PEAK);
            t.plant(
                    "log still",
                    PlantedLog.of(other, other.gyro().scaled(0.002f)),
                    lens,
                    usual,
                    RefusalCode.LOG_HARDLY_TURNS);
            t.plant(
                    "axis dead",
                    PlantedLog.of(log, PlantedLog.axisTimes(own, 0)),
                    lens,
                    usual,
                    RefusalCode.LOG_HARDLY_TURNS);
            t.plant(
                    "axis x 0.4",
                    PlantedLog.of(log, PlantedLog.axisTimes(own, 0.4)),
                    lens,
                    usual,
                    RefusalCode.LOG_SCALE);
            t.plant("log x 2", PlantedLog.of(log, own.scaled(2)), lens, usual, RefusalCode.LOG_SCALE);
            t.plant("log x 0.25", PlantedLog.of(log, own.scaled(0.25f)), lens, usual, RefusalCode.LOG_SCALE);
            for (double shown : new double[] {0.7, 0.4, 0.15}) {
                t.plant(
                        String.format(Locale.ROOT, "optical stab. %.0f%%", 100 * (1 - shown)),
                        PlantedLog.of(log, PlantedLog.stabilised(own, mounted, shown)),
                        lens,
                        usual,
                        RefusalCode.PICTURE_STABILISED);
            }
            t.plant(
                    "stabilised",
                    PlantedLog.of(other, other.gyro().scaled(12)),
                    lens,
                    usual,
                    RefusalCode.PICTURE_STABILISED);
            t.plant(
                    "coarse log",
                    PlantedLog.of(log, PlantedLog.every(own, (int) Math.round(1e9 / own.periodNs() / 8))),
                    lens,
                    usual,
                    RefusalCode.LOG_TOO_COARSE);
            t.plant(
                    "speed x 3",
                    PlantedLog.of(log, new StretchedClock(own.startNs(), 1 / 3.0).of(own)),
                    lens,
                    usual,
                    RefusalCode.OTHER_SPEED);
            t.plant(
                    "time lapse x 12",
                    PlantedLog.of(log, new StretchedClock(own.startNs(), 12).of(own)),
                    lens,
                    usual,
                    RefusalCode.OTHER_SPEED);
            t.plant(
                    "repeating motion",
                    PlantedLog.of(log, PlantedLog.repeated(own)),
                    lens,
                    usual,
                    RefusalCode.AMBIGUOUS);
            t.plant(
                    "wrong orientation",
                    log,
                    lens,
                    SyncRequest.DEFAULT.holding(PlantedLog.another(mounted)),
                    RefusalCode.WRONG_ORIENTATION);
            t.plant("outside search", log, lens, searching(spec), RefusalCode.OUTSIDE_SEARCH);
            t.plant("lens x 3", log, longer(lens, 1 / 3.0), usual, RefusalCode.IMPOSSIBLE_LENS);
            if (spec.style() == MotionStyle.FPV) {
                // Others turn too little for any sensor's range.
                GyroTrack limited = PlantedLog.limited(own, 0.35);
                t.plant("gyro at limit", PlantedLog.of(log, limited), lens, usual, RefusalCode.LOG_SATURATED);
            }
            frames(spec, kept, log, lens, only);
        }
    }

    private void frames(ClipSpec spec, KeptClip kept, MotionLog log, LensProfile lens, String only) throws IOException {
        int n = kept.frames().size();
        double fps = kept.info().fps();
        FlowTrackerProvider fresh = ChosenFlow.provider();
        try (PlantedFrames twice = new PlantedFrames(kept.frames(), kept.info(), 2 * n, 2 * fps, i -> i / 2);
                PlantedFrames frozen = new PlantedFrames(
                        kept.frames(), kept.info(), n, fps, i -> i > n / 4 && i < 3 * n / 4 ? n / 4 : i);
                PlantedFrames lost = new PlantedFrames(
                        kept.frames(), kept.info(), n - n / 8, fps, i -> i < 7 * n / 16 ? i : i + n / 8)) {
            new Trial(spec, twice, fresh, only)
                    .plant("frames twice", log, lens, SyncRequest.DEFAULT, RefusalCode.REPEATED_FRAMES);
            new Trial(spec, frozen, fresh, only)
                    .plant("recorder froze", log, lens, SyncRequest.DEFAULT, RefusalCode.REPEATED_FRAMES);
            new Trial(spec, lost, fresh, only)
                    .plant("frames lost", log, lens, SyncRequest.DEFAULT, RefusalCode.CLOCK_JUMPS);
        }
    }

    private static SyncRequest searching(ClipSpec spec) {
        long wrong = Math.round((spec.clock().offsetAtS(0) + 1.6) * 1e9);
        return SyncRequest.DEFAULT.searching(OffsetRange.about(wrong, 700_000_000L));
    }

    private static LensProfile longer(LensProfile lens, double factor) {
        CameraModel c = lens.camera();
        PinholeCamera other = new PinholeCamera(
                c.widthPx(),
                c.heightPx(),
                c.focalXPx() * factor,
                c.focalYPx() * factor,
                c.widthPx() / 2.0,
                c.heightPx() / 2.0);
        return new LensProfile(lens.name(), other, lens.shutter(), false);
    }

    /** One clip's frames, on which faults are tried. */
    private final class Trial {
        private final ClipSpec spec;
        private final FrameSource frames;
        private final FlowTrackerProvider trackers;
        private final String only;

        Trial(ClipSpec spec, FrameSource frames, FlowTrackerProvider trackers, String only) {
            this.spec = spec;
            this.frames = frames;
            this.trackers = trackers;
            this.only = only;
        }

        void plant(String cause, MotionLog log, LensProfile lens, SyncRequest request, RefusalCode expected)
                throws IOException {
            if (!cause.contains(only)) {
                return;
            }
            SyncResult result =
                    new SyncPipeline(trackers, ProgressListener.NONE, "bench").run(frames, log, lens, request);
            Refusal refusal = result.refusal();
            boolean right = refusal != null && Set.of(expected).contains(refusal.code());
            int[] tally = tallies.computeIfAbsent(cause, c -> new int[3]);
            tally[refusal == null ? 2 : right ? 0 : 1]++;
            refused += refusal == null ? 0 : 1;
            named += right ? 1 : 0;
            double worst = 0;
            double worstZ = 0;
            for (SyncPoint point : result.points()) {
                double error = Math.abs(point.offsetNs() - new ClipTruth(spec).offsetNsAt(point.videoNs()));
                if (point.quality() == Quality.GOOD) {
                    worst = Math.max(worst, error);
                    worstZ = Math.max(worstZ, error / point.sigmaNs());
                }
            }
            out.printf(
                    Locale.ROOT,
                    "%-14s %-20s %-7s %s%n",
                    spec.name(),
                    cause,
                    refusal == null ? "synced" : right ? "named" : "OTHER",
                    refusal == null
                            ? String.format(
                                    Locale.ROOT, "%.3f ms off, %.1f sigma %s", worst * 1e-6, worstZ, result.warnings())
                            : refusal.code() + ": " + refusal.text());
        }
    }
}
