package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.sync.correlate.OffsetSearch;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.telemetry.MotionLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a log says of itself, whatever the picture shows: that it stands still, is no gyro's, or holds several recordings. */
final class UnusualLog {
    /** A recording of several must be this improbable without a relation, all of them counted. */
    private static final double LARGEST_P = 1e-6;

    /** Gravity keeps its length to about this share while a camera is handled. */
    private static final double STEADY = 0.12;

    /** And turns by at least this, root mean square, rad. */
    private static final double LEAST_TURN_RAD = Math.toRadians(3);

    /** And by more than its length varies: noise about a fixed vector does both alike. */
    private static final double TURN_OVER_LENGTH = 2.5;

    private static final int MOST_SAMPLES = 50_000;

    private UnusualLog() {}

    /** Why a log that holds one reading all the time tells nothing, or null. */
    static @Nullable Refusal still(GyroTrack log) {
        float x = log.x(0);
        float y = log.y(0);
        float z = log.z(0);
        for (int i = 1; i < log.size(); i++) {
            if (log.x(i) != x || log.y(i) != y || log.z(i) != z) {
                return null;
            }
        }
        boolean zero = x == 0 && y == 0 && z == 0;
        return Refusal.of(
                        RefusalCode.LOG_HARDLY_TURNS,
                        Verdict.format(
                                zero
                                        ? "the log shows no motion: all of its %d samples are zero; was the gyro switched on, and are"
                                                + " its columns the right ones?"
                                        : "the log shows no motion: all of its %d samples are alike; the gyro hung",
                                log.size()))
                .with("axes", 3);
    }

    /** Why readings cannot be a gyro's, or null: a vector of steady length that turns is gravity. */
    static @Nullable Refusal notAGyro(GyroTrack log) {
        int every = Math.max(1, log.size() / MOST_SAMPLES);
        double sum = 0;
        double squares = 0;
        double[] mean = new double[3];
        int n = 0;
        for (int i = 0; i < log.size(); i += every) {
            double length = Math.sqrt(
                    (double) log.x(i) * log.x(i) + (double) log.y(i) * log.y(i) + (double) log.z(i) * log.z(i));
            if (length > 0) {
                sum += length;
                squares += length * length;
                mean[0] += log.x(i) / length;
                mean[1] += log.y(i) / length;
                mean[2] += log.z(i) / length;
                n++;
            }
        }
        if (n < 100) {
            return null;
        }
        double spread = Math.sqrt(Math.max(0, squares / n - sum / n * sum / n)) / (sum / n);
        double along = Math.sqrt(mean[0] * mean[0] + mean[1] * mean[1] + mean[2] * mean[2]) / n;
        double turn = Math.sqrt(2 * Math.max(0, 1 - along));
        if (spread > STEADY || turn < Math.max(LEAST_TURN_RAD, TURN_OVER_LENGTH * spread)) {
            return null;
        }
        return Refusal.of(
                        RefusalCode.NOT_A_GYRO,
                        Verdict.format(
                                "the log's readings are not a gyro's: their length stays within %.0f%% while they turn by %.0f°,"
                                        + " as gravity does in an accelerometer; are the columns swapped?",
                                100 * spread, Math.toDegrees(turn)))
                .with("length_spread", spread)
                .with("turn_deg", Math.toDegrees(turn));
    }

    /** Of the recordings in a file those that fit what was seen, the best first. */
    static List<MotionLog> fitting(List<MotionLog> recordings, List<TrackedWindow> windows) {
        List<VisualRates> seen = Verdict.rates(windows);
        record Fit(MotionLog log, double evidence) {}
        List<Fit> fits = new ArrayList<>();
        for (MotionLog recording : recordings) {
            CoarseOffset peak = seen.isEmpty() || still(recording.gyro()) != null
                    ? null
                    : new OffsetSearch(recording.gyro(), null).find(seen, OffsetRange.ALL);
            if (peak != null && Verdict.ofPeak(peak) == null && recordings.size() * peak.pValue() <= LARGEST_P) {
                fits.add(new Fit(recording, peak.evidence()));
            }
        }
        fits.sort(Comparator.comparingDouble(f -> -f.evidence()));
        return fits.stream().map(Fit::log).toList();
    }
}
