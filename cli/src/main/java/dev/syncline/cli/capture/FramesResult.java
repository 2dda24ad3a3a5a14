package dev.syncline.cli.capture;

import dev.syncline.hardware.framesync.check.FrameComparison;
import dev.syncline.hardware.framesync.check.RecordedFrames;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code syncline frames} found, for a terminal and as JSON. */
final class FramesResult {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<RecordedFrames> recordings;
    private final List<FrameComparison> comparisons;
    private final long withinNs;

    FramesResult(List<RecordedFrames> recordings, List<FrameComparison> comparisons, long withinNs) {
        this.recordings = List.copyOf(recordings);
        this.comparisons = List.copyOf(comparisons);
        this.withinNs = withinNs;
    }

    /** Whether frame N of every recording is frame N of the first, all of them near enough. */
    boolean isTogether() {
        return comparisons.stream().allMatch(this::isTogether);
    }

    private boolean isTogether(FrameComparison c) {
        return c.isSameFrame() && c.tellsBeginnings() && c.withinNs(1) <= withinNs;
    }

    /** Whether nothing speaks against it, and the times do not tell. */
    private boolean isUnknown() {
        return !isTogether()
                && comparisons.stream().allMatch(c -> isTogether(c) || (c.isSameFrame() && !c.tellsBeginnings()));
    }

    String table() {
        StringBuilder text = new StringBuilder();
        int width = recordings.stream().mapToInt(r -> r.name().length()).max().orElse(9);
        int name = Math.max(9, width);
        text.append(String.format(
                Locale.ROOT,
                "%-" + name + "s %8s %10s %9s %8s%n",
                "recording",
                "frames",
                "fps",
                "jitter µs",
                "missing"));
        for (RecordedFrames r : recordings) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-" + name + "s %8d %10.4f %9.1f %8d%n",
                    r.name(),
                    r.count(),
                    1e9 / r.frameNs(),
                    r.jitterNs() * 1e-3,
                    r.missing()));
        }
        text.append(String.format(
                Locale.ROOT,
                "%n%-" + name + "s %10s %9s %9s %9s %9s %10s%n",
                "against " + recordings.getFirst().name(),
                "offset µs",
                "50 % µs",
                "95 % µs",
                "99 % µs",
                "all µs",
                "drift ppm"));
        for (FrameComparison c : comparisons) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-" + Math.max(name, 8 + recordings.getFirst().name().length())
                            + "s %10.1f %9.1f %9.1f %9.1f %9.1f %+10.3f%n",
                    c.b().name(),
                    c.medianOffsetNs() * 1e-3,
                    c.withinNs(0.5) * 1e-3,
                    c.withinNs(0.95) * 1e-3,
                    c.withinNs(0.99) * 1e-3,
                    c.withinNs(1) * 1e-3,
                    c.driftPpm()));
        }
        text.append('\n');
        comparisons.forEach(c -> text.append(sentence(c)).append('\n'));
        for (RecordedFrames r : recordings) {
            r.notes()
                    .forEach(note -> text.append("note: ")
                            .append(r.name())
                            .append(": ")
                            .append(note)
                            .append('\n'));
        }
        return text.toString();
    }

    private String sentence(FrameComparison c) {
        String b = c.b().name();
        String a = c.a().name();
        if (!c.isSameRate()) {
            return String.format(
                    Locale.ROOT,
                    "no: %s runs at %.3f frames/s and %s at %.3f: frames of two rates have no numbers in common",
                    b,
                    1e9 / c.b().frameNs(),
                    a,
                    1e9 / c.a().frameNs());
        }
        if (c.shiftChanges() > 0) {
            return String.format(
                    Locale.ROOT,
                    "no: frames of %s and %s slip against each other %d times (missing: %d and %d; drift %+.1f ppm)",
                    b,
                    a,
                    c.shiftChanges(),
                    c.b().missing(),
                    c.a().missing(),
                    c.driftPpm());
        }
        if (!c.tellsBeginnings()) {
            return String.format(
                    Locale.ROOT,
                    "cannot tell: the times of %s and %s count from each one's own first frame, which may have been"
                            + " seconds apart; compare their metadata (--metadata FILE when recording)",
                    b,
                    a);
        }
        if (c.firstShift() != 0) {
            return String.format(Locale.ROOT, "no: frame N of %s is frame N%+d of %s", b, c.firstShift(), a);
        }
        if (c.misnumbered() > 0) {
            return String.format(
                    Locale.ROOT,
                    "no: %d frames of %s have another number than %s's of the same time",
                    c.misnumbered(),
                    b,
                    a);
        }
        if (c.withinNs(1) > withinNs) {
            return String.format(
                    Locale.ROOT,
                    "no: frame N of %s is the nearest to frame N of %s, up to %.3f ms away",
                    b,
                    a,
                    c.withinNs(1) * 1e-6);
        }
        return String.format(
                Locale.ROOT, "yes: frame N of %s is frame N of %s, within %.3f ms", b, a, c.withinNs(1) * 1e-6);
    }

    String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("status", isTogether() ? "together" : isUnknown() ? "unknown" : "apart");
        root.put("within_ms", BigDecimal.valueOf(withinNs, 6));
        root.put("clock", recordings.getFirst().kind().name().toLowerCase(Locale.ROOT));
        ArrayNode list = root.putArray("recordings");
        for (RecordedFrames r : recordings) {
            ObjectNode node = list.addObject();
            node.put("file", r.name());
            node.put("frames", r.count());
            node.put("fps", number(1e9 / r.frameNs(), 1));
            node.put("jitter_us", number(r.jitterNs(), 1e-3));
            node.put("missing", r.missing());
            ArrayNode notes = node.putArray("notes");
            r.notes().forEach(notes::add);
        }
        ArrayNode against = root.putArray("comparisons");
        for (FrameComparison c : comparisons) {
            ObjectNode node = against.addObject();
            node.put("file", c.b().name());
            node.put("with", c.a().name());
            node.put("same_frame", c.isSameFrame() && c.tellsBeginnings());
            node.put("same_rate", c.isSameRate());
            node.put("shift_frames", c.firstShift());
            node.put("slips", c.shiftChanges());
            node.put("misnumbered", c.misnumbered());
            node.put("pairs", c.pairs());
            node.put("offset_us", microseconds(c.medianOffsetNs()));
            node.put("p50_us", microseconds(c.withinNs(0.5)));
            node.put("p95_us", microseconds(c.withinNs(0.95)));
            node.put("p99_us", microseconds(c.withinNs(0.99)));
            node.put("max_us", microseconds(c.withinNs(1)));
            node.put("drift_ppm", number(c.driftPpm(), 1));
            node.put("scatter_us", number(c.scatterNs(), 1e-3));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static BigDecimal microseconds(long ns) {
        return BigDecimal.valueOf(ns, 3);
    }

    private static BigDecimal number(double value, double scale) {
        return BigDecimal.valueOf(value * scale)
                .setScale(6, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
    }
}
