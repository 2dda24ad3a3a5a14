package dev.syncline.engine.project;

import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.track.ClockJump;
import dev.syncline.engine.track.Quality;
import dev.syncline.engine.track.SyncPoint;
import dev.syncline.engine.video.VideoInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a Gyroflow project that Syncline reads and writes.
 *
 * @param version of the format: 2 to 4
 * @param appVersion of the program that wrote it
 * @param videoFile path or URL of the video; empty in a preset
 * @param video null where the project does not say
 * @param gyro where the motion data is and how it is turned
 * @param readoutMs {@code stabilization.frame_readout_time}, ms; NaN where the project does not say
 * @param lensProfileJson {@code calibration_data}, as it stands; null where there is none
 * @param offsets in order of gyro time
 */
public record GyroflowProject(
        int version,
        String appVersion,
        String videoFile,
        @Nullable Video video,
        GyroSource gyro,
        double readoutMs,
        @Nullable String lensProfileJson,
        List<Offset> offsets) {
    /** The version that is written. */
    public static final int WRITTEN_VERSION = 4;

    /** How near to a jump of the clock its two sides are written, ns. */
    private static final long EDGE_NS = 1_000_000;

    public GyroflowProject {
        offsets = List.copyOf(offsets);
    }

    /**
     * The video as the project describes it.
     *
     * @param rotationDeg display rotation, degrees
     */
    public record Video(int widthPx, int heightPx, double rotationDeg, long frameCount, double fps, double durationMs) {
        /** The same facts from a container. */
        public static Video of(VideoInfo info) {
            return new Video(
                    info.widthPx(),
                    info.heightPx(),
                    info.rotationDeg(),
                    info.frameCount(),
                    info.fps(),
                    info.durationNs() * 1e-6);
        }
    }

    /**
     * Where the motion data comes from.
     *
     * @param filePath path or URL of the log, or of the video where the data is inside it; empty where none is named
     * @param orientation such as {@code XYZ}, null where the project leaves it to the log
     * @param biasDegS added to each rate, in the log's own axes, degrees/s: double[3]; null for none
     */
    public record GyroSource(String filePath, @Nullable String orientation, double @Nullable [] biasDegS) {}

    /**
     * One sync point. The video time is {@code gyroTimeUs / 1000 + offsetMs}, ms.
     *
     * @param gyroTimeUs on Gyroflow's clock of the log, which begins at what Gyroflow calls zero in that file, µs
     * @param offsetMs video time less gyro time, ms
     */
    public record Offset(long gyroTimeUs, double offsetMs) {
        /** A point on Gyroflow's clock of the log, whose zero is at {@code zeroOfLogNs} of the log's own. */
        static Offset of(SyncPoint point, long zeroOfLogNs) {
            long gyroNs = Math.subtractExact(point.logNs(), zeroOfLogNs);
            return new Offset(Math.floorDiv(gyroNs + 500, 1000L), (point.videoNs() - gyroNs) * 1e-6);
        }

        /** The video time that the point stands at, ns. */
        public long videoNs() {
            return Math.round(gyroTimeUs * 1e3 + offsetMs * 1e6);
        }

        /** {@code t_video − t_log} on the log's own clock, ns. */
        public long offsetNs(long zeroOfLogNs) {
            return Math.round(offsetMs * 1e6) - zeroOfLogNs;
        }
    }

    /**
     * The project of a sync: its good points only, since Gyroflow bends its line to whatever it is given.
     *
     * @param videoFile absolute path of the video
     * @param gyroFile absolute path of the log, or of the video where the motion data is inside it
     * @param lensProfileJson the lens profile's text as given, null where none was
     * @return null when the result has no good point: a project without points would look like a sync that never ran
     */
    public static @Nullable GyroflowProject of(
            SyncResult result, VideoInfo info, String videoFile, String gyroFile, @Nullable String lensProfileJson) {
        List<Offset> offsets = new ArrayList<>();
        for (SyncPoint point : result.points()) {
            if (point.quality() == Quality.GOOD) {
                offsets.add(Offset.of(point, result.zeroOfLogNs()));
            }
        }
        if (offsets.isEmpty()) {
            return null;
        }
        result.jumps().forEach(jump -> offsets.addAll(edges(jump, result.zeroOfLogNs())));
        offsets.sort(Comparator.comparingLong(Offset::gyroTimeUs));
        return new GyroflowProject(
                WRITTEN_VERSION,
                "syncline " + result.engine().version(),
                videoFile,
                Video.of(info),
                new GyroSource(
                        gyroFile,
                        orientation(result, gyroFile.equals(videoFile)),
                        correctionDegS(result.gyroBiasRadS())),
                result.readoutMs(),
                lensProfileJson,
                offsets);
    }

    /**
     * Gyroflow draws straight lines from point to point, so a jump needs one on either side. Where the log's clock goes
     * back there, one gyro time has two offsets, which it cannot hold: then the jump is left to the points about it.
     */
    private static List<Offset> edges(ClockJump jump, long zeroOfLogNs) {
        double beforeNs = jump.videoNs() - EDGE_NS - jump.beforeNs() - zeroOfLogNs;
        double afterNs = jump.videoNs() + EDGE_NS - jump.afterNs() - zeroOfLogNs;
        if (afterNs - beforeNs < EDGE_NS) {
            return List.of();
        }
        return List.of(
                new Offset(Math.round(beforeNs * 1e-3), (jump.beforeNs() + zeroOfLogNs) * 1e-6),
                new Offset(Math.round(afterNs * 1e-3), (jump.afterNs() + zeroOfLogNs) * 1e-6));
    }

    /**
     * What Gyroflow must be told of the axes: what the motion shows stands above what the log says of itself. Of motion
     * data inside a video it knows them by the camera's name, in a convention of its own.
     */
    private static @Nullable String orientation(SyncResult result, boolean insideVideo) {
        if (insideVideo) {
            return null;
        }
        return result.orientationFound() != null ? result.orientationFound() : result.orientation();
    }

    /** Gyroflow adds its bias; Syncline's is what the log shows at rest, to be taken away. */
    private static double @Nullable [] correctionDegS(double @Nullable [] biasRadS) {
        if (biasRadS == null) {
            return null;
        }
        double[] degS = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            degS[axis] = -Math.toDegrees(biasRadS[axis]);
        }
        return degS;
    }
}
