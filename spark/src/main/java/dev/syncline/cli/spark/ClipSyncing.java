package dev.syncline.cli.spark;

import dev.syncline.cli.archive.ClipRow;
import dev.syncline.cli.archive.ClipWork;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.Function2;
import scala.collection.Iterator;

/** A task: one clip. What is wrong with the clip is in its row; what is wrong with the machine fails the task. */
final class ClipSyncing implements Function2<TaskContext, Iterator<ClipTask>, ClipSyncing.Answer>, Serializable {
    private static final long serialVersionUID = 1L;

    private final Broadcast<TaskPlan> plan;

    ClipSyncing(Broadcast<TaskPlan> plan) {
        this.plan = plan;
    }

    /**
     * @param row null where the options are wrong
     * @param wrongOptions why no clip can be synced with them; null where they are right
     */
    record Answer(@Nullable ClipRow row, @Nullable String wrongOptions) implements Serializable {}

    @Override
    public Answer apply(TaskContext context, Iterator<ClipTask> clips) {
        try {
            return sync(plan.value(), clips.next());
        } catch (IOException e) {
            throw new TaskFailure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TaskFailure(e);
        }
    }

    /** Spark tries the task again, elsewhere if it can. */
    private static final class TaskFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TaskFailure(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }

    private static Answer sync(TaskPlan plan, ClipTask task) throws IOException, InterruptedException {
        WarmWorkers.Warm warm = WarmWorkers.here().take(plan);
        boolean whole = false;
        try {
            ClipRow row = warm.work().sync(task.clip(), task.fingerprint());
            publish(warm.folder(), Path.of(plan.out()), task.name());
            whole = true;
            return new Answer(row, null);
        } catch (ClipWork.WrongOptionsException e) {
            return new Answer(null, String.valueOf(e.getMessage()));
        } finally {
            if (whole) {
                WarmWorkers.here().giveBack(plan, warm);
            } else {
                WarmWorkers.here().drop(warm);
            }
        }
    }

    /**
     * Moves a clip's files to their place, each whole under its name at once, and takes away those of an earlier state. Two
     * attempts at a clip may do so one after the other: they have the same to say.
     */
    private static void publish(Path from, Path to, String clip) throws IOException {
        for (String name : List.of(
                "results/" + clip + ".json",
                "results/" + clip + ".gyroflow",
                "results/" + clip + ".html",
                "logs/" + clip + ".txt")) {
            Path made = from.resolve(name);
            Path place = to.resolve(name);
            if (Files.isRegularFile(made)) {
                Path folder = Files.createDirectories(place.getParent());
                Path part = folder.resolve("." + UUID.randomUUID() + ".part");
                try {
                    Files.copy(made, part);
                    Files.move(part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                } finally {
                    Files.deleteIfExists(part);
                }
                Files.delete(made);
            } else {
                Files.deleteIfExists(place);
            }
        }
    }
}
