package dev.syncline.engine.project;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.result.GyroBias;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResultJson;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.video.VideoInfo;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of a Gyroflow project that Syncline reads and writes.
 *
 * @param version of the format: 1 to 4; 0 for a file of the Python program of 2021
 * @param appVersion of the program that wrote it
 * @param videoFile path or URL of the video; empty in a preset
 * @param video null where the project does not say
 * @param gyro where the motion data is and how it is turned
 * @param readout {@code stabilization.frame_readout_time} and its direction; null where the project does not say
 * @param lensProfileJson {@code calibration_data}, as it stands; null where there is none
 * @param offsets in order of gyro time
 * @param origin where the offsets came from; null in a project that Syncline did not write
 * @param asReadJson the whole project as it was read, whose other keys are written again; null for a new one
 */
public record GyroflowProject(
        int version,
        String appVersion,
        String videoFile,
        @Nullable Video video,
        GyroSource gyro,
        @Nullable RollingShutter readout,
        @Nullable String lensProfileJson,
        List<Offset> offsets,
        @Nullable Origin origin,
        @Nullable String asReadJson) {
    /** The version of the Python program's files, which have none. */
    public static final int PYTHON_VERSION = 0;

    /** The version that is written. */
    public static final int WRITTEN_VERSION = 4;

    /** An estimated readout nearer to nothing than this many standard errors is not told from a global shutter. */
    static final double CLEAR_SIGMAS = 3;

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
     * @param lowPassHz of the filter over the rates; 0 for none
     * @param rotationDeg pitch, roll and yaw that the axes are turned by after the orientation, degrees: double[3]; null for
     *     none
     * @param integration number of the method in Gyroflow's list; null where the project does not say
     */
    public record GyroSource(
            String filePath,
            @Nullable String orientation,
            double @Nullable [] biasDegS,
            double lowPassHz,
            double @Nullable [] rotationDeg,
            @Nullable Integer integration) {
        /** Without filter, rotation and method. */
        public GyroSource(String filePath, @Nullable String orientation, double @Nullable [] biasDegS) {
            this(filePath, orientation, biasDegS, 0, null, null);
        }
    }

    /**
     * One sync point. The video time is {@code gyroTimeUs / 1000 + offsetMs}, ms.
     *
     * @param gyroTimeUs on Gyroflow's clock of the log, which begins at what Gyroflow calls zero in that file, µs
     * @param offsetMs video time less gyro time, ms
     */
    public record Offset(long gyroTimeUs, double offsetMs) {
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
     * What Syncline's projects say beside what Gyroflow reads.
     *
     * @param halfSampleMs what was added to each offset for Gyroflow's way of integrating, ms, in the offsets' order
     * @param resultJson the result that the project was made of
     * @param edited whether the points were changed since
     * @param settings that the points were made with, {@link ProjectSettings#text}; null for those of the project itself, which
     *     nobody has changed
     */
    public record Origin(
            List<Double> halfSampleMs,
            String resultJson,
            boolean edited,
            @Nullable String settings) {
        public Origin {
            halfSampleMs = List.copyOf(halfSampleMs);
        }
    }

    /**
     * The project of a sync. Its offsets lie on the fitted track: Gyroflow joins them with straight lines and extends
     * the first and the last.
     *
     * @param videoFile absolute path of the video
     * @param gyroFile absolute path of the log, or of the video where the motion data is inside it
     * @param lensProfileJson the lens profile's text as given, null where none was
     * @param interval what to add for Gyroflow's way of integrating; {@link LogInterval#NONE} for true offsets
     * @return null when the result has no good point and no person's: a project without points would look like a sync that never ran
     */
    public static @Nullable GyroflowProject of(
            SyncResult result,
            VideoInfo info,
            String videoFile,
            String gyroFile,
            @Nullable String lensProfileJson,
            LogInterval interval) {
        TrackOffsets track = TrackOffsets.of(result, interval);
        // What a person set is nowhere good, and meant all the same.
        boolean meant = result.points().stream().anyMatch(p -> p.quality() == Quality.GOOD)
                || result.warnings().stream().anyMatch(w -> w.code() == WarningCode.EDITED);
        if (!meant || track.offsets().isEmpty()) {
            return null;
        }
        return new GyroflowProject(
                WRITTEN_VERSION,
                "syncline " + result.engine().version(),
                videoFile,
                Video.of(info),
                new GyroSource(
                        gyroFile,
                        orientation(result, gyroFile.equals(videoFile)),
                        correctionDegS(result.estimates().gyroBias()),
                        result.inputs().settings() == null
                                ? 0
                                : result.inputs().settings().lowPassHz(),
                        null,
                        null),
                knownReadout(result),
                lensProfileJson,
                track.offsets(),
                new Origin(
                        track.halfSampleMs(),
                        new String(SyncResultJson.write(result), StandardCharsets.UTF_8),
                        false,
                        null),
                null);
    }

    /**
     * This project's points, orientation, bias and readout in another one, all else of which stays. A fine turn of the axes
     * goes with the orientation that it was made for.
     *
     * @param other as it was read
     */
    public GyroflowProject over(GyroflowProject other) {
        GyroSource before = other.gyro();
        String letters = gyro.orientation() == null ? before.orientation() : gyro.orientation();
        boolean turned = before.rotationDeg() != null && !Objects.equals(letters, before.orientation());
        return new GyroflowProject(
                version,
                appVersion,
                videoFile,
                video,
                new GyroSource(
                        gyro.filePath(),
                        letters,
                        gyro.biasDegS() == null ? before.biasDegS() : gyro.biasDegS(),
                        gyro.lowPassHz() > 0 ? gyro.lowPassHz() : before.lowPassHz(),
                        turned ? new double[3] : before.rotationDeg(),
                        before.integration()),
                readout == null ? other.readout() : readout,
                lensProfileJson == null ? other.lensProfileJson() : lensProfileJson,
                offsets,
                origin,
                other.asReadJson());
    }

    /**
     * {@return the same without the motion data inside it: another log's would be taken for the one that is named}
     */
    public GyroflowProject withoutMotion() {
        return new GyroflowProject(
                version,
                appVersion,
                videoFile,
                video,
                gyro,
                readout,
                lensProfileJson,
                offsets,
                origin,
                asReadJson == null ? null : GyroflowProjectWriter.withoutMotion(asReadJson));
    }

    /**
     * The offset at a time of the video as Gyroflow works it out: straight lines between the points, the first and the
     * last of them extended, 0 without points.
     *
     * @return ms, what Gyroflow takes from the video time to reach its own clock of the log
     */
    public double offsetMsAt(double videoMs) {
        List<Offset> inOrder = offsets.stream()
                .sorted(Comparator.comparingLong(Offset::videoNs))
                .toList();
        if (inOrder.size() < 2) {
            return inOrder.isEmpty() ? 0 : inOrder.getFirst().offsetMs();
        }
        int i = 1;
        while (i < inOrder.size() - 1 && inOrder.get(i).videoNs() * 1e-6 < videoMs) {
            i++;
        }
        Offset a = inOrder.get(i - 1);
        Offset b = inOrder.get(i);
        double fraction = (videoMs - a.videoNs() * 1e-6) / ((b.videoNs() - a.videoNs()) * 1e-6);
        return a.offsetMs() + fraction * (b.offsetMs() - a.offsetMs());
    }

    /**
     * What Gyroflow must be told of the axes: what the motion shows stands above what the log says of itself. Of motion
     * data inside a video it reads the same letters itself, so it is told only where the motion shows others.
     */
    private static @Nullable String orientation(SyncResult result, boolean insideVideo) {
        String found = result.mounting().found();
        if (insideVideo) {
            return found == null || found.equals(result.mounting().declared()) ? null : found;
        }
        return found != null ? found : result.mounting().declared();
    }

    /** The readout, unless it was estimated and may as well be nothing: Gyroflow would take that as known. */
    private static @Nullable RollingShutter knownReadout(SyncResult result) {
        double sigmaMs = result.estimates().readoutSigmaMs();
        boolean unclear =
                Double.isFinite(sigmaMs) && Math.abs(result.estimates().readoutMs()) < CLEAR_SIGMAS * sigmaMs;
        return unclear ? null : result.estimates().shutter();
    }

    /** Gyroflow adds its bias; Syncline's is what the log shows at rest, to be taken away. */
    private static double @Nullable [] correctionDegS(@Nullable GyroBias bias) {
        if (bias == null) {
            return null;
        }
        double[] degS = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            degS[axis] = -Math.toDegrees(bias.rateRadS()[axis]);
        }
        return degS;
    }
}
