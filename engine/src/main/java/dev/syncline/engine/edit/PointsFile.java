package dev.syncline.engine.edit;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.file.JsonTree;
import dev.syncline.engine.project.LogInterval;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A file of sync points that can be edited: a result's JSON, or a Gyroflow project. All else in it stays as it is. */
public sealed interface PointsFile permits ResultPoints, ProjectPoints {
    /** Gyroflow makes 500 at most; of many more it could only be a damaged file. */
    int MOST_POINTS = 10_000;

    /** Numbers keep every digit and are written as they were: written out, one such as 1e999999 would fill memory. */
    JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /**
     * Reads either kind.
     *
     * @param name of the file, for messages
     * @throws IOException when it is neither, or damaged; the message names file, field and problem
     */
    static PointsFile read(String name, byte[] json) throws IOException {
        ObjectNode root;
        try {
            if (!(JsonTree.read(MAPPER, json) instanceof ObjectNode object)) {
                throw new TelemetryFormatException(name, "", "no JSON object: expected a result or a Gyroflow project");
            }
            root = object;
        } catch (JacksonException e) {
            throw new TelemetryFormatException(name, JsonTree.where(e), "not JSON: " + JsonTree.problem(e));
        }
        if (root.has("status") && root.has("points")) {
            return ResultPoints.of(name, json, root);
        }
        if (root.path("title").asString("").startsWith("Gyroflow") || root.has("videofile") || root.has("offsets")) {
            return ProjectPoints.of(name, json, root);
        }
        throw new TelemetryFormatException(
                name, "", "neither a result of syncline sync (--json) nor a Gyroflow project: no points can be in it");
    }

    /** Whether it is a result; a Gyroflow project otherwise. */
    default boolean isResult() {
        return this instanceof ResultPoints;
    }

    /** The points, in order of video time. */
    List<EditPoint> points();

    /** Video times at which the clock is known to jump, in order, ns. */
    List<Long> jumpsNs();

    /** Where the video's times begin, video clock, ns. */
    long fromNs();

    /** Where they end, ns; {@link Long#MAX_VALUE} where the file does not say. */
    long toNs();

    /** The settings that points depend on, as they stand in the file, on one line; null where it does not say. */
    @Nullable
    String settings();

    /**
     * The file's text with other settings. Its points stay, and are stale.
     *
     * @throws IOException when this kind of file has not what is to be changed
     */
    byte[] with(SettingsChange change) throws IOException;

    /** Whether a point was made with other settings than stand in the file now. */
    default boolean isStale(EditPoint point) {
        return point.madeWith() != null && !point.madeWith().equals(settings());
    }

    /**
     * What the file says of its clip, in Syncline's conventions.
     *
     * @param interval of the log, to take away what Gyroflow's points hold of half a sample
     * @param zeroOfLogNs the log time that Gyroflow calls zero in the log, ns
     * @throws IOException when the result inside a project of Syncline's cannot be read
     */
    SyncResult result(LogInterval interval, long zeroOfLogNs) throws IOException;

    /** What the file says of the clip, to sync it again. */
    Clue clue();

    /**
     * The file's text with other points.
     *
     * @param edited in order of video time, {@link #points()} changed by {@link PointEdits}
     * @throws IOException when the file cannot hold them
     */
    byte[] with(List<EditPoint> edited) throws IOException;

    /**
     * The value that this file holds for a true offset.
     *
     * @param offsetNs {@code t_video − t_log} on the log's own clock, ns
     * @param zeroOfLogNs the log time that Gyroflow calls zero, ns
     * @param halfSampleMs half a log sample there, ms
     */
    double heldMs(long offsetNs, long zeroOfLogNs, double halfSampleMs);

    /**
     * What a file says of the clip that it belongs to.
     *
     * @param video name, path or URL; empty where it does not say
     * @param log name, path or URL; empty where it does not say
     * @param lens profile's name; empty for none
     * @param withoutLens whether it is known that there was none
     * @param lensProfileJson the profile itself; null where it is not in the file
     * @param orientation of the log's axes; null where it does not say
     * @param readout null where it does not say
     * @param lowPassHz corner of the filter over the log's rates, Hz; 0 for none
     * @param estimateBias whether the gyro's bias is found with the offset
     * @param videoZeroNs what the file's times of the video are ahead of those that count from the first frame, ns
     * @param zeroOfLogNs what to take from the file's offsets to have them on the log's own clock, ns; null where only
     *     the log tells
     */
    record Clue(
            String video,
            String log,
            String lens,
            boolean withoutLens,
            @Nullable String lensProfileJson,
            @Nullable String orientation,
            @Nullable RollingShutter readout,
            double lowPassHz,
            boolean estimateBias,
            long videoZeroNs,
            @Nullable Long zeroOfLogNs) {
        /**
         * Makes sure that times count from the first frame, as they do wherever a clip is opened again, and in Gyroflow.
         *
         * @param name of the file, for messages
         * @throws IOException where they do not
         */
        public void requireFirstFrame(String name) throws IOException {
            if (videoZeroNs != 0) {
                throw new IOException(
                        name + ": counts the video's times from its container's zero (--video-zero container):"
                                + " this needs times from the first frame; sync it again without that");
            }
        }
    }
}
