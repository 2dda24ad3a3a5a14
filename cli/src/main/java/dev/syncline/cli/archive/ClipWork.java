package dev.syncline.cli.archive;

import dev.syncline.engine.api.Syncline;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResultJson;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Has one clip after the other synced by a worker process, which is replaced where it dies. One thread uses it. */
public final class ClipWork implements AutoCloseable {
    /** A worker that dies may have been killed for another's sake: its clip gets another chance. */
    private static final int MOST_ATTEMPTS = 2;

    private final ArchivePlan plan;
    private final int threadsEach;
    private final Path workerLog;
    private final List<String> workerCommand;
    private @Nullable WorkerProcess worker;

    /** @param number tells the log files of workers apart */
    ClipWork(ArchivePlan plan, int number) {
        this(plan, number, WorkerProcess.ownCommand(plan.javaOptions()));
    }

    /**
     * With workers that another command starts.
     *
     * @param workerCommand program and arguments
     */
    public ClipWork(ArchivePlan plan, int number, List<String> workerCommand) {
        this.plan = plan;
        this.workerCommand = List.copyOf(workerCommand);
        this.threadsEach = Math.max(1, Runtime.getRuntime().availableProcessors() / plan.jobs());
        this.workerLog = plan.out().resolve("logs").resolve("worker-" + number + ".txt");
    }

    /** The options were wrong: the next clip would end in the same way. */
    public static final class WrongOptionsException extends IOException {
        private static final long serialVersionUID = 1L;

        public WrongOptionsException(String message) {
            super(message);
        }
    }

    /**
     * Syncs a clip and writes its files.
     *
     * @return its row; whatever is wrong with the clip is in it
     * @throws WrongOptionsException when no clip can be synced so
     * @throws IOException when the results cannot be written or no worker can be started
     */
    public ClipRow sync(ArchiveClip clip, String fingerprint) throws IOException, InterruptedException {
        ClipFiles files = ClipFiles.of(plan.out(), clip);
        files.clear();
        long startNs = System.nanoTime();
        String problem = "";
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            try {
                JsonNode answer = worker().sync(clip.name(), args(clip, files), plan.clipTime());
                return answered(clip, fingerprint, files, answer, attempt);
            } catch (WorkerProcess.TooLongException e) {
                lose();
                return failed(clip, fingerprint, files, String.valueOf(e.getMessage()), attempt, startNs);
            } catch (WorkerProcess.DiedException e) {
                keepLog(files);
                lose();
                problem = String.valueOf(e.getMessage());
            }
        }
        return failed(clip, fingerprint, files, problem + ", " + MOST_ATTEMPTS + " times", MOST_ATTEMPTS, startNs);
    }

    private WorkerProcess worker() throws IOException {
        WorkerProcess running = worker;
        if (running == null) {
            Files.createDirectories(workerLog.getParent());
            running = WorkerProcess.start(workerCommand, workerLog);
            worker = running;
        }
        return running;
    }

    private void lose() {
        WorkerProcess running = worker;
        if (running != null) {
            running.kill();
            worker = null;
        }
    }

    private void keepLog(ClipFiles files) throws IOException {
        if (Files.isRegularFile(workerLog)) {
            Path kept = files.path(files.log());
            Files.createDirectories(kept.getParent());
            Files.copy(workerLog, kept, StandardCopyOption.REPLACE_EXISTING);
            WorkerProcess died = worker;
            if (died != null) {
                Files.writeString(kept, died.stray(), StandardOpenOption.APPEND);
            }
        }
    }

    private List<String> args(ArchiveClip clip, ClipFiles files) {
        List<String> args = new ArrayList<>(plan.syncArgs());
        args.add("--threads=" + threadsEach);
        args.add("--json=" + files.path(files.result()));
        args.add("--gyroflow=" + files.path(files.project()));
        if (plan.reports()) {
            args.add("--report=" + files.path(files.report()));
        }
        if (clip.log() != null) {
            args.add("--gyro=" + clip.log());
        }
        clip.others().forEach(log -> args.add("--gyro-else=" + log));
        args.add("--");
        args.add(clip.video().toString());
        return args;
    }

    private ClipRow answered(ArchiveClip clip, String fingerprint, ClipFiles files, JsonNode answer, int attempt)
            throws IOException {
        String status = answer.path("status").asString("");
        String reason = answer.path("reason").asString(null);
        if (status.equals("wrong_usage")) {
            throw new WrongOptionsException(String.valueOf(reason));
        }
        double wallS = answer.path("wall_s").asDouble(0);
        Double cpuS = answer.has("cpu_s") ? answer.path("cpu_s").asDouble(0) : null;
        JsonNode json = answer.get("result");
        boolean known = (status.equals("synced") || status.equals("refused")) && json != null;
        SyncResult result =
                known ? SyncResultJson.read(clip.name(), json.toString().getBytes(StandardCharsets.UTF_8)) : null;
        return row(
                clip,
                fingerprint,
                known ? status : "failed",
                result == null ? null : answer.path("reason_code").asString(null),
                reason,
                result,
                files,
                attempt,
                wallS,
                cpuS);
    }

    private ClipRow failed(
            ArchiveClip clip, String fingerprint, ClipFiles files, String reason, int attempts, long startNs) {
        double wallS = Math.round((System.nanoTime() - startNs) * 1e-6) / 1000.0;
        return row(clip, fingerprint, "failed", null, reason, null, files, attempts, wallS, null);
    }

    private static ClipRow row(
            ArchiveClip clip,
            String fingerprint,
            String status,
            @Nullable String reasonCode,
            @Nullable String reason,
            @Nullable SyncResult result,
            ClipFiles files,
            int attempts,
            double wallS,
            @Nullable Double cpuS) {
        List<SyncPoint> good = result == null
                ? List.of()
                : result.points().stream()
                        .filter(point -> point.quality() == Quality.GOOD)
                        .toList();
        SyncResult synced = result != null && result.status() == SyncResult.Status.SYNCED ? result : null;
        return new ClipRow(
                clip.name(),
                clip.video().toAbsolutePath().normalize().toString(),
                fingerprint,
                status,
                reasonCode,
                reason,
                result == null ? null : result.inputs().log(),
                result == null ? null : result.inputs().durationNs() * 1e-9,
                result == null ? null : finite(result.inputs().fps()),
                result == null ? null : result.points().size(),
                result == null ? null : good.size(),
                synced == null
                        ? null
                        : finite(synced.timeline()
                                        .track()
                                        .offsetNsAt(synced.inputs().durationNs() / 2)
                                * 1e-6),
                good.stream()
                        .map(point -> point.sigmaNs() * 1e-6)
                        .min(Double::compare)
                        .orElse(null),
                synced == null ? null : finite(synced.timeline().driftPpm()),
                synced == null ? null : finite(synced.timeline().driftSigmaPpm()),
                synced == null ? null : finite(synced.estimates().readoutMs()),
                result == null ? null : result.mounting().found(),
                result == null ? null : result.inputs().lens(),
                result == null
                        ? ""
                        : result.warnings().stream()
                                .map(Warning::code)
                                .map(Enum::name)
                                .distinct()
                                .collect(Collectors.joining(" ")),
                files.present(files.result()),
                files.present(files.project()),
                files.present(files.report()),
                files.present(files.log()),
                attempts,
                wallS,
                cpuS,
                Syncline.version(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    @Override
    public void close() {
        WorkerProcess running = worker;
        if (running != null) {
            running.close();
            worker = null;
        }
    }

    /** Ends the worker at once, from any thread. */
    public void kill() {
        WorkerProcess running = worker;
        if (running != null) {
            running.kill();
        }
    }
}
