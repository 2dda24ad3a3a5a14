package dev.syncline.cli.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Syncs the clips of an archive by a number of worker processes. A clip's row is on disk before it is reported; a clip
 * that was not finished when the run ended, however it ended, is begun again by the next run.
 */
final class ArchiveRunner {
    /** With less room than this on the disk of the results no clip is begun. */
    static final long LEAST_ROOM_BYTES = 16L << 20;

    private final ArchivePlan plan;
    private final ArchiveTable table;
    private final Consumer<ClipRow> report;
    private final Deque<PendingClip> left = new ArrayDeque<>();
    private final List<ClipWork> works = new ArrayList<>();
    private @Nullable Exception failure;

    /** @param report told of each clip when its row is on disk, from any thread, one at a time */
    ArchiveRunner(ArchivePlan plan, ArchiveTable table, Consumer<ClipRow> report) {
        this.plan = plan;
        this.table = table;
        this.report = report;
    }

    /**
     * Syncs all.
     *
     * @throws IOException when results cannot be written, no worker can be started or the options are wrong: what is
     *     finished is kept
     * @throws InterruptedException when the thread was interrupted: the workers are gone, what is finished is kept
     */
    void run(List<PendingClip> clips) throws IOException, InterruptedException {
        left.addAll(clips);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(plan.jobs(), clips.size()); i++) {
            ClipWork work = new ClipWork(plan, i + 1);
            works.add(work);
            threads.add(Thread.ofPlatform().name("archive-" + (i + 1)).start(() -> work(work)));
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            stop(e);
            works.forEach(ClipWork::kill);
            threads.forEach(Thread::interrupt);
            for (Thread thread : threads) {
                joined(thread);
            }
            throw e;
        }
        Exception problem = problem();
        if (problem instanceof IOException io) {
            throw io;
        }
        if (problem instanceof RuntimeException unexpected) {
            throw unexpected;
        }
    }

    private static void joined(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(ClipWork work) {
        try (work) {
            for (PendingClip next = next(); next != null; next = next()) {
                room();
                ClipRow row = work.sync(next.clip(), next.fingerprint());
                if (row.status().equals("failed")) {
                    // A full disk fails every clip after this one: that is no verdict on them.
                    room();
                }
                keep(row);
            }
        } catch (IOException | RuntimeException e) {
            stop(e);
        } catch (InterruptedException e) {
            stop(e);
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void keep(ClipRow row) throws IOException {
        if (failure instanceof InterruptedException) {
            // The worker was killed from here; that is nothing to keep.
            return;
        }
        table.put(row);
        report.accept(row);
    }

    private void room() throws IOException {
        if (Files.getFileStore(plan.out()).getUsableSpace() < LEAST_ROOM_BYTES) {
            throw new IOException(plan.out() + ": less than " + (LEAST_ROOM_BYTES >> 20)
                    + " MiB are left on this disk; make room and give the same command again, it goes on from here");
        }
    }

    private synchronized @Nullable PendingClip next() {
        return failure == null ? left.poll() : null;
    }

    private synchronized void stop(Exception e) {
        if (failure == null) {
            failure = e;
        }
    }

    private synchronized @Nullable Exception problem() {
        return failure;
    }
}
