package dev.syncline.engine.telemetry;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the samples of a log show that a gyro's do not: axes that stand still or are alike, rates and times in a wrong unit. */
public final class LogDoubts {
    /** No motion sensor of cameras, phones and drones has a range beyond 4000 degrees per second; a little more for its scale. */
    private static final double LARGEST_RAD_S = Math.toRadians(4200);

    private static final double LOWEST_RATE_HZ = 2;
    private static final double HIGHEST_RATE_HZ = 50_000;

    /** Fewer samples show nothing. */
    private static final int FEWEST = 50;

    /** A sensor has started after so long, ns. */
    private static final long LONGEST_JUNK_NS = 250_000_000;

    private LogDoubts() {}

    /**
     * The doubts about a log; none about most.
     *
     * @param summary of the same log
     */
    public static List<Warning> of(MotionLog log, LogSummary summary) {
        GyroTrack gyro = log.gyro();
        List<Warning> doubts = new ArrayList<>();
        if (summary.largestRadS() > LARGEST_RAD_S) {
            add(
                    doubts,
                    "its rates reach %.0f °/s, more than motion sensors measure: is their unit right?",
                    Math.toDegrees(summary.largestRadS()));
        }
        if (summary.rateHz() < LOWEST_RATE_HZ) {
            add(
                    doubts,
                    "%.3g samples a second are no motion sensor's rate: is it a time lapse, or is the unit of its times right?",
                    summary.rateHz());
        } else if (summary.rateHz() > HIGHEST_RATE_HZ) {
            add(
                    doubts,
                    "%.3g samples a second are no motion sensor's rate: is the unit of its times right?",
                    summary.rateHz());
        }
        if (gyro.size() >= FEWEST) {
            ofAxes(gyro, doubts);
            ofEdge(gyro, EdgeJunk.Edge.START, "beginning", doubts);
            ofEdge(gyro, EdgeJunk.Edge.END, "end", doubts);
        }
        return doubts;
    }

    /** What is too long to be left out without being asked. */
    private static void ofEdge(GyroTrack gyro, EdgeJunk.Edge edge, String words, List<Warning> doubts) {
        int most = (int) Math.min(gyro.size() / 4, Math.max(1, LONGEST_JUNK_NS / gyro.periodNs()));
        EdgeJunk.Found junk = EdgeJunk.at(gyro, edge, most);
        if (junk.samples() > 0) {
            add(
                    doubts,
                    "%d samples at its %s lie off by up to %.1f rad/s and leap back, as no motion does: are they the"
                            + " sensor's?",
                    junk.samples(),
                    words,
                    junk.leapRadS());
        }
    }

    private static void ofAxes(GyroTrack gyro, List<Warning> doubts) {
        boolean[] still = {true, true, true};
        boolean[] alike = {true, true, true};
        for (int i = 0; i < gyro.size(); i++) {
            still[0] &= gyro.x(i) == gyro.x(0);
            still[1] &= gyro.y(i) == gyro.y(0);
            still[2] &= gyro.z(i) == gyro.z(0);
            alike[0] &= gyro.x(i) == gyro.y(i);
            alike[1] &= gyro.y(i) == gyro.z(i);
            alike[2] &= gyro.z(i) == gyro.x(i);
        }
        if (still[0] && still[1] && still[2]) {
            add(doubts, "all of its samples are alike: was the gyro switched on, and are its columns the right ones?");
            return;
        }
        for (int axis = 0; axis < 3; axis++) {
            char name = "xyz".charAt(axis);
            int next = (axis + 1) % 3;
            if (still[axis]) {
                add(doubts, "its axis %c holds one reading all along", name);
            } else if (alike[axis]) {
                add(doubts, "its axes %c and %c are alike all along", name, "xyz".charAt(next));
            }
        }
    }

    private static void add(List<Warning> doubts, String format, Object... values) {
        doubts.add(new Warning(WarningCode.LOG_DOUBTFUL, String.format(Locale.ROOT, format, values)));
    }
}
