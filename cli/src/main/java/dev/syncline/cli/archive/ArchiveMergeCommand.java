package dev.syncline.cli.archive;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline archive-merge}: the tables of an archive's parts as one. */
@Command(
        name = "archive-merge",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Join the tables that 'archive --shard' made into one.",
        description = {
            "",
            "Writes archive.sqlite, clips.csv, clips.jsonl, clips.parquet and summary.html into the same folder. The parts stay.",
            ""
        },
        footer = {"", "Exit codes: 0 joined, 1 failed or a part is missing, 2 wrong usage."})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ArchiveMergeCommand implements Callable<Integer> {
    private static final Pattern PART = Pattern.compile("archive-(\\d+)-of-(\\d+)\\.sqlite");

    @Spec
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "the archive's folder, as --out named it")
    Path out;

    @Override
    public Integer call() throws IOException {
        List<Path> parts = parts();
        try (ArchiveTable all = ArchiveTable.open(out.resolve("archive.sqlite"))) {
            for (Path part : parts) {
                try (ArchiveTable table = ArchiveTable.open(part)) {
                    for (ClipRow row : table.rows()) {
                        all.put(row);
                    }
                }
            }
            List<ClipRow> rows = all.rows();
            ArchiveExports.write(out, rows);
            ArchiveCounts counts = new ArchiveCounts();
            rows.forEach(counts::add);
            spec.commandLine().getOut().println(ArchiveCommand.said(counts));
        }
        return ExitCode.DONE;
    }

    /** All parts, and not one too few: a table that lacks clips would look whole. */
    private List<Path> parts() throws IOException {
        if (!Files.isDirectory(out)) {
            throw new NotDirectoryException(out.toString());
        }
        List<Path> parts;
        try (Stream<Path> files = Files.list(out)) {
            parts = files.filter(
                            file -> PART.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
        if (parts.isEmpty()) {
            throw new IOException(out + ": no tables of parts here, such as archive-1-of-8.sqlite");
        }
        for (Path part : parts) {
            Matcher name = PART.matcher(part.getFileName().toString());
            int of = name.matches() ? Integer.parseInt(name.group(2)) : 0;
            if (of != parts.size()) {
                throw new IOException(out + ": found " + parts.size() + " tables of parts, and " + part.getFileName()
                        + " is one of " + of + "; wait for the others, or move other runs' tables away");
            }
        }
        return parts;
    }
}
