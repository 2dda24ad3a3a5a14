package dev.syncline.engine.synthetic;

/**
 * How the log's clock stands to the video's: {@code video = log·(1 + driftPpm·1e−6) + offsetS}.
 *
 * @param offsetS video time at which the log's clock reads zero, s
 * @param driftPpm by how much the log's seconds are too short, ppm
 * @param startS log time of the first sample, s
 * @param tailS how long the log goes on after the clip's end, s; negative where it ends before
 */
public record LogClock(double offsetS, double driftPpm, double startS, double tailS) {
    /** A log that begins at its own zero and ends a second after the clip. */
    public static LogClock of(double offsetS) {
        return new LogClock(offsetS, 0, 0, 1);
    }

    /** The same clock going wrong by this many ppm. */
    public LogClock drifting(double ppm) {
        return new LogClock(offsetS, ppm, startS, tailS);
    }

    private double stretch() {
        return 1 + driftPpm * 1e-6;
    }

    /** The video time of a log time, s. */
    public double videoS(double logS) {
        return logS * stretch() + offsetS;
    }

    /** The log time of a video time, s. */
    public double logS(double videoS) {
        return (videoS - offsetS) / stretch();
    }

    /** The offset {@code t_video − t_log} at a video time, s. */
    public double offsetAtS(double videoS) {
        // The same as videoS − logS(videoS), without the cancellation.
        return (offsetS + videoS * driftPpm * 1e-6) / stretch();
    }
}
