package dev.syncline.cli.spark;

import dev.syncline.cli.archive.ArchivePlan;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How every clip of a run is synced, broadcast once to each executor.
 *
 * @param run tells runs apart
 * @param out the archive's folder, on a file system that all machines share
 * @param syncArgs options of {@code syncline sync} without the lens profile
 * @param lensName the lens profile's file name; null for none
 * @param lens the lens profile itself: executors need not see the file; null for none
 * @param cores of a task
 * @param javaOptions for the workers
 * @param launcher path of {@code syncline} on every machine
 */
record TaskPlan(
        String run,
        String out,
        ArrayList<String> syncArgs,
        @Nullable String lensName,
        byte @Nullable [] lens,
        int cores,
        Duration clipTime,
        ArrayList<String> javaOptions,
        boolean reports,
        String launcher)
        implements Serializable {
    private static final String LENS = "--lens=";

    static TaskPlan of(ArchivePlan plan, String run, int cores, String launcher) throws IOException {
        ArrayList<String> args = new ArrayList<>();
        Path lens = null;
        for (String arg : plan.syncArgs()) {
            if (arg.startsWith(LENS)) {
                lens = Path.of(arg.substring(LENS.length()));
            } else {
                args.add(arg);
            }
        }
        return new TaskPlan(
                run,
                plan.out().toAbsolutePath().normalize().toString(),
                args,
                lens == null ? null : String.valueOf(lens.getFileName()),
                lens == null ? null : Files.readAllBytes(lens),
                cores,
                plan.clipTime(),
                new ArrayList<>(plan.javaOptions()),
                plan.reports(),
                launcher);
    }

    /** The same for one worker of an executor, which writes into a folder of its own. */
    ArchivePlan in(Path folder) throws IOException {
        List<String> args = new ArrayList<>(syncArgs);
        if (lensName != null && lens != null) {
            Path file = Files.createDirectories(folder.resolve("lens")).resolve(lensName);
            Files.write(file, lens);
            args.add(LENS + file);
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
