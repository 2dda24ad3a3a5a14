package dev.syncline.cli.spark;

import dev.syncline.cli.archive.ArchivePlan;
import dev.syncline.cli.sync.LensOptions;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * How every clip of a run is synced, broadcast once to each executor.
 *
 * @param run tells runs apart
 * @param out the archive's folder, on a file system that all machines share
 * @param syncArgs options of {@code syncline sync} without those that name the files below
 * @param files the lens profile and the lens database, where each is one file: executors need not see them
 * @param cores of a task
 * @param javaOptions for the workers
 * @param launcher path of {@code syncline} on every machine
 */
record TaskPlan(
        String run,
        String out,
        ArrayList<String> syncArgs,
        ArrayList<Travelling> files,
        int cores,
        Duration clipTime,
        ArrayList<String> javaOptions,
        boolean reports,
        String launcher)
        implements Serializable {
    private static final String LENS = "--lens=";
    private static final String DATABASE = "--lens-dir";

    /** Larger lens databases must lie where all machines see them: every executor would hold its bytes. */
    private static final long LARGEST_FILE_BYTES = 256L << 20;

    /**
     * A file that an option names.
     *
     * @param option with its equals sign
     * @param name the file's name, which results tell
     */
    record Travelling(String option, String name, byte[] bytes) implements Serializable {
        static Travelling of(String option, Path file) throws IOException {
            return new Travelling(option, String.valueOf(file.getFileName()), Files.readAllBytes(file));
        }
    }

    static TaskPlan of(ArchivePlan plan, String run, int cores, String launcher) throws IOException {
        ArrayList<String> args = new ArrayList<>();
        ArrayList<Travelling> files = new ArrayList<>();
        boolean isAuto = plan.syncArgs().stream().noneMatch(word -> word.equals("--lens") || word.startsWith(LENS));
        String database = isAuto ? System.getenv(LensOptions.VARIABLE) : null;
        for (Iterator<String> words = plan.syncArgs().iterator(); words.hasNext(); ) {
            String word = words.next();
            if (word.startsWith(LENS)) {
                files.add(Travelling.of(LENS, Path.of(word.substring(LENS.length()))));
            } else if (word.equals(DATABASE) && words.hasNext()) {
                database = words.next();
            } else if (word.startsWith(DATABASE + "=")) {
                database = word.substring(DATABASE.length() + 1);
            } else {
                args.add(word);
            }
        }
        if (database != null && !database.isBlank()) {
            Path path = Path.of(database);
            if (Files.isRegularFile(path) && Files.size(path) <= LARGEST_FILE_BYTES) {
                files.add(Travelling.of(DATABASE + "=", path));
            } else {
                args.add(DATABASE + "=" + path.toAbsolutePath());
            }
        }
        return new TaskPlan(
                run,
                plan.out().toAbsolutePath().normalize().toString(),
                args,
                files,
                cores,
                plan.clipTime(),
                new ArrayList<>(plan.javaOptions()),
                plan.reports(),
                launcher);
    }

    /** The same for one worker of an executor, which writes into a folder of its own. */
    ArchivePlan in(Path folder) throws IOException {
        List<String> args = new ArrayList<>(syncArgs);
        for (Travelling each : files) {
            Path file = Files.createDirectories(folder.resolve("lens")).resolve(each.name());
            Files.write(file, each.bytes());
            args.add(each.option() + file);
        }
        int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / cores);
        return new ArchivePlan(folder, args, atOnce, clipTime, javaOptions, reports);
    }

    /** What starts a worker. */
    List<String> workerCommand() {
        List<String> command = new ArrayList<>();
        if (!javaOptions.isEmpty()) {
            command.addAll(List.of("/usr/bin/env", "SYNCLINE_JAVA_OPTS=" + String.join(" ", javaOptions)));
        }
        command.addAll(List.of(launcher, "worker"));
        return command;
    }
}
