package dev.syncline.cli.match;

import dev.syncline.engine.match.MatchStatistics;
import dev.syncline.engine.match.read.MatchPlan;
import dev.syncline.engine.match.read.MatchRun;
import dev.syncline.engine.match.read.RecordedMessage;
import dev.syncline.engine.match.read.RecordedStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What {@code syncline match --stats} prints. */
final class MatchReport {
    private static final String ROW = "%-20s %9s %9s %9s %9s %9s %7s %8s %8s %9s %7s %7s %7s%n";

    private final List<RecordedStream> streams;
    private final MatchRun run;
    private final MatchPlan plan;

    MatchReport(List<RecordedStream> streams, MatchRun run, MatchPlan plan) {
        this.streams = streams;
        this.run = run;
        this.plan = plan;
    }

    void print(MatchStatistics statistics, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s, threshold %s%s, %d %s%n",
                MatchOptions.typed(plan.policy()),
                ms(plan.thresholdNs()),
                plan.rate() == null ? "" : ", " + MatchOptions.typed(plan.rate()) + " to " + base(),
                streams.size(),
                streams.size() == 1 ? "stream" : "streams");
        out.printf(
                Locale.ROOT,
                "groups  %d (%d partial, %d not in agreement, %d decided before proven best)%n",
                statistics.groups(),
                statistics.partialGroups(),
                statistics.disagreedGroups(),
                statistics.forcedDecisions());
        MatchStatistics.Spread spread = statistics.spread();
        out.printf(
                Locale.ROOT,
                "spread  median %s, 90 %% %s, 99 %% %s, largest %s%n",
                ms(spread.p50Ns()),
                ms(spread.p90Ns()),
                ms(spread.p99Ns()),
                ms(spread.largestNs()));
        out.printf(
                Locale.ROOT,
                ROW,
                "stream",
                "period ms",
                "messages",
                "matched",
                "unmatched",
                "overflow",
                "late",
                "repeated",
                "at odds",
                "between",
                "copies",
                "deepest",
                "stalls");
        for (int s = 0; s < streams.size(); s++) {
            MatchStatistics.Stream stream = statistics.streams().get(s);
            out.printf(
                    Locale.ROOT,
                    ROW,
                    streams.get(s).name(),
                    String.format(Locale.ROOT, "%.3f", streams.get(s).periodNs() * 1e-6),
                    stream.received(),
                    stream.matched(),
                    stream.unmatched(),
                    stream.overflowed(),
                    stream.late(),
                    stream.repeated(),
                    stream.contradicted(),
                    stream.interpolated(),
                    stream.copies(),
                    stream.deepestQueue(),
                    stream.stalls());
        }
    }

    private String base() {
        List<String> names = new ArrayList<>();
        Arrays.stream(run.baseStreams()).forEach(s -> names.add(streams.get(s).name()));
        return String.join(", ", names);
    }

    private static String ms(long ns) {
        return String.format(Locale.ROOT, "%.3f ms", ns * 1e-6);
    }

    /** Why there may be no group, for a person who has to fix it. */
    static String why(List<RecordedStream> streams, MatchPlan plan, MatchRun run) {
        long latestStartNs = Long.MIN_VALUE;
        long earliestEndNs = Long.MAX_VALUE;
        String late = "";
        String early = "";
        for (int s = 0; s < streams.size(); s++) {
            RecordedStream stream = streams.get(s);
            RecordedMessage first = stream.message(0);
            RecordedMessage last = stream.message(stream.size() - 1);
            if (run.timeNs(s, first) > latestStartNs) {
                latestStartNs = run.timeNs(s, first);
                late = stream.name();
            }
            if (run.timeNs(s, last) < earliestEndNs) {
                earliestEndNs = run.timeNs(s, last);
                early = stream.name();
            }
        }
        if (latestStartNs > earliestEndNs) {
            return String.format(
                    Locale.ROOT,
                    "the streams do not overlap in time: %s begins at %.3f s, %s ends at %.3f s; put them on one clock"
                            + " with --clock",
                    late,
                    latestStartNs * 1e-9,
                    early,
                    earliestEndNs * 1e-9);
        }
        return "the streams overlap, but no messages come within " + ms(plan.thresholdNs())
                + " of each other; widen --threshold, or put the streams on one clock with --clock";
    }
}
