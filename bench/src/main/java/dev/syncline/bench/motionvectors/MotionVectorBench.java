package dev.syncline.bench.motionvectors;

import dev.syncline.bindings.load.Machine;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether the codec's own motion vectors are worth a first look at a clip: what they tell of the camera's rotation, what
 * they cost, both beside the pipeline's own tracker, and what of a sync they would save.
 */
public final class MotionVectorBench {
    private record Row(
            LookedClip clip, FirstLook look, @Nullable LookCost cost) {}

    private MotionVectorBench() {}

    /** Arguments: VIDEO LOG LENS of each clip, the log may lie inside the video; --worth before them leaves out the costs. */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean costs = args.length % 3 == 0;
        if (args.length < 3 || (!costs && !args[0].equals("--worth"))) {
            throw new IllegalArgumentException("usage: MotionVectorBench [--worth] (VIDEO LOG LENS)...");
        }
        System.out.println(Machine.line());
        List<Row> rows = new ArrayList<>();
        for (int i = args.length % 3; i < args.length; i += 3) {
            LookedClip clip = LookedClip.open(Path.of(args[i]), Path.of(args[i + 1]), Path.of(args[i + 2]));
            FirstLook look = FirstLook.of(clip);
            rows.add(new Row(clip, look, costs ? LookCost.of(clip, look.stamps()) : null));
        }
        worth(rows);
        if (costs) {
            cost(rows);
            saved(rows);
        }
    }

    private static void worth(List<Row> rows) {
        System.out.println("\nworth: error of the rates over the clip, °/s; coarse offset of the first windows, ms");
        print(
                "%-24s %-7s %6s %7s %7s %7s %9s %6s %6s %8s %6s %6s%n",
                "clip", "by", "usable", "rms", "median", "apart", "error", "score", "rival", "chance", "first", "all");
        for (Row row : rows) {
            worth(row.clip().name(), "klt", row.look().klt());
            worth("", "vectors", row.look().vectors());
        }
    }

    private static void worth(String name, String by, FirstLook.Worth worth) {
        TrueRates.@Nullable RateError error = worth.error();
        CoarseOffset first = worth.first();
        print(
                "%-24s %-7s %6.2f %7.3f %7.3f %7.3f %9.3f %6.3f %6.3f %8.1g %6s %6s%n",
                name,
                by,
                worth.apart().usable(),
                error == null ? Double.NaN : Math.toDegrees(error.rmsRadS()),
                error == null ? Double.NaN : Math.toDegrees(error.medianRadS()),
                Math.toDegrees(worth.apart().rmsRadS()),
                worth.firstErrorMs(),
                first == null ? Double.NaN : first.score(),
                first == null ? Double.NaN : first.rival(),
                first == null ? Double.NaN : FirstLook.chance(first),
                FirstLook.isAccepted(first) ? "yes" : "no",
                FirstLook.isAccepted(worth.all()) ? "yes" : "no");
    }

    private static void cost(List<Row> rows) {
        System.out.println("\ncost: processor ms a frame on one thread");
        print(
                "%-24s %7s %7s | %7s %7s %7s %7s | %7s %7s | %9s %9s%n",
                "clip", "plain", "unfilt", "vectors", "unfilt", "refs", "fit", "gray", "klt", "look/klt", "joint/klt");
        for (Row row : rows) {
            LookCost c = row.cost();
            if (c != null) {
                print(
                        "%-24s %7.2f %7.2f | %7.2f %7.2f %7.2f %7.2f | %7.2f %7.2f | %9.2f %9.2f%n",
                        row.clip().name(),
                        c.plain(),
                        c.unfiltered(),
                        c.vectors(),
                        c.vectorsUnfiltered(),
                        c.vectorsOfReferences(),
                        c.fit(),
                        c.gray(),
                        c.klt(),
                        c.lookMs() / c.klt(),
                        c.jointMs() / c.klt());
            }
        }
    }

    /**
     * With a first look, vectors see the windows that decide whether there is an offset, and the tracker those that are
     * used in the end: decoded again ("look"), or from frames kept of one decoding ("joint"). Where the clip is refused,
     * the vectors' word is taken: the most that they can save.
     */
    private static void saved(List<Row> rows) {
        System.out.println("\nsaved: windows tracked now, and the cost of a first look as a share of theirs");
        print("%-24s %-8s %-12s %5s %6s %6s%n", "clip", "sync", "windows", "kept", "look", "joint");
        for (Row row : rows) {
            FirstLook look = row.look();
            LookCost c = row.cost();
            int all = look.windowsLookedAt();
            int seen = look.windowsSearched();
            int kept = look.windowsKept();
            // Those after the search are tracked at once.
            int late = all - seen;
            double again = Double.NaN;
            double joint = Double.NaN;
            if (c != null && look.vectors().first() != null) {
                again = (seen * c.lookMs() + kept * c.klt()) / (all * c.klt());
                joint = (seen * c.jointMs() + late * c.klt() + Math.max(0, kept - late) * (c.klt() - c.gray()))
                        / (all * c.klt());
            }
            print(
                    "%-24s %-8s %-12s %5d %6.2f %6.2f%n",
                    row.clip().name(),
                    look.result().status().word(),
                    look.looked().looks().stream()
                            .map(goes -> Integer.toString(goes.size()))
                            .collect(Collectors.joining("+")),
                    kept,
                    again,
                    joint);
        }
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
