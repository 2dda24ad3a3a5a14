package dev.syncline.cli.align;

import dev.syncline.engine.result.Decimals;
import dev.syncline.engine.sync.align.AlignOutcome;
import dev.syncline.engine.sync.align.Alignment;
import dev.syncline.engine.sync.align.AlignmentWarnings;
import dev.syncline.engine.sync.outcome.Refusal;
import java.io.PrintWriter;
import java.util.Locale;

/** An alignment for a terminal; the last line is the verdict. */
final class AlignTable {
    private AlignTable() {}

    static void print(AlignedLogs logs, PrintWriter out) {
        out.println(logs.first().name() + " (first) with " + logs.second().name() + " (second)");
        switch (logs.outcome()) {
            case AlignOutcome.Refused(Refusal refusal) -> out.println("refused: " + refusal.text());
            case AlignOutcome.Aligned(Alignment alignment) -> print(logs, alignment, out);
        }
        out.flush();
    }

    private static void print(AlignedLogs logs, Alignment a, PrintWriter out) {
        Alignment.OffsetAt offset = a.offset();
        line(
                out,
                "offset    %s s ± %.3f ms, first minus second, at %.3f s of the first",
                Decimals.secondsOf(offset.offsetNs()),
                offset.sigmaNs() * 1e-6,
                offset.atNs() * 1e-9);
        end(out, a, offset.fromNs(), "where they begin to overlap");
        end(out, a, offset.toNs(), "where they end to");
        line(
                out,
                "drift     %+.2f ± %.2f ppm of the first's time",
                a.drift().value(),
                a.drift().sigma());
        double[] m = a.turn().toFirst().rowMajor();
        for (int row = 0; row < 3; row++) {
            line(
                    out,
                    "%s %9.6f %9.6f %9.6f",
                    row == 0 ? "rotation " : "         ",
                    m[3 * row],
                    m[3 * row + 1],
                    m[3 * row + 2]);
        }
        double[] sigma = a.turn().sigmaRad();
        line(
                out,
                "          takes the second's axes to the first's, ± %.3f, %.3f, %.3f° about the first's",
                Math.min(180, Math.toDegrees(sigma[0])),
                Math.min(180, Math.toDegrees(sigma[1])),
                Math.min(180, Math.toDegrees(sigma[2])));
        if (AlignmentWarnings.tellsTurn(a)) {
            line(
                    out,
                    "axes      the first's x, y, z are the second's %s (lower case negated), %.1f° off",
                    a.turn().nearest().letters(),
                    Math.toDegrees(a.turn().nearest().residualRad()));
            String orientation = AlignedLogs.secondOrientation(logs.first(), a);
            if (orientation != null) {
                line(
                        out,
                        "          the first declares %s: the second is %s",
                        logs.first().orientation(),
                        orientation);
            }
        }
        line(
                out,
                "scale     %.4f ± %.4f, first over second",
                a.rates().scale().value(),
                a.rates().scale().sigma());
        StringBuilder bias = new StringBuilder();
        for (Alignment.Estimate each : a.rates().biasRadS()) {
            bias.append(String.format(
                    Locale.ROOT,
                    "%s%+.3f ± %.3f",
                    bias.isEmpty() ? "" : ", ",
                    Math.toDegrees(each.value()),
                    Math.toDegrees(each.sigma())));
        }
        line(out, "bias      %s °/s more in the first, about its axes", bias);
        long agree = a.windows().stream()
                .filter(w -> Double.isFinite(w.residualNs()))
                .count();
        line(
                out,
                "aligned: score %.4f, elsewhere %.4f; %d of %d parts tell an offset of their own",
                a.score(),
                a.rival(),
                agree,
                a.windows().size());
    }

    private static void end(PrintWriter out, Alignment a, long atNs, String where) {
        line(
                out,
                "          %s s ± %.3f ms at %.3f s, %s",
                Decimals.secondsOf(a.offsetNsAt(atNs)),
                a.sigmaNsAt(atNs) * 1e-6,
                atNs * 1e-9,
                where);
    }

    private static void line(PrintWriter out, String text, Object... values) {
        out.println(String.format(Locale.ROOT, text, values));
    }
}
