package dev.syncline.engine.api;

import dev.syncline.engine.preview.ClipCheck;
import dev.syncline.engine.project.GyroflowProject;
import dev.syncline.engine.project.GyroflowProjectReader;
import dev.syncline.engine.project.GyroflowProjectWriter;
import dev.syncline.engine.project.MotionInside;
import dev.syncline.engine.report.HtmlReport;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResultCsv;
import dev.syncline.engine.result.SyncResultJson;
import dev.syncline.engine.telemetry.MotionLog;
import java.io.IOException;
import java.nio.file.Files;
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

    /**
     * {@return the same outcome, whose project is to hold the motion data itself, so that Gyroflow opens it without the log}
     *
     * @param form how
     */
    default SyncOutcome withMotionInside(MotionInside.Form form) {
        return of(result(), origin().withMotionInside(form));
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
        return report(null);
    }

    /**
     * {@return the result as a page with charts, and what a check of the points saw}
     *
     * @param check null where none was made
     */
    default byte[] report(@Nullable ClipCheck check) {
        return HtmlReport.render(result(), check);
    }

    /**
     * The fitted track as a project that Gyroflow opens, UTF-8.
     *
     * @return null where there is no good point
     * @throws IOException when the lens profile is not a JSON object, or the motion data cannot be put inside
     */
    default byte @Nullable [] gyroflowProject() throws IOException {
        GyroflowProject project = newProject();
        return project == null ? null : GyroflowProjectWriter.write(project, motionInside());
    }

    /**
     * The fitted track in a project that is there already, UTF-8: all that a sync does not find stays as it is in it, but
     * for motion data of another log.
     *
     * @param before the project, a file
     * @return null where there is no good point
     * @throws IOException when the project cannot be read, or the lens profile is not a JSON object
     */
    default byte @Nullable [] gyroflowProject(Path before) throws IOException {
        GyroflowProject project = newProject();
        if (project == null) {
            return null;
        }
        GyroflowProject there = GyroflowProjectReader.read(before);
        boolean same = Files.isSameFile(before, origin().logFile())
                || name(there.gyro().filePath()).equals(name(project.gyro().filePath()));
        return GyroflowProjectWriter.write(project.over(same ? there : there.withoutMotion()), motionInside());
    }

    /** Of a path of either system, or a URL. */
    private static String name(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private @Nullable MotionInside motionInside() throws IOException {
        MotionInside.Form form = origin().motionForm();
        MotionLog log = origin().log();
        if (form == null) {
            return null;
        }
        if (log == null) {
            throw new IOException(
                    origin().logFile() + ": the log is not at hand, so its motion cannot go into a project");
        }
        if (!log.others().isEmpty()) {
            throw new IOException(log.name() + ": holds " + (1 + log.others().size())
                    + " recordings, and a project holds the motion of one: name it with --flight");
        }
        if (form == MotionInside.Form.PLAIN && origin().logFile().equals(origin().videoFile())) {
            throw new IOException(
                    log.name() + ": Gyroflow reads plain motion data only of a log that is a file of its own,"
                            + " and this is inside the video: take the compressed form");
        }
        String letters = result().mounting().found();
        if (letters == null) {
            letters = result().mounting().declared();
        }
        return new MotionInside(
                form,
                log.gyro(),
                log.gyroflowZeroNs(),
                letters == null ? log.orientation().letters() : letters);
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
