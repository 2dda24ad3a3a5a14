package dev.syncline.cli.match;

import dev.syncline.bindings.compress.ZstdChunks;
import dev.syncline.cli.files.OutputGuard;
import dev.syncline.cli.files.ReplacedFile;
import dev.syncline.cli.sync.ResultFiles;
import dev.syncline.engine.match.MatchListener;
import dev.syncline.engine.match.MatchStatistics;
import dev.syncline.engine.match.MessageGroup;
import dev.syncline.engine.match.read.GroupCsv;
import dev.syncline.engine.match.read.GroupJsonl;
import dev.syncline.engine.match.read.GroupMcap;
import dev.syncline.engine.match.read.GroupSink;
import dev.syncline.engine.match.read.RecordedMessage;
import dev.syncline.engine.match.read.RecordedStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where {@code syncline match} puts its groups. The file is claimed before the work and written when it is done. */
final class MatchOutput {
    private enum Format {
        NONE,
        CSV,
        JSONL,
        MCAP
    }

    private final Format format;
    private final @Nullable ReplacedFile file;

    private MatchOutput(Format format, @Nullable ReplacedFile file) {
        this.format = format;
        this.file = file;
    }

    /**
     * Makes sure that the groups can be written.
     *
     * @param out null for nowhere, {@code -} for standard output
     * @param inputs files that must not be written over
     * @param wrong makes the exception for wrong usage
     */
    static MatchOutput claim(@Nullable Path out, List<Path> inputs, Function<String, RuntimeException> wrong)
            throws IOException {
        if (out == null) {
            return new MatchOutput(Format.NONE, null);
        }
        if (out.equals(ResultFiles.STANDARD_OUTPUT)) {
            return new MatchOutput(Format.CSV, null);
        }
        String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
        Format format = name.endsWith(".csv")
                ? Format.CSV
                : name.endsWith(".jsonl") ? Format.JSONL : name.endsWith(".mcap") ? Format.MCAP : Format.NONE;
        if (format == Format.NONE) {
            throw wrong.apply("--out: '" + out + "': expected a name that ends in .csv, .jsonl or .mcap");
        }
        return new MatchOutput(
                format, new OutputGuard().reads(inputs, "a recording").writes(out));
    }

    /** Whether the groups go to standard output. */
    boolean isConsole() {
        return format != Format.NONE && file == null;
    }

    /** Runs the matching into the file. */
    MatchStatistics write(
            List<RecordedStream> streams,
            PrintWriter console,
            Function<MatchListener<RecordedMessage>, MatchStatistics> matching)
            throws IOException {
        if (format == Format.NONE) {
            return matching.apply(group -> {});
        }
        return file == null
                ? run(new GroupCsv(console, streams), matching)
                : file.replaceWith(out -> run(sink(out, streams), matching));
    }

    private GroupSink sink(OutputStream out, List<RecordedStream> streams) throws IOException {
        return switch (format) {
            case JSONL -> new GroupJsonl(out, streams);
            case MCAP -> new GroupMcap(out, streams, new ZstdChunks());
            default -> new GroupCsv(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), streams);
        };
    }

    /** Groups are written as they are found: nothing keeps them. */
    private static MatchStatistics run(
            GroupSink sink, Function<MatchListener<RecordedMessage>, MatchStatistics> matching) throws IOException {
        MatchStatistics statistics;
        try {
            statistics = matching.apply(group -> put(sink, group));
        } catch (UncheckedIOException e) {
            throw new IOException("cannot write the groups: " + e.getMessage(), e);
        }
        sink.finish();
        return statistics;
    }

    private static void put(GroupSink sink, MessageGroup<RecordedMessage> group) {
        try {
            sink.write(group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
