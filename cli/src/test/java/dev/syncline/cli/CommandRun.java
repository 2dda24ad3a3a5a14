package dev.syncline.cli;

import dev.syncline.cli.sync.ClipSync;
import dev.syncline.cli.sync.DemoClip;
import dev.syncline.cli.sync.SyncJob;
import dev.syncline.engine.api.ClipOrigin;
import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.project.LogInterval;
import dev.syncline.engine.result.Estimates;
import dev.syncline.engine.result.GyroBias;
import dev.syncline.engine.result.Mounting;
import dev.syncline.engine.result.SyncInputs;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.Timeline;
import dev.syncline.engine.result.WindowView;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.sync.track.SyncTrack;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/** What one run of a command printed and ended with. */
record CommandRun(int exitCode, String out, String err) {
    private static final SyncResult.Engine ENGINE = new SyncResult.Engine("0.1.0", "scalar", "none");

    /** Runs a command with a sync of the test's own. */
    static CommandRun of(ClipSync clipSync, String... args) {
        return of(
                clipSync,
                (folder, progress) -> {
                    throw new IOException("no demo in this test");
                },
                args);
    }

    static CommandRun of(ClipSync clipSync, DemoClip.Renderer renderer, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new Main(clipSync, renderer).run(new PrintWriter(out), new PrintWriter(err), args);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    /** A sync that must not be reached. */
    static final ClipSync UNREACHED = (job, progress) -> {
        throw new AssertionError("work began on " + job.input().video());
    };

    static SyncOutcome synced(SyncJob job) {
        return clip(job, SyncResult.Status.SYNCED, Quality.GOOD);
    }

    static SyncOutcome refused(SyncJob job) {
        return clip(job, SyncResult.Status.REFUSED, Quality.BAD);
    }

    private static SyncOutcome clip(SyncJob job, SyncResult.Status status, Quality quality) {
        boolean synced = status == SyncResult.Status.SYNCED;
        SyncPoint point = new SyncPoint(
                3_000_000_000L, 15_500_000_000L, -12_500_000_000L, 30_000, 0.991, 0.52, quality, Double.NaN);
        Path video = job.input().video();
        Path log = job.input().log() == null ? video : job.input().log();
        SyncResult result = new SyncResult(
                synced
                        ? null
                        : Refusal.of(
                                RefusalCode.NO_ROTATION, "the video does not rotate: the best window turns 0.2°/s"),
                new SyncInputs(
                        video.getFileName().toString(), log.getFileName().toString(), "lens", 8_000_000_000L, 29.97, 0),
                List.of(point),
                Timeline.of(synced ? new SyncTrack(List.of(new SyncTrack.Knot(0, -12.5e9))) : SyncTrack.EMPTY),
                new Mounting("XYZ", "XYZ", Double.NaN),
                new Estimates(
                        new GyroBias(new double[3], new double[3]),
                        new RollingShutter(0.016, ReadoutDirection.TOP_TO_BOTTOM),
                        Double.NaN,
                        1,
                        0.01),
                ENGINE,
                List.of(new Warning(WarningCode.LOG_GAPS, "the lens is a guess")),
                List.<WindowView>of());
        VideoInfo info = new VideoInfo(result.inputs().video(), 1280, 720, 29.97, 8_000_000_000L, 240, "h264", 0);
        return SyncOutcome.of(result, new ClipOrigin(info, video, log, LogInterval.NONE, null));
    }
}
