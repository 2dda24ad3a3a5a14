package dev.syncline.cli.sync;

import dev.syncline.cli.console.ErrorLine;
import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.files.OutputGuard;
import dev.syncline.engine.api.Refused;
import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.api.Synced;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.TrackBand;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.track.Quality;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Several clips synced in one process, each with its own files. A clip that cannot be synced is said so and does not stop
 * the others.
 */
final class ManyClips {
    private final @Nullable Path folder;
    private final PrintWriter out;
    private final PrintWriter err;
    private int synced;
    private int refused;
    private int failed;

    /** @param folder for the files; null to put them beside each clip */
    ManyClips(@Nullable Path folder, PrintWriter out, PrintWriter err) {
        this.folder = folder;
        this.out = out;
        this.err = err;
    }

    /** Syncs one clip. */
    interface Sync {
        SyncOutcome of(Path video) throws IOException, InterruptedException;
    }

    /** What a clip's files must not go over. */
    interface Guard {
        OutputGuard of(Path video) throws IOException;
    }

    /**
     * Syncs all.
     *
     * @param atOnce clips at once
     * @return 1 where any failed, else 3 where any was refused, else 0
     * @throws IOException when two clips would write the same files, or the folder cannot be made: before any is begun
     * @throws InterruptedException when the thread was interrupted; files that were written are whole
     */
    int run(List<Path> videos, int atOnce, Guard guard, Sync sync) throws IOException, InterruptedException {
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Map<Path, Path> taken = new HashMap<>();
        for (Path video : videos) {
            Path other = taken.putIfAbsent(base(video).toAbsolutePath().normalize(), video);
            if (other != null) {
                throw new IOException(other + " and " + video + " would both be written to " + base(video)
                        + ".sync.json: name a clip once, and clips of one name without --out");
            }
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            for (Path video : videos) {
                threads.execute(() -> one(video, guard, sync));
            }
            threads.shutdown();
            try {
                threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
        }
        out.println(String.format(
                Locale.ROOT,
                "%d clips: %d synced, %d refused, %d failed",
                synced + refused + failed,
                synced,
                refused,
                failed));
        return failed > 0 ? ExitCode.FAILED : refused > 0 ? ExitCode.REFUSED : ExitCode.DONE;
    }

    private Path base(Path video) {
        Path name = video.getFileName();
        String file = String.valueOf(name == null ? video : name);
        return folder == null ? video.resolveSibling(file) : folder.resolve(file);
    }

    private void one(Path video, Guard guard, Sync sync) {
        StringWriter said = new StringWriter();
        PrintWriter lines = new PrintWriter(said, true);
        try {
            Path base = base(video);
            ResultFiles files = new ResultFiles(
                    Path.of(base + ".sync.json"), null, Path.of(base + ".sync.gyroflow"), null, guard.of(video));
            SyncOutcome outcome = sync.of(video);
            for (Warning warning : outcome.result().warnings()) {
                lines.println("syncline: warning: " + video + ": " + warning.text());
            }
            files.write(outcome, new PrintWriter(Writer.nullWriter()), lines);
            done(line(video, outcome), said, outcome);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | Error e) {
            if (new ErrorLine(() -> false).report(e, lines) != ExitCode.INTERRUPTED) {
                done("failed   " + video, said, null);
            }
        }
    }

    private synchronized void done(String line, StringWriter said, @Nullable SyncOutcome outcome) {
        synced += outcome instanceof Synced ? 1 : 0;
        refused += outcome instanceof Refused ? 1 : 0;
        failed += outcome == null ? 1 : 0;
        err.print(said);
        err.flush();
        out.println(line);
        out.flush();
    }

    private static String line(Path video, SyncOutcome outcome) {
        if (outcome instanceof Refused no) {
            return "refused  " + video + ": " + no.reason();
        }
        SyncResult result = outcome.result();
        long middleNs = result.inputs().durationNs() / 2;
        long good = result.points().stream()
                .filter(p -> p.quality() == Quality.GOOD)
                .count();
        return String.format(
                Locale.ROOT,
                "synced   %s: %.3f ms ± %.3f in the middle, %d good of %d points",
                video,
                result.timeline().track().offsetNsAt(middleNs) * 1e-6,
                TrackBand.sigmaNsAt(result, middleNs) * 1e-6,
                good,
                result.points().size());
    }
}
