package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.geometry.PinholeCamera;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.sync.correlate.CentredSums;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.telemetry.MotionLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Logs and windows of motion by formula, and what a refused sync would have seen of them. */
final class MadeEvidence {
    static final double FRAME_NS = 1e9 / 30;

    private MadeEvidence() {}

    /** A rate about an axis at a time, rad/s. */
    @FunctionalInterface
    interface Rate {
        double at(int axis, double s);
    }

    /** Three tones an axis that do not repeat within a minute. */
    static double lively(int axis, double s) {
        return 0.3 * Math.sin((5.3 + 1.7 * axis) * s + axis)
                + 0.3 * Math.sin((8.9 + 2.3 * axis) * s + 2 * axis)
                + 0.2 * Math.sin((1.9 + 0.7 * axis) * s);
    }

    static GyroTrack gyro(double seconds, double hz, Rate rate) {
        int n = (int) (seconds * hz);
        long[] t = new long[n];
        float[][] r = new float[3][n];
        for (int i = 0; i < n; i++) {
            t[i] = Math.round(i * 1e9 / hz);
            for (int a = 0; a < 3; a++) {
                r[a][i] = (float) rate.at(a, i / hz);
            }
        }
        return new GyroTrack(t, r[0], r[1], r[2]);
    }

    static VisualRates window(double fromS, int frames, Rate rate) {
        float[][] r = new float[3][frames];
        float[] weight = new float[frames];
        for (int i = 0; i < frames; i++) {
            weight[i] = 1;
            for (int a = 0; a < 3; a++) {
                r[a][i] = (float) rate.at(a, fromS + i / 30.0);
            }
        }
        return new VisualRates(fromS * 1e9, FRAME_NS, r, weight);
    }

    private static MotionLog log(GyroTrack gyro, List<MotionLog.TimeSpan> saturated) {
        return new MotionLog("clip.gcsv", "gcsv", gyro, ImuOrientation.BODY, true, null, 0, saturated, List.of());
    }

    private static final LensProfile LENS =
            new LensProfile("lens", new PinholeCamera(320, 180, 240, 240, 160, 90), null, false);

    private static final Refusal OWN = Refusal.of(RefusalCode.NO_PEAK, "nothing stands out");

    static Evidence evidence(GyroTrack gyro, List<MotionLog.TimeSpan> saturated, VisualRates... seen) {
        return new Evidence(
                log(gyro, saturated), LENS, List.of(seen), null, OWN, OffsetRange.ALL, null, StandingPoints.NONE);
    }

    static Evidence evidence(GyroTrack gyro, VisualRates... seen) {
        return evidence(gyro, List.of(), seen);
    }

    /** What a sync saw that found its best offset with a score. */
    static Evidence scored(double score, RefusalCode code, GyroTrack gyro, List<VisualRates> seen) {
        Refusal own = Refusal.of(code, "as the sync saw it");
        return new Evidence(
                log(gyro, List.of()), LENS, seen, peak(score), own, OffsetRange.ALL, null, StandingPoints.NONE);
    }

    /** The same, with a stretch of offsets that was searched and an orientation that was given. */
    static Evidence within(Evidence e, OffsetRange range, @Nullable ImuOrientation held) {
        return new Evidence(e.log(), e.lens(), e.seen(), e.peak(), e.refusal(), range, held, e.points());
    }

    /** The same, with points that stand still. */
    static Evidence seeing(Evidence e, StandingPoints points) {
        return new Evidence(e.log(), e.lens(), e.seen(), e.peak(), e.refusal(), e.range(), e.held(), points);
    }

    private static CoarseOffset peak(double score) {
        Matrix3 turn = Matrix3.IDENTITY;
        CentredSums sums = new CentredSums(turn, 3, 3, 100);
        return new CoarseOffset(0, 0, 0, turn, false, sums, score, 0, 10, 5, 0.5, 1, 1, List.of());
    }

    /** A score that leaves so many times as much unexplained as another does. */
    static double leaving(double times, double score) {
        return Math.sqrt(1 - times * (1 - score * score));
    }
}
