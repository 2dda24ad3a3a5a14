package dev.syncline.cli.evaluate;

import dev.syncline.cli.evaluate.ClipScore.PointError;
import dev.syncline.cli.evaluate.ClipScore.Verdict;
import dev.syncline.cli.evaluate.MethodScore.Spread;
import java.io.PrintWriter;
import java.util.Locale;

/** An evaluation as tables on a terminal. */
final class EvaluationText {
    private final PrintWriter out;

    private EvaluationText(PrintWriter out) {
        this.out = out;
    }

    static void print(Evaluation evaluation, PrintWriter out) {
        EvaluationText text = new EvaluationText(out);
        out.println(evaluation.version() + ", " + evaluation.machine());
        evaluation.methods().forEach(text::method);
        ForeignLogs.Tried foreign = evaluation.foreign();
        if (foreign != null) {
            out.println();
            foreign.accepted()
                    .forEach(pair -> out.println("ACCEPTED " + pair.clip() + " with the log of " + pair.log()));
            out.printf(
                    Locale.ROOT,
                    "logs of other clips: %d tried, %d accepted%s%n",
                    foreign.pairs(),
                    foreign.accepted().size(),
                    bound(foreign));
        }
        out.flush();
    }

    /** With none of n accepted, the rate is below 1 − 0.05^(1/n) at 95 % confidence. */
    static String bound(ForeignLogs.Tried foreign) {
        return foreign.pairs() == 0 || !foreign.accepted().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        " (below %.2g %% at 95 %% confidence)",
                        100 * (1 - Math.pow(0.05, 1.0 / foreign.pairs())));
    }

    private void method(MethodScore method) {
        out.println();
        out.println(method.method() + ": " + method.description());
        out.printf(
                Locale.ROOT,
                "%-24s %-15s %3s %12s %12s %10s %7s %8s  %s%n",
                "clip",
                "",
                "pts",
                "points, ms",
                "track, ms",
                "bar, ms",
                "cpu s",
                "decode s",
                "note");
        method.clips().forEach(this::clip);
        summary(method);
    }

    private void clip(ClipScore clip) {
        ClipScore.Cost cost = clip.cost();
        out.printf(
                Locale.ROOT,
                "%-24s %-15s %3d %12s %12s %10s %7s %8s  %s%n",
                clip.clip(),
                clip.verdict().words(),
                clip.points().size(),
                shown(Spread.of(clip.points().stream().mapToDouble(p -> Math.abs(p.errorMs())))
                        .most()),
                shown(Spread.of(clip.trackErrorMs().stream().mapToDouble(Math::abs))
                        .most()),
                shown(Spread.of(clip.points().stream().mapToDouble(PointError::sigmaMs))
                        .median()),
                cost == null ? "" : String.format(Locale.ROOT, "%.2f", cost.syncCpuS()),
                cost == null || Double.isNaN(cost.decodeCpuS())
                        ? ""
                        : String.format(Locale.ROOT, "%.2f", cost.decodeCpuS()),
                clip.note());
    }

    private static String shown(double ms) {
        return Double.isNaN(ms) ? "" : String.format(Locale.ROOT, "%.4f", ms);
    }

    private void summary(MethodScore method) {
        out.println();
        spread("errors of points", method.pointErrors());
        spread("errors of tracks", method.trackErrors());
        Spread bars = method.errorBars();
        if (bars.count() > 0) {
            out.printf(
                    Locale.ROOT,
                    "error bars: median %.4f ms; within one %.2f of the points, two %.3f, three %.4f%n",
                    bars.median(),
                    method.coverage(1),
                    method.coverage(2),
                    method.coverage(3));
        }
        out.printf(
                Locale.ROOT,
                "right %d, wrong %d, missed %d; rightly refused %d, should refuse %d; failed %d, absent %d%s%n",
                method.count(Verdict.RIGHT),
                method.count(Verdict.WRONG),
                method.count(Verdict.MISSED),
                method.count(Verdict.RIGHTLY_REFUSED),
                method.count(Verdict.SHOULD_REFUSE),
                method.count(Verdict.FAILED),
                method.count(Verdict.ABSENT),
                method.orientationsKnown() == 0
                        ? ""
                        : "; orientation right " + method.orientationsRight() + " of " + method.orientationsKnown());
        Spread cpu = method.costs(ClipScore.Cost::syncCpuS);
        if (cpu.count() > 0) {
            out.printf(
                    Locale.ROOT,
                    "processor time a clip: median %.2f s, 95%% %.2f s; decoding the same windows: median %.2f s; "
                            + "ratio: median %.2f%n",
                    cpu.median(),
                    cpu.p95(),
                    method.costs(ClipScore.Cost::decodeCpuS).median(),
                    method.costs(cost -> cost.syncCpuS() / cost.decodeCpuS()).median());
        }
    }

    private void spread(String of, Spread spread) {
        if (spread.count() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%s: %d, median %.4f ms, 90%% %.4f, 95%% %.4f, 99%% %.4f, most %.4f%n",
                    of,
                    spread.count(),
                    spread.median(),
                    spread.p90(),
                    spread.p95(),
                    spread.p99(),
                    spread.most());
        }
    }
}
