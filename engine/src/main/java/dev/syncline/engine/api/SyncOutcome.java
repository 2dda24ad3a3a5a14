package dev.syncline.engine.api;

import dev.syncline.engine.project.GyroflowProject;
import dev.syncline.engine.project.GyroflowProjectWriter;
import dev.syncline.engine.report.HtmlReport;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResultCsv;
import dev.syncline.engine.result.SyncResultJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What came of a sync: an answer, or a refusal with its reason. */
public sealed interface SyncOutcome permits Synced, Refused {
    /**
     * {@return the outcome of a result, such as one that was read from a file}
     *
     * @param result everything that was found, with or without a refusal
     * @param origin the files that it came from
     */
    static SyncOutcome of(SyncResult result, ClipOrigin origin) {
        return result.status() == SyncResult.Status.SYNCED ? new Synced(result, origin) : new Refused(result, origin);
    }

    /**
     * {@return the same outcome, whose project is to hold true offsets: without the half log sample that suits
     * Gyroflow}
     */
    default SyncOutcome withTrueOffsets() {
        return of(result(), origin().withTrueOffsets());
    }

    /** {@return everything that was found, and what each window saw} */
    SyncResult result();

    /** {@return the files that it came from} */
    ClipOrigin origin();

    /** {@return the result as JSON, UTF-8: the contract of {@code --json}} */
    default byte[] json() {
        return SyncResultJson.write(result());
    }

    /** {@return the points as a table, UTF-8} */
    default byte[] csv() {
        return SyncResultCsv.write(result());
    }

    /** {@return the result as a page with charts, HTML, UTF-8} */
    default byte[] report() {
        return HtmlReport.render(result());
    }

    /**
     * The fitted track as a project that Gyroflow opens, UTF-8.
     *
     * @return null where there is no good point
     * @throws IOException when the lens profile is not a JSON object
     */
    default byte @Nullable [] gyroflowProject() throws IOException {
        ClipOrigin origin = origin();
        GyroflowProject project = GyroflowProject.of(
                result(),
                origin.info(),
                origin.videoFile().toAbsolutePath().normalize().toString(),
                origin.logFile().toAbsolutePath().normalize().toString(),
                origin.lensProfileJson(),
                origin.interval());
        return project == null ? null : GyroflowProjectWriter.write(project);
    }
}
