package dev.syncline.cli.sync;

import dev.syncline.engine.api.Clip;
import dev.syncline.engine.api.ClipInput;
import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.api.Syncline;
import dev.syncline.engine.preview.ClipCheck;
import dev.syncline.engine.preview.PointCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that puts a check's numbers into the report of a sync. */
final class CheckOption {
    private static final Duration WINDOW = Duration.ofMillis(1500);

    @Option(
            names = "--check",
            description = "with --report: look whether the picture is still at each point, as syncline check does")
    boolean asked;

    /**
     * What the check sees, and warns where that is no still picture.
     *
     * @return null where none was asked for, or there is no point
     * @throws IOException when the video cannot be decoded
     * @throws InterruptedException when the thread was interrupted
     */
    @Nullable
    ClipCheck of(SyncOutcome outcome, SyncJob job, PrintWriter err) throws IOException, InterruptedException {
        if (!asked || outcome.result().points().isEmpty()) {
            return null;
        }
        // The log that was taken may be another than the one that was named first.
        ClipInput input = job.input().log(outcome.origin().logFile());
        try (Syncline syncline = Syncline.create(job.threads());
                Clip clip = syncline.open(input)) {
            ClipCheck check = clip.check(outcome.result(), WINDOW);
            if (!check.isWell()) {
                long still = check.points().stream()
                        .filter(c -> c.verdict() == PointCheck.Verdict.STILL)
                        .count();
                err.println("syncline: warning: the stabilised picture is still at only " + still + " of "
                        + check.points().size() + " points: see the report");
                err.flush();
            }
            return check;
        }
    }
}
