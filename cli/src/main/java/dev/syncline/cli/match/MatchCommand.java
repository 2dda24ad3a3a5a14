package dev.syncline.cli.match;

import dev.syncline.bindings.compress.ChunkCompressions;
import dev.syncline.bindings.ffmpeg.FfmpegFrameTimes;
import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.engine.match.DefaultThreshold;
import dev.syncline.engine.match.ExposurePoint;
import dev.syncline.engine.match.MatchObjective;
import dev.syncline.engine.match.MatchStatistics;
import dev.syncline.engine.match.RateMode;
import dev.syncline.engine.match.read.MatchPlan;
import dev.syncline.engine.match.read.MatchPolicy;
import dev.syncline.engine.match.read.MatchRun;
import dev.syncline.engine.match.read.McapTime;
import dev.syncline.engine.match.read.MessageFiles;
import dev.syncline.engine.match.read.RecordedStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline match}: which messages of recorded streams belong together. */
@Command(
        name = "match",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Find the messages of several streams that belong together.",
        description = {
            "",
            "Files: CSV or JSON lines with stream, sequence, timestamp_s|_ms|_us|_ns and exposure_…; MCAP of ROS, Foxglove, DepthAI and"
                    + " others; videos"
                    + " (their frames' times); Gyroflow CSV. Streams are the files' streams, topics or the files"
                    + " themselves.",
            ""
        },
        footer = {
            "",
            "Times carry their unit: 10ms, 500us. A stamp means a frame's start of readout, which ends the first row's"
                    + " exposure.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused (no group was found)."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class MatchCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "recordings of message streams")
    List<Path> files;

    @Option(
            names = "--policy",
            converter = MatchOptions.PolicyConverter.class,
            description = "optimal (least spread over all groups), sequence, sync-node (DepthAI), exact, approximate,"
                    + " approximate-epsilon, latest (ROS); default: optimal")
    MatchPolicy policy = MatchPolicy.OPTIMAL;

    @Option(
            names = "--threshold",
            paramLabel = "TIME",
            description = "longest spread of a group; default: 10ms, or half a period where that is longer with"
                    + " --policy sequence")
    @Nullable
    Duration threshold;

    @Option(
            names = "--objective",
            converter = MatchOptions.ObjectiveConverter.class,
            description = "what optimal makes best: least-cost (a group is worth the threshold less its spread) or"
                    + " most-groups; default: least-cost")
    MatchObjective objective = MatchObjective.LEAST_COST;

    @Option(
            names = "--sync-attempts",
            paramLabel = "N",
            description = "sync-node: replacements before a set is sent anyway, less one; -1 for no end; default: -1")
    int syncAttempts = -1;

    @Option(
            names = "--queue",
            paramLabel = "N",
            description = "messages that wait in each stream with sync-node and ROS's policies; default: 10")
    int queue;

    @Option(
            names = "--rate",
            description = "streams of different rates: drop to the slowest, duplicate to the fastest, or interpolate at"
                    + " the slowest's middle; default: all streams by the policy")
    @Nullable
    RateMode rate;

    @Option(
            names = "--reach",
            paramLabel = "TIME",
            description = "with --rate: furthest message that is taken, or longest gap to interpolate across; default:"
                    + " the threshold to drop, the slowest period to duplicate, four periods to interpolate")
    @Nullable
    Duration reach;

    @Option(names = "--partial", description = "keep groups that lack a stream (sequence, --rate)")
    boolean partial;

    @Option(
            names = "--counter-bits",
            paramLabel = "N",
            description = "sequence: width of the counters, after which they wrap; default: 64")
    int counterBits = 64;

    @Option(
            names = "--exposure-point",
            description = "start, middle or end of the exposure that counts; default: end, as stamped")
    ExposurePoint point = ExposurePoint.END;

    @Option(
            names = "--rolling",
            paramLabel = "STREAM=ROWS:READOUT",
            description = "a rolling shutter, so that the middle row counts: rgb=1080:16.54ms")
    Map<String, String> rolling = Map.of();

    @Option(
            names = "--clock",
            paramLabel = "STREAM=OFFSET[:PPM[@TIME]]",
            description = "a device's own clock: what to add to its times, and how much longer a span of its really is,"
                    + " counted from TIME on that clock; default for TIME: the stream's first message")
    Map<String, String> clocks = Map.of();

    @Option(names = "--streams", split = ",", paramLabel = "NAME", description = "match these streams, in this order")
    List<String> streamNames = List.of();

    @Option(
            names = "--mcap-time",
            description = "MCAP: header (the stamp in ROS, Foxglove and DepthAI messages), device (DepthAI's on the"
                    + " device's clock), log, publish, or auto (header where there is one, else log); default: auto")
    McapTime mcapTime = McapTime.AUTO;

    @Option(names = "--out", paramLabel = "FILE", description = "the groups, as .csv, .jsonl or .mcap; - for CSV here")
    @Nullable
    Path out;

    @Option(names = "--stats", description = "print what became of every stream (also when there is no --out)")
    boolean stats;

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        checkUsage();
        MatchOutput output =
                MatchOutput.claim(out, files, message -> new ParameterException(spec.commandLine(), message));
        MessageFiles reader = new MessageFiles(FfmpegFrameTimes::read, ChunkCompressions.all(), mcapTime, Set.of());
        List<RecordedStream> streams = MatchOptions.streams(files, reader, streamNames, err);
        checkRuns(streams);
        List<MatchPlan.StreamTiming> timings = MatchOptions.timings(
                streams, clocks, rolling, message -> new ParameterException(spec.commandLine(), message));
        MatchPlan plan = plan(streams);
        MatchRun run = new MatchRun(streams, timings, plan);
        MatchWarnings warnings = new MatchWarnings(streams, err);
        MatchStatistics statistics = output.write(streams, console, sink -> run.run(warnings.over(sink)));
        warnings.finish();
        if (stats || out == null) {
            new MatchReport(streams, run, plan).print(statistics, output.isConsole() ? err : console);
        }
        console.flush();
        if (statistics.groups() == 0) {
            String why = warnings.contradiction();
            err.println("syncline: refused: no group was found: "
                    + (why.isEmpty() ? MatchReport.why(streams, plan, run) : why));
            return ExitCode.REFUSED;
        }
        if (statistics.contradictions() > statistics.groups()) {
            err.println("syncline: refused: most numbers and times contradict each other: " + warnings.contradiction());
            return ExitCode.REFUSED;
        }
        return ExitCode.DONE;
    }

    private void checkUsage() {
        if (threshold != null && (threshold.isNegative() || threshold.compareTo(Duration.ofDays(1)) > 0)) {
            throw new ParameterException(spec.commandLine(), "--threshold: expected 0s to 24h");
        }
        if (reach != null && (reach.isNegative() || reach.compareTo(Duration.ofDays(1)) > 0)) {
            throw new ParameterException(spec.commandLine(), "--reach: expected 0s to 24h");
        }
        if (reach != null && rate == null) {
            throw new ParameterException(spec.commandLine(), "--reach goes with --rate");
        }
        if (syncAttempts < -1) {
            throw new ParameterException(spec.commandLine(), "--sync-attempts: expected -1 or more");
        }
        if (queue < 0 || queue > 1_000_000) {
            throw new ParameterException(spec.commandLine(), "--queue: expected 1 to 1000000");
        }
        if (counterBits < 8 || counterBits > 64) {
            throw new ParameterException(spec.commandLine(), "--counter-bits: expected 8 to 64");
        }
    }

    private MatchPlan plan(List<RecordedStream> streams) throws IOException {
        if (policy == MatchPolicy.SEQUENCE) {
            for (RecordedStream stream : streams) {
                if (rate == null && !stream.hasSequences()) {
                    throw new IOException("stream " + stream.name()
                            + " has no sequence numbers to match by; use another --policy, or leave it out with"
                            + " --streams");
                }
                if (rate == null && stream.isNumberedByRecorder()) {
                    spec.commandLine()
                            .getErr()
                            .println("syncline: warning: stream " + stream.name()
                                    + ": its messages have no number; the recorder's are taken, which do not show a"
                                    + " message that was lost before");
                }
            }
        }
        return new MatchPlan(
                policy,
                thresholdNs(streams),
                syncAttempts,
                queue,
                objective,
                rate,
                reach != null ? reach.toNanos() : usualReachNs(streams),
                partial,
                counterBits,
                point);
    }

    private long thresholdNs(List<RecordedStream> streams) {
        if (threshold != null) {
            return threshold.toNanos();
        }
        return policy == MatchPolicy.SEQUENCE
                ? DefaultThreshold.bySequenceNs(streams.stream()
                        .mapToLong(RecordedStream::periodNs)
                        .filter(p -> p > 0)
                        .min()
                        .orElse(0))
                : DefaultThreshold.BY_TIME_NS;
    }

    private static void checkRuns(List<RecordedStream> streams) throws IOException {
        RecordedStream first = streams.getFirst();
        for (RecordedStream other : streams) {
            if (other.runs() != first.runs()) {
                throw new IOException("stream " + first.name() + " has " + first.runs() + " runs, " + other.name()
                        + " has " + other.runs()
                        + ": which belong together is not known; cut the files where the times start again");
            }
        }
    }

    private long usualReachNs(List<RecordedStream> streams) {
        long slowestNs =
                streams.stream().mapToLong(RecordedStream::periodNs).max().orElse(0);
        long fastestNs = streams.stream()
                .mapToLong(RecordedStream::periodNs)
                .filter(p -> p > 0)
                .min()
                .orElse(0);
        return rate == RateMode.DUPLICATE
                ? slowestNs
                : rate == RateMode.INTERPOLATE ? 4 * fastestNs : thresholdNs(streams);
    }
}
