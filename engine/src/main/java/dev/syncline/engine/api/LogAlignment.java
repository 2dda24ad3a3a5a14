package dev.syncline.engine.api;

import dev.syncline.engine.sync.align.AlignOutcome;
import dev.syncline.engine.sync.align.LogAligner;
import dev.syncline.engine.sync.correlate.OffsetRange;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Two motion logs of one body on one timeline. The offset is the first log's time minus the second's. */
public final class LogAlignment {
    private LogAlignment() {}

    /**
     * Which offsets to search.
     *
     * @param middle first minus second; null, with {@code reach}, for all
     * @param reach how far to either side
     */
    public record Search(
            @Nullable Duration middle, @Nullable Duration reach) {
        /** All offsets at which the logs meet. */
        public static final Search ALL = new Search(null, null);

        private OffsetRange range() {
            return middle == null || reach == null
                    ? OffsetRange.ALL
                    : OffsetRange.about(middle.toNanos(), reach.toNanos());
        }
    }

    /**
     * Reads a motion log, or what lies inside a video.
     *
     * @param syncline knows how videos are opened
     * @param file the log
     * @param options how it is to be read
     * @return the log; of several recordings in one file the longest
     * @throws IOException when it cannot be read, or is not what it should be: one line
     */
    public static MotionLog read(Syncline syncline, Path file, ReadOptions options) throws IOException {
        return TelemetryReaders.describe(
                        file, syncline.videoProviders().getFirst().dataTracks(), options)
                .log();
    }

    /**
     * {@return how two logs lie on one timeline, or why that cannot be told}
     *
     * @param first a log
     * @param second another, whose sensor was on the same body
     * @param search offsets to search
     */
    public static AlignOutcome of(MotionLog first, MotionLog second, Search search) {
        return LogAligner.align(first.gyro(), second.gyro(), search.range());
    }
}
