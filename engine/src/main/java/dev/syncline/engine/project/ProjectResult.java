package dev.syncline.engine.project;

import dev.syncline.engine.result.Estimates;
import dev.syncline.engine.result.GyroBias;
import dev.syncline.engine.result.MotionSettings;
import dev.syncline.engine.result.Mounting;
import dev.syncline.engine.result.SyncInputs;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResultJson;
import dev.syncline.engine.result.Timeline;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.sync.track.SyncTrack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A project as a result in Syncline's conventions: true offsets, the bias as the log shows it at rest, the readout with
 * its direction. A project that Syncline wrote and nobody edited gives the very result that it was made of.
 */
public final class ProjectResult {
    /** Offsets are written in ms with six decimals: a difference of more than this was made by hand, ms. */
    private static final double EDITED_MS = 1e-5;

    private ProjectResult() {}

    /**
     * The result of a project.
     *
     * @param name of the project's file, for messages
     * @param interval of the log, to take away what Gyroflow's points hold of half a sample; {@link LogInterval#NONE}
     *     where the log is not at hand
     * @param zeroOfLogNs the log time that Gyroflow calls zero in the log, ns
     * @throws IOException when the result inside a project of Syncline's cannot be read
     */
    public static SyncResult of(GyroflowProject project, String name, LogInterval interval, long zeroOfLogNs)
            throws IOException {
        GyroflowProject.Origin origin = project.origin();
        if (origin != null) {
            SyncResult made = SyncResultJson.read(name, origin.resultJson().getBytes(StandardCharsets.UTF_8));
            if (isUnedited(project, origin, made)) {
                return made;
            }
            return ofOffsets(project, origin, interval, made.inputs().zeroOfLogNs());
        }
        return ofOffsets(project, null, interval, zeroOfLogNs);
    }

    private static boolean isUnedited(GyroflowProject project, GyroflowProject.Origin origin, SyncResult made) {
        List<GyroflowProject.Offset> offsets = project.offsets();
        if (origin.edited()
                || (origin.settings() != null && !origin.settings().equals(ProjectSettings.text(project)))
                || offsets.size() != origin.halfSampleMs().size()
                || made.timeline().track().knots().isEmpty()) {
            return false;
        }
        for (int i = 0; i < offsets.size(); i++) {
            GyroflowProject.Offset offset = offsets.get(i);
            double trueMs = offset.offsetMs()
                    - origin.halfSampleMs().get(i)
                    - made.inputs().zeroOfLogNs() * 1e-6;
            double trackMs = made.timeline().track().offsetNsAt(offset.videoNs()) * 1e-6;
            if (Math.abs(trueMs - trackMs) > EDITED_MS) {
                return false;
            }
        }
        return true;
    }

    private static SyncResult ofOffsets(
            GyroflowProject project, GyroflowProject.@Nullable Origin origin, LogInterval interval, long zeroNs) {
        List<SyncPoint> points = new ArrayList<>();
        List<Double> halves = origin == null ? List.of() : origin.halfSampleMs();
        boolean halvesFit = halves.size() == project.offsets().size();
        for (int i = 0; i < project.offsets().size(); i++) {
            GyroflowProject.Offset offset = project.offsets().get(i);
            long logNs = Math.round(offset.gyroTimeUs() * 1e3) + zeroNs;
            double halfNs = halvesFit ? halves.get(i) * 1e6 : interval.halfNsAt(logNs);
            long offsetNs = Math.round(offset.offsetMs() * 1e6 - halfNs) - zeroNs;
            long videoNs = offset.videoNs();
            points.add(new SyncPoint(
                    videoNs,
                    videoNs - offsetNs,
                    offsetNs,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Quality.GOOD,
                    Double.NaN));
        }
        points.sort(Comparator.comparingLong(SyncPoint::videoNs));
        GyroflowProject.Video video = project.video();
        long durationNs =
                video == null || !Double.isFinite(video.durationMs()) ? 0 : Math.round(video.durationMs() * 1e6);
        boolean any = !points.isEmpty();
        double[] bias = biasRadS(project.gyro().biasDegS());
        return new SyncResult(
                any ? null : Refusal.of(RefusalCode.NO_POINTS, "the project has no sync points"),
                new SyncInputs(
                        fileName(project.videoFile()),
                        fileName(project.gyro().filePath()),
                        project.lensProfileJson() == null ? "none" : "in the project",
                        durationNs,
                        video == null ? Double.NaN : video.fps(),
                        zeroNs,
                        new MotionSettings(
                                project.gyro().lowPassHz(),
                                project.gyro().orientation() == null
                                        ? "declared"
                                        : project.gyro().orientation(),
                                "none",
                                "known"),
                        0),
                points,
                Timeline.of(track(points, durationNs)),
                Mounting.declared(
                        project.gyro().orientation(),
                        ProjectRotation.inCamera(project.gyro().rotationDeg())),
                Estimates.known(bias == null ? null : new GyroBias(bias, null), project.readout()),
                new SyncResult.Engine(project.appVersion(), "", ""),
                any
                        ? List.of(new Warning(
                                WarningCode.NO_ERROR_BARS, "read from a Gyroflow project, which has no error bars"))
                        : List.of(),
                List.of());
    }

    /** As Gyroflow joins the points: straight lines, the first and the last extended over the clip. */
    private static SyncTrack track(List<SyncPoint> points, long durationNs) {
        List<SyncTrack.Knot> knots = new ArrayList<>();
        for (SyncPoint p : points) {
            if (knots.isEmpty() || p.videoNs() > knots.getLast().videoNs()) {
                knots.add(new SyncTrack.Knot(p.videoNs(), p.offsetNs()));
            }
        }
        if (knots.size() > 1) {
            SyncTrack.Knot first = knots.getFirst();
            SyncTrack.Knot last = knots.getLast();
            double begin = along(first, knots.get(1), 0);
            double end = along(knots.get(knots.size() - 2), last, durationNs);
            if (first.videoNs() > 0) {
                knots.addFirst(new SyncTrack.Knot(0, begin));
            }
            if (last.videoNs() < durationNs) {
                knots.add(new SyncTrack.Knot(durationNs, end));
            }
        }
        return new SyncTrack(knots);
    }

    private static double along(SyncTrack.Knot a, SyncTrack.Knot b, long videoNs) {
        double f = (double) (videoNs - a.videoNs()) / (b.videoNs() - a.videoNs());
        return a.offsetNs() + f * (b.offsetNs() - a.offsetNs());
    }

    /** Gyroflow adds its bias; Syncline's is what the log shows at rest. */
    private static double @Nullable [] biasRadS(double @Nullable [] correctionDegS) {
        if (correctionDegS == null) {
            return null;
        }
        double[] radS = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            radS[axis] = -Math.toRadians(correctionDegS[axis]);
        }
        return radS;
    }

    /** Paths of either system, and URLs, may come in. */
    private static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
