package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.motion.BoxAveragedRates;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.VisualRates;
import java.util.List;

/**
 * How much picture and log turn: root mean square of the rate about its mean over a stretch as long as a window.
 *
 * @param pictureRadS of the liveliest window, rad/s
 * @param quietestRadS of the log's quietest stretch, rad/s; NaN where the log is shorter than a window
 * @param liveliestRadS of its liveliest, rad/s
 */
record Turning(double pictureRadS, double quietestRadS, double liveliestRadS) {
    /** Stretches of a log that are looked at; of a longer log as many, spread evenly. */
    private static final int MOST_STRETCHES = 4000;

    /** A stretch must be known to this share. */
    private static final double LEAST_KNOWN = 0.8;

    static Turning of(List<VisualRates> seen, GyroTrack log) {
        double picture = 0;
        int frames = 0;
        double frameNs = 0;
        for (VisualRates w : seen) {
            picture = Math.max(picture, changeRadS(w));
            frames = Math.max(frames, w.size());
            frameNs = w.stepNs();
        }
        double quietest = Double.NaN;
        double liveliest = Double.NaN;
        if (frames > 0) {
            BoxAveragedRates boxes = BoxAveragedRates.of(log);
            float[][] rates = new float[3][frames];
            float[] known = new float[frames];
            double length = frames * frameNs;
            double room = log.endNs() - log.startNs() - length - frameNs;
            double step = Math.max(length / 2, room / MOST_STRETCHES);
            for (double at = 0; at <= room; at += step) {
                double firstNs = log.startNs() + frameNs + at;
                boxes.fill(firstNs, frameNs, frameNs, frames, rates, known);
                VisualRates stretch = new VisualRates(firstNs, frameNs, rates, known);
                if (stretch.weightSum() > LEAST_KNOWN * frames) {
                    double change = changeRadS(stretch);
                    quietest = Double.isNaN(quietest) ? change : Math.min(quietest, change);
                    liveliest = Double.isNaN(liveliest) ? change : Math.max(liveliest, change);
                }
            }
        }
        return new Turning(picture, quietest, liveliest);
    }

    /** Root mean square of the rate about its mean, rad/s. */
    static double changeRadS(VisualRates w) {
        double n = w.weightSum();
        double sum = 0;
        for (int a = 0; a < 3 && n > 0; a++) {
            double s = 0;
            double s2 = 0;
            for (int i = 0; i < w.size(); i++) {
                s += w.weight()[i] * w.rates()[a][i];
                s2 += w.weight()[i] * w.rates()[a][i] * w.rates()[a][i];
            }
            sum += Math.max(0, s2 / n - s * s / (n * n));
        }
        return Math.sqrt(sum);
    }
}
