package dev.syncline.cli.inspect;

import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.telemetry.LogDoubts;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.LogSummary;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.video.VideoInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a file.
 *
 * @param video what its container says of the picture; null for a log without one
 */
record Inspected(
        Path file,
        MotionLog log,
        LogFacts facts,
        LogSummary summary,
        @Nullable VideoInfo video) {
    /** Recordings in the file, those that were told by their times among them. */
    int recordings() {
        return Math.max(facts.recordings(), 1 + log.others().size());
    }

    /** What was said when the log was read, and what its samples show. */
    List<Warning> warnings() {
        return Stream.concat(log.warnings().stream(), LogDoubts.of(log, summary).stream())
                .toList();
    }

    /** Why no sync is needed, or that one is. */
    String needsSync() {
        String accurate = facts.timesAreAccurate();
        return accurate == null ? "yes" : "no: " + accurate;
    }
}
