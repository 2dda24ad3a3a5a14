package dev.syncline.cli.archive;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.MemorySize;
import dev.syncline.cli.console.Usage;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.files.OutputFolder;
import dev.syncline.engine.api.Syncline;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline archive}: all clips of some folders. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Sync all clips of some folders and keep one table of what came out.",
        description = {
            "",
            "Writes for each clip a result (JSON) and a Gyroflow project, and one table of everything: archive.sqlite, "
                    + "clips.csv, clips.jsonl, clips.parquet and summary.html. Given again after it was stopped, it goes on: finished clips are "
                    + "not done again unless a file, an option or the version of Syncline has changed.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 all synced or refused, 1 some failed or the run stopped, 2 wrong usage, 130 interrupted."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ArchiveCommand implements Callable<Integer> {
    private static final String NO_LENS = "none";

    @Spec
    CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "folders to look through, or clips")
    List<Path> roots;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            converter = OutputFolder.class,
            required = true,
            description = "folder of the table and the results")
    Path out;

    @Option(names = "--log-dir", paramLabel = "DIR", description = "look for logs here, by the names of the clips")
    @Nullable
    Path logFolder;

    @Option(names = "--gyro", paramLabel = "LOG", description = "one motion log for all clips")
    @Nullable
    Path gyro;

    @Option(
            names = "--lens",
            paramLabel = "PROFILE|none",
            description = "one lens profile for all clips, or none (default: each clip's is looked for, as by sync)")
    @Nullable
    Path lens;

    @Option(
            names = "--sync-options",
            paramLabel = "OPTIONS",
            defaultValue = "",
            description = "options of 'syncline sync' for every clip, such as \"--points 5 --readout auto\"")
    String syncOptions;

    @Option(
            names = "--precision",
            paramLabel = "TIME",
            description = "error bar of each offset that is enough, such as 0.1ms; see 'syncline sync --help'")
    @Nullable
    Duration precision;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "clips at once, a process each (default: one for every two processors)")
    @Nullable
    Integer jobs;

    @Option(
            names = "--clip-time",
            paramLabel = "TIME",
            defaultValue = "10m",
            description = "longest that a clip may take (default: 10m)")
    Duration clipTime;

    @Option(
            names = "--clip-memory",
            paramLabel = "SIZE",
            description = "memory of each process for Java, such as 1g (default: as this command's)")
    @Nullable
    MemorySize clipMemory;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = "do only part I of N, such as 3/8, into a table of its own; see archive-merge")
    @Nullable
    String shard;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description =
                    "sync on the Apache Spark cluster of this master, such as spark://host:7077; see docs/farm.md")
    @Nullable
    String master;

    @Option(names = "--spark-conf", paramLabel = "KEY=VALUE", description = "a setting for Spark, with --master")
    List<String> sparkSettings = new ArrayList<>();

    @Option(names = "--no-reports", description = "make no page with charts for each clip")
    boolean noReports;

    @Option(names = "--retry-failed", description = "do clips again that failed")
    boolean retryFailed;

    @Option(
            names = "--dry-run",
            description = "list the clips, and estimate from a sample of them what all would take; nothing is kept")
    boolean dryRun;

    @Option(
            names = {"-q", "--quiet"},
            description = "show no progress")
    boolean quiet;

    private final @Nullable ClipFarm farm;

    /** Syncs on this machine. */
    public ArchiveCommand() {
        this(null);
    }

    /** Syncs on other machines. */
    public ArchiveCommand(@Nullable ClipFarm farm) {
        this.farm = farm;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Usage.require(spec, master != null || sparkSettings.isEmpty(), "--spark-conf goes with --master");
        if (master != null && !dryRun) {
            plan();
            Usage.require(
                    spec, jobs == null, "--jobs is for this machine: Spark runs as many clips at once as it has cores");
            return SparkSubmit.run(
                    master,
                    sparkSettings,
                    spec.commandLine().getParseResult().originalArgs(),
                    spec.commandLine().getErr());
        }
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter stdout = spec.commandLine().getOut();
        Shard part = part();
        ArchivePlan plan = plan();
        ClipFinder finder = find();
        List<ArchiveClip> clips = finder.clips().stream().filter(part::holds).toList();
        if (dryRun) {
            clips.forEach(clip -> stdout.println(clip.name()));
            if (!clips.isEmpty()) {
                try {
                    DryRun.print(plan, clips, stdout);
                } catch (ClipWork.WrongOptionsException e) {
                    throw wrong(e);
                }
            }
            return ExitCode.DONE;
        }
        Files.createDirectories(out);
        try (FileChannel channel = FileChannel.open(
                        out.resolve(part.name("lock")), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            if (lock == null) {
                throw new IOException(out + ": another run writes here; wait for it, or name another --out");
            }
            try (ArchiveTable table = ArchiveTable.open(out.resolve(part.name("sqlite")))) {
                return run(plan, clips, table, stdout, err);
            }
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this very process, as when a program embeds the command.
            return null;
        }
    }

    private int run(ArchivePlan plan, List<ArchiveClip> clips, ArchiveTable table, PrintWriter stdout, PrintWriter err)
            throws IOException, InterruptedException {
        Map<String, ClipRow> known = new HashMap<>();
        table.rows().forEach(row -> known.put(row.clip(), row));
        List<String> settings = new ArrayList<>(plan.syncArgs());
        settings.add(Syncline.version());
        List<PendingClip> pending = new ArrayList<>();
        for (ArchiveClip clip : clips) {
            String fingerprint = Fingerprint.of(clip, settings);
            ClipRow row = known.get(clip.name());
            boolean done = row != null
                    && row.fingerprint().equals(fingerprint)
                    && !(retryFailed && row.status().equals("failed"));
            if (!done) {
                pending.add(new PendingClip(clip, fingerprint));
            }
        }
        if (!quiet && pending.size() < clips.size()) {
            err.println((clips.size() - pending.size()) + " of " + clips.size() + " clips are done already");
        }
        try (ArchiveProgress progress = new ArchiveProgress(pending.size(), quiet, err)) {
            if (farm == null) {
                new ArchiveRunner(plan, table, progress::done).run(pending);
            } else if (!pending.isEmpty()) {
                farm.sync(plan, pending, row -> {
                    table.put(row);
                    progress.done(row);
                });
            }
        } catch (ClipWork.WrongOptionsException e) {
            throw wrong(e);
        }
        Set<String> here = clips.stream().map(ArchiveClip::name).collect(Collectors.toSet());
        List<ClipRow> rows = table.rows();
        if (shard == null) {
            ArchiveExports.write(out, rows);
            if (farm != null) {
                farm.export(out, rows);
            }
        }
        ArchiveCounts counts = new ArchiveCounts();
        rows.stream().filter(row -> here.contains(row.clip())).forEach(counts::add);
        stdout.println(said(counts));
        return counts.failed() > 0 ? ExitCode.FAILED : ExitCode.DONE;
    }

    private ParameterException wrong(ClipWork.WrongOptionsException e) {
        return new ParameterException(spec.commandLine(), "--sync-options: " + e.getMessage(), e);
    }

    /** One line that counts. */
    static String said(ArchiveCounts counts) {
        return String.format(
                Locale.ROOT,
                "%d clips, %.2f h: %d synced, %d refused, %d failed",
                counts.clips(),
                counts.footageHours(),
                counts.synced(),
                counts.refused(),
                counts.failed());
    }

    private ClipFinder find() throws IOException {
        Path profile = profile();
        if (gyro != null && !Files.exists(gyro)) {
            throw new NoSuchFileException(gyro.toString());
        }
        if (profile != null && !Files.isRegularFile(profile)) {
            throw new NoSuchFileException(profile.toString());
        }
        ClipFinder finder = new ClipFinder(out, gyro, logFolder, profile);
        for (Path root : roots) {
            finder.add(root);
        }
        finder.unread().forEach(line -> spec.commandLine().getErr().println("syncline: warning: " + line));
        if (finder.clips().isEmpty()) {
            throw new IOException(
                    "no videos in " + roots.stream().map(Path::toString).collect(Collectors.joining(", ")));
        }
        return finder;
    }

    private @Nullable Path profile() {
        return lens == null || lens.equals(Path.of(NO_LENS)) ? null : lens;
    }

    private ArchivePlan plan() {
        int processors = Runtime.getRuntime().availableProcessors();
        int atOnce = jobs == null ? Math.max(1, processors / 2) : jobs;
        Usage.require(spec, atOnce >= 1 && atOnce <= 1024, "--jobs must be 1 to 1024: " + atOnce);
        Usage.require(spec, clipTime.compareTo(Duration.ofSeconds(1)) >= 0, "--clip-time must be at least 1s");
        Usage.require(spec, gyro == null || logFolder == null, "--gyro and --log-dir exclude each other");
        List<String> args = new ArrayList<>();
        for (String word : syncOptions.strip().split("\\s+", -1)) {
            if (!word.isEmpty()) {
                args.add(word);
            }
        }
        for (String own :
                List.of("--json", "--csv", "--gyroflow", "--report", "--gyro", "--gyro-else", "--lens", "--threads")) {
            Usage.require(
                    spec,
                    args.stream().noneMatch(word -> word.equals(own) || word.startsWith(own + "=")),
                    "--sync-options: " + own + " is the archive's own to give");
        }
        if (profile() != null) {
            args.add("--lens=" + lens);
        } else if (lens != null) {
            // Two words: it is no file that would have to be taken to other machines.
            args.addAll(List.of("--lens", NO_LENS));
        }
        if (precision != null) {
            args.add("--precision=" + precision.toNanos() + "ns");
        }
        List<String> java = clipMemory == null ? List.of() : List.of("-Xmx" + (clipMemory.bytes() >> 20) + "m");
        return new ArchivePlan(out, args, atOnce, clipTime, java, !noReports);
    }

    private Shard part() {
        try {
            return Shard.parse(shard);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
