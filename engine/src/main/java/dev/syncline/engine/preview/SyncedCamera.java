package dev.syncline.engine.preview;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroOrientation;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.LowPass;
import dev.syncline.engine.result.GyroBias;
import dev.syncline.engine.result.MotionSettings;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.sync.track.SyncTrack;
import dev.syncline.engine.telemetry.MotionLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A camera whose turning is known: its log, put on the video's clock by a result, and its lens.
 *
 * @param log as its file has it
 * @param toCamera log axes to the camera's
 * @param biasRadS rate that the log shows at rest, in its own axes: double[3]
 * @param track offsets over the clip
 * @param lens at the size of the frames, its focal length as the motion shows it
 * @param shutter when each part of the picture was exposed
 */
public record SyncedCamera(
        GyroTrack log, Matrix3 toCamera, double[] biasRadS, SyncTrack track, CameraModel lens, RollingShutter shutter) {
    /** Log on either side of a stretch: for rows, offsets that are shifted, and a path that is smoothed. */
    private static final long MARGIN_NS = 2_000_000_000L;

    /**
     * What a result says of a clip.
     *
     * @param lens at the size of the frames, as its profile has it
     * @param profileShutter the readout of profile or log, where the result names none; null where nobody knows
     * @throws IOException when the result has no offsets, or does not say how the log's axes lie: one line
     */
    public static SyncedCamera of(
            SyncResult result, MotionLog log, CameraModel lens, @Nullable RollingShutter profileShutter)
            throws IOException {
        SyncTrack track = result.timeline().track().knots().isEmpty()
                ? throughPoints(result)
                : result.timeline().track();
        if (track.knots().isEmpty()) {
            throw new IOException(result.inputs().video()
                    + ": the result has no sync points: sync the clip, or add a point, before it is checked");
        }
        String letters = result.mounting().found() != null
                ? result.mounting().found()
                : result.mounting().declared();
        Matrix3 toCamera =
                result.mounting().turn().times(orientation(letters, log).toCamera());
        GyroBias bias = result.estimates().gyroBias();
        double focal = result.estimates().focalScale();
        RollingShutter shutter = result.estimates().shutter();
        if (shutter == null) {
            shutter = profileShutter == null ? RollingShutter.GLOBAL : profileShutter;
        }
        return new SyncedCamera(
                filtered(log.gyro(), result.inputs().settings()),
                toCamera,
                bias == null ? new double[3] : bias.rateRadS(),
                track,
                focal > 0 ? lens.withFocalScaled(focal) : lens,
                shutter);
    }

    private static ImuOrientation orientation(@Nullable String letters, MotionLog log) throws IOException {
        try {
            return letters == null ? log.orientation() : new ImuOrientation(letters);
        } catch (IllegalArgumentException e) {
            throw new IOException("the project or the result: " + e.getMessage(), e);
        }
    }

    /** As it was filtered for the sync, or as Gyroflow is told to; a corner that is beyond all its samples filters nothing. */
    private static GyroTrack filtered(GyroTrack log, @Nullable MotionSettings settings) {
        double hz = settings == null ? 0 : settings.lowPassHz();
        return hz > 0 && hz < 0.5e9 / log.periodNs() ? LowPass.of(log, hz) : log;
    }

    /** A refused sync has no track; its points may be looked at all the same. */
    private static SyncTrack throughPoints(SyncResult result) {
        List<SyncTrack.Knot> knots = new ArrayList<>();
        for (SyncPoint point : result.points()) {
            if (knots.isEmpty() || point.videoNs() > knots.getLast().videoNs()) {
                knots.add(new SyncTrack.Knot(point.videoNs(), point.offsetNs()));
            }
        }
        return new SyncTrack(knots);
    }

    /** Orientation over a stretch of the video. */
    Motion over(long fromNs, long toNs) {
        long originNs = logNs(fromNs);
        long from = originNs - MARGIN_NS;
        long to = logNs(toNs) + MARGIN_NS;
        return new Motion(originNs, new GyroOrientation(log, originNs, from, to, biasRadS, toCamera));
    }

    /**
     * The log's mean rate over a stretch of the video, about the camera's axes, rad/s.
     *
     * @param rate receives three; NaN where the log has nothing
     */
    void meanRate(long fromNs, long toNs, double[] rate) {
        long from = logNs(fromNs);
        long to = logNs(toNs);
        int first = Math.max(0, log.indexAtOrBefore(from) + 1);
        double[] sum = new double[3];
        int n = 0;
        for (int i = first; i < log.size() && log.timeNs(i) <= to; i++) {
            n += add(sum, i);
        }
        int last = log.indexAtOrBefore(to);
        if (n == 0 && last >= 0 && to - log.timeNs(last) <= log.gapNs() && to <= log.endNs()) {
            // A log that is slower than the frames.
            n += add(sum, last);
        }
        double[] m = toCamera.rowMajor();
        for (int row = 0; row < 3; row++) {
            rate[row] = 0;
            for (int axis = 0; axis < 3; axis++) {
                rate[row] += m[3 * row + axis] * (sum[axis] / n - biasRadS[axis]);
            }
        }
    }

    private int add(double[] sum, int sample) {
        sum[0] += log.x(sample);
        sum[1] += log.y(sample);
        sum[2] += log.z(sample);
        return 1;
    }

    private long logNs(long videoNs) {
        return videoNs - Math.round(track.offsetNsAt(videoNs));
    }

    /** Orientation by the video's times. Thread-safe. */
    final class Motion {
        private final long originNs; // log time
        private final GyroOrientation orientation;

        private Motion(long originNs, GyroOrientation orientation) {
            this.originNs = originNs;
            this.orientation = orientation;
        }

        /**
         * The turn from the camera's axes at a time to those at the stretch's first sample, and the rate.
         *
         * @param videoNs frame's time
         * @param laterS what the point was exposed after it
         * @param shiftNs added to the offset
         * @param pose double[{@link GyroOrientation#POSE}]
         * @return false outside of the log and in its gaps
         */
        boolean at(long videoNs, double laterS, double shiftNs, double[] pose) {
            long exposed = videoNs + Math.round(laterS * 1e9);
            double sinceS = (videoNs - originNs) * 1e-9 + laterS - (track.offsetNsAt(exposed) + shiftNs) * 1e-9;
            return orientation.at(sinceS, pose, 0);
        }
    }
}
