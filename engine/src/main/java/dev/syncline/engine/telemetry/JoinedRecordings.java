package dev.syncline.engine.telemetry;

import dev.syncline.engine.sync.outcome.WarningCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Several recordings in one file, as joined files have them: the longest, with the others beside it. */
public final class JoinedRecordings {
    private JoinedRecordings() {}

    /**
     * One log of the recordings of a file. Each says, as a warning, which of them it is.
     *
     * @param recordings in the order of the file, at least one
     */
    public static MotionLog of(List<MotionLog> recordings) {
        if (recordings.size() == 1) {
            return recordings.getFirst();
        }
        List<Integer> longestFirst = new ArrayList<>();
        for (int i = 0; i < recordings.size(); i++) {
            longestFirst.add(i);
        }
        longestFirst.sort(Comparator.comparingDouble(i -> -lengthS(recordings.get(i))));
        List<MotionLog> named = new ArrayList<>();
        for (int number : longestFirst) {
            MotionLog recording = recordings.get(number);
            named.add(recording.with(
                    recording.gyro(),
                    WarningCode.LOG_RECORDINGS,
                    String.format(
                            Locale.ROOT,
                            "the log holds %d recordings: number %d, %.1f s long from log time %.3f s on, was taken, %s",
                            recordings.size(),
                            number + 1,
                            lengthS(recording),
                            recording.gyro().startNs() * 1e-9,
                            named.isEmpty() ? "the longest" : "which fits")));
        }
        return named.getFirst().beside(named.subList(1, named.size()));
    }

    private static double lengthS(MotionLog log) {
        return ((double) log.gyro().endNs() - log.gyro().startNs()) * 1e-9;
    }
}
