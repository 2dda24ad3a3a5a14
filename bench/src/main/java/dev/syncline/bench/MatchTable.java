package dev.syncline.bench;

import dev.syncline.bindings.load.Machine;
import dev.syncline.engine.match.ApproximateEpsilonMatcher;
import dev.syncline.engine.match.ApproximateTimeMatcher;
import dev.syncline.engine.match.MatchListener;
import dev.syncline.engine.match.MatchObjective;
import dev.syncline.engine.match.RateAdapter;
import dev.syncline.engine.match.RateMode;
import dev.syncline.engine.match.StreamMatcher;
import dev.syncline.engine.match.SyncNodeMatcher;
import dev.syncline.engine.match.TimestampMatcher;
import dev.syncline.engine.match.simulated.MatchScore;
import dev.syncline.engine.match.simulated.SimulatedMessage;
import dev.syncline.engine.match.simulated.SimulatedMessages;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * How many groups each policy gets right on simulated rigs: three cameras at 30 fps and a motion sensor at 400 Hz, 5 %
 * lost, clocks set differently that drift and wander, stamps that scatter by 0.1 to 5 ms.
 */
public final class MatchTable {
    private static final double[] JITTERS_MS = {0.1, 0.5, 1, 2, 3, 5};
    private static final long THRESHOLD_NS = 16_600_000;
    private static final long PATIENT = 1_000_000_000L;
    private static final int CAMERAS = 3;

    private MatchTable() {}

    /** Arguments: seconds to simulate for each line (default 3600). */
    public static void main(String[] args) {
        run(args.length > 0 ? Double.parseDouble(args[0]) : 3600, System.out);
    }

    static void run(double seconds, PrintStream out) {
        out.println("# " + Machine.line());
        out.printf(
                Locale.ROOT,
                "# %.0f s a line, threshold %.1f ms; right: of the events that the times can tell; mixed: groups of"
                        + " several events%n",
                seconds,
                THRESHOLD_NS * 1e-6);
        out.printf(
                "%-9s %-34s %9s %9s %8s %7s %12s %12s %14s%n",
                "jitter ms",
                "policy",
                "decidable",
                "groups",
                "right %",
                "mixed",
                "median ms",
                "largest ms",
                "motion 99 % ms");
        for (double jitterMs : JITTERS_MS) {
            SimulatedMessages rig = new SimulatedMessages(
                    new SimulatedMessages.Settings(CAMERAS, 30, 400, seconds, jitterMs * 1e6, 0.05, 2026));
            cameras(rig)
                    .forEach((name, making) ->
                            print(out, jitterMs, name, MatchScore.of(rig, CAMERAS, THRESHOLD_NS, making)));
            withMotion(rig)
                    .forEach((name, making) ->
                            print(out, jitterMs, name, MatchScore.of(rig, CAMERAS + 1, THRESHOLD_NS, making)));
        }
    }

    private static Map<String, Function<MatchListener<SimulatedMessage>, StreamMatcher<SimulatedMessage>>> cameras(
            SimulatedMessages rig) {
        Map<String, Function<MatchListener<SimulatedMessage>, StreamMatcher<SimulatedMessage>>> policies =
                new LinkedHashMap<>();
        policies.put("optimal", l -> optimal(rig, MatchObjective.LEAST_COST, CAMERAS, l));
        policies.put("optimal, most groups", l -> optimal(rig, MatchObjective.MOST_GROUPS, CAMERAS, l));
        policies.put("sync node", l -> syncNode(rig, CAMERAS, l));
        policies.put("approximate time", l -> approximate(rig, CAMERAS, l));
        policies.put(
                "approximate epsilon time",
                l -> new ApproximateEpsilonMatcher<>(CAMERAS, THRESHOLD_NS, 10, PATIENT, rig.times(), l));
        return policies;
    }

    private static Map<String, Function<MatchListener<SimulatedMessage>, StreamMatcher<SimulatedMessage>>> withMotion(
            SimulatedMessages rig) {
        Map<String, Function<MatchListener<SimulatedMessage>, StreamMatcher<SimulatedMessage>>> policies =
                new LinkedHashMap<>();
        policies.put(
                "with motion: optimal, drop",
                l -> new RateAdapter<>(
                        CAMERAS + 1,
                        new int[] {0, 1, 2},
                        (count, toAdapter) -> optimal(rig, MatchObjective.LEAST_COST, count, toAdapter),
                        RateAdapter.Settings.of(RateMode.DROP, THRESHOLD_NS),
                        rig.times(),
                        (stream, before, after, share, timeNs) -> before,
                        l));
        policies.put("with motion: sync node", l -> syncNode(rig, CAMERAS + 1, l));
        policies.put("with motion: approximate time", l -> approximate(rig, CAMERAS + 1, l));
        return policies;
    }

    private static StreamMatcher<SimulatedMessage> optimal(
            SimulatedMessages rig, MatchObjective objective, int streams, MatchListener<SimulatedMessage> listener) {
        return new TimestampMatcher<>(
                streams, TimestampMatcher.Settings.of(THRESHOLD_NS).with(objective), rig.times(), listener);
    }

    private static StreamMatcher<SimulatedMessage> syncNode(
            SimulatedMessages rig, int streams, MatchListener<SimulatedMessage> listener) {
        return new SyncNodeMatcher<>(
                streams, SyncNodeMatcher.Settings.of(THRESHOLD_NS, SyncNodeMatcher.UNLIMITED), rig.times(), listener);
    }

    private static StreamMatcher<SimulatedMessage> approximate(
            SimulatedMessages rig, int streams, MatchListener<SimulatedMessage> listener) {
        // Long queues: a motion sensor's 400 Hz would run over ten places while a lost frame is waited for.
        return new ApproximateTimeMatcher<>(
                streams, ApproximateTimeMatcher.Settings.of(100, THRESHOLD_NS), rig.times(), listener);
    }

    private static void print(PrintStream out, double jitterMs, String name, MatchScore score) {
        out.printf(
                Locale.ROOT,
                "%-9.1f %-34s %9d %9d %8.3f %7d %12.3f %12.3f %14s%n",
                jitterMs,
                name,
                score.decidable(),
                score.groups(),
                100 * score.share(),
                score.mixed(),
                score.medianSpreadNs() * 1e-6,
                score.largestSpreadNs() * 1e-6,
                score.motionDistanceNs() == 0
                        ? ""
                        : String.format(Locale.ROOT, "%.3f", score.motionDistanceNs() * 1e-6));
    }
}
