package dev.syncline.cli.spark;

import dev.syncline.cli.archive.ClipWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An executor's workers. They live from task to task, as many as there are tasks at once, and end with the executor: a
 * worker whose executor is killed reads the end of its input and goes.
 */
final class WarmWorkers {
    /** A worker and the folder that it writes into, which no other attempt at the same clip shares. */
    record Warm(ClipWork work, Path folder) {}

    private static final WarmWorkers HERE = new WarmWorkers();

    private final Map<String, Deque<Warm>> idle = new HashMap<>();
    private final List<Warm> all = new ArrayList<>();

    private WarmWorkers() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    /** Those of this process. */
    static WarmWorkers here() {
        return HERE;
    }

    synchronized Warm take(TaskPlan plan) throws IOException {
        Warm warm = idle.computeIfAbsent(plan.run(), run -> new ArrayDeque<>()).poll();
        if (warm == null) {
            Path folder = Files.createTempDirectory("syncline-");
            warm = new Warm(new ClipWork(plan.in(folder), 1, plan.workerCommand()), folder);
            all.add(warm);
        }
        return warm;
    }

    synchronized void giveBack(TaskPlan plan, Warm warm) {
        idle.computeIfAbsent(plan.run(), run -> new ArrayDeque<>()).push(warm);
    }

    /** Ends a worker whose task was stopped. */
    void drop(Warm warm) {
        synchronized (this) {
            all.remove(warm);
        }
        warm.work().kill();
        delete(warm.folder());
    }

    private void end() {
        List<Warm> left;
        synchronized (this) {
            left = List.copyOf(all);
        }
        for (Warm warm : left) {
            warm.work().kill();
            delete(warm.folder());
        }
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path each, java.io.IOException e) throws IOException {
                    Files.deleteIfExists(each);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // A worker that is being killed may still write there: the system's own cleaning takes it.
            System.getLogger(WarmWorkers.class.getName())
                    .log(System.Logger.Level.DEBUG, "left behind: " + folder, new UncheckedIOException(e));
        }
    }
}
