package dev.syncline.engine.api;

import dev.syncline.engine.project.GyroflowProject;
import dev.syncline.engine.project.GyroflowProjectReader;
import dev.syncline.engine.project.GyroflowProjectWriter;
import dev.syncline.engine.report.HtmlReport;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResultCsv;
import dev.syncline.engine.result.SyncResultJson;
import java.io.IOException;
import java.nio.file.Path;
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
        GyroflowProject project = newProject();
        return project == null ? null : GyroflowProjectWriter.write(project);
    }

    /**
     * The fitted track in a project that is there already, UTF-8: all that a sync does not find stays as it is in it.
     *
     * @param before the project, a file
     * @return null where there is no good point
     * @throws IOException when the project cannot be read, or the lens profile is not a JSON object
     */
    default byte @Nullable [] gyroflowProject(Path before) throws IOException {
        GyroflowProject project = newProject();
        return project == null ? null : GyroflowProjectWriter.write(project.over(GyroflowProjectReader.read(before)));
    }

    private @Nullable GyroflowProject newProject() {
        ClipOrigin origin = origin();
        return GyroflowProject.of(
                result(),
                origin.info(),
                origin.videoFile().toAbsolutePath().normalize().toString(),
                origin.logFile().toAbsolutePath().normalize().toString(),
                origin.lensProfileJson(),
                origin.interval());
    }
}
