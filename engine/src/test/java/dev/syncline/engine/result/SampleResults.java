package dev.syncline.engine.result;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.sync.track.SyncTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Results as a sync could have found them: sines with noise, seeded. */
public final class SampleResults {
    private static final long SECOND = 1_000_000_000L;
    private static final SyncResult.Engine ENGINE = new SyncResult.Engine("0.1.0", "vector-512", "klt-opencv");

    private SampleResults() {}

    /** A clip of a minute whose log began 12.5 s before it, drifting by 20 ppm; the last point is bad. */
    public static SyncResult synced(String video) {
        Random random = new Random(7);
        List<SyncPoint> points = new ArrayList<>();
        List<WindowView> windows = new ArrayList<>();
        double[] atS = {4.2, 15.7, 27.1, 38.6, 50.3};
        for (int i = 0; i < atS.length; i++) {
            long videoNs = Math.round(atS[i] * 1e9);
            boolean bad = i == atS.length - 1;
            double lineNs = -12.5e9 + 20e-6 * videoNs;
            long offsetNs = Math.round(lineNs + (bad ? 431e6 : 40e3 * random.nextGaussian()));
            Quality quality = bad ? Quality.BAD : i == 2 ? Quality.DOUBTFUL : Quality.GOOD;
            double sigmaNs = bad ? 2.4e6 : i == 2 ? 0.4e6 : 0.06e6 + 0.02e6 * i;
            points.add(new SyncPoint(
                    videoNs,
                    videoNs - offsetNs,
                    offsetNs,
                    sigmaNs,
                    bad ? 0.71 : 0.993 - 0.004 * i,
                    bad ? 0.69 : 0.48 + 0.03 * i,
                    quality,
                    offsetNs - lineNs));
            windows.add(window(atS[i], offsetNs * 1e-6, bad ? 0.71 : 0.99, random));
        }
        return new SyncResult(
                null,
                new SyncInputs(video, "ride-0042.gcsv", "Hero 9 wide 4:3", 60 * SECOND, 29.97, -350_000_000L),
                points,
                new Timeline(
                        new SyncTrack(List.of(
                                new SyncTrack.Knot(0, -12.5e9),
                                new SyncTrack.Knot(60 * SECOND, -12.5e9 + 20e-6 * 60e9))),
                        List.of(),
                        20.0,
                        1.7),
                new Mounting("XYZ", "yXz", 1.3),
                new Estimates(
                        new GyroBias(new double[] {0.0103, -0.0212, 0.0051}, new double[] {0.0004, 0.0003, 0.0011}),
                        new RollingShutter(0.0162, ReadoutDirection.TOP_TO_BOTTOM),
                        Double.NaN,
                        1.002,
                        0.004),
                ENGINE,
                List.of(new Warning(
                        WarningCode.LOG_GAPS,
                        "the log has 2 gaps longer than 20 ms; nothing was interpolated across them")),
                windows);
    }

    /** A clip with too little to go by. */
    public static SyncResult refused() {
        Random random = new Random(11);
        long offsetNs = 3_214_000_000L;
        SyncPoint point = new SyncPoint(
                5 * SECOND, 5 * SECOND - offsetNs, offsetNs, Double.NaN, 0.31, 0.30, Quality.BAD, Double.NaN);
        return new SyncResult(
                new Refusal(
                        RefusalCode.NO_PEAK, "no lag stands out: best score 0.31, next 0.30", Map.of("score", 0.31)),
                new SyncInputs("still.mp4", "still.gcsv", "assumed: focal length 0.8 x width", 10 * SECOND, 30, 0),
                List.of(point),
                Timeline.of(SyncTrack.EMPTY),
                Mounting.declared(null),
                Estimates.known(null, null),
                ENGINE,
                List.of(),
                List.of(window(5, offsetNs * 1e-6, 0.31, random)));
    }

    /** The same with another track. */
    public static SyncResult withTrack(SyncResult r, SyncTrack track) {
        Timeline t = r.timeline();
        return with(r, new Timeline(track, t.jumps(), t.driftPpm(), t.driftSigmaPpm()), r.estimates());
    }

    /** The same with another readout. */
    public static SyncResult withReadout(SyncResult r, RollingShutter shutter, double sigmaMs) {
        Estimates e = r.estimates();
        return with(
                r, r.timeline(), new Estimates(e.gyroBias(), shutter, sigmaMs, e.focalScale(), e.focalScaleSigma()));
    }

    private static SyncResult with(SyncResult r, Timeline timeline, Estimates estimates) {
        return new SyncResult(
                r.refusal(),
                r.inputs(),
                r.points(),
                timeline,
                r.mounting(),
                estimates,
                r.engine(),
                r.warnings(),
                r.windows());
    }

    private static WindowView window(double middleS, double offsetMs, double peak, Random random) {
        int n = 45;
        double[] videoS = new double[n];
        double[][] visual = new double[3][n];
        double[][] log = new double[3][n];
        for (int i = 0; i < n; i++) {
            videoS[i] = middleS + (i - n / 2) / 29.97;
            boolean failed = i == 20 || i == 21;
            for (int axis = 0; axis < 3; axis++) {
                double rate = 0.9 * Math.sin((5 + 2 * axis) * videoS[i] + axis)
                        + 0.4 * Math.sin((11 + 3 * axis) * videoS[i] - middleS);
                log[axis][i] = rate + 0.01 * random.nextGaussian();
                double noise = (peak > 0.9 ? 0.05 : 0.8) * random.nextGaussian();
                visual[axis][i] = failed ? Double.NaN : rate + noise;
            }
        }
        int m = 40_000;
        double[] lags = new double[m];
        float[] score = new float[m];
        for (int i = 0; i < m; i++) {
            lags[i] = -30_000 + 1.0 * i;
            double d = (lags[i] - offsetMs) / 60;
            double wave = 0.26 + 0.2 * Math.sin(lags[i] / 230) * Math.sin(lags[i] / 1700 + 1);
            score[i] = (float) Math.max(wave, peak * Math.exp(-d * d / 2));
        }
        return new WindowView(
                videoS, visual, log, lags, score, offsetMs, peak, offsetMs - 4100, Math.min(0.52, peak - 0.01));
    }
}
