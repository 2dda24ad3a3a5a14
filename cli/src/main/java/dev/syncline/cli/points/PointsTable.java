package dev.syncline.cli.points;

import dev.syncline.engine.edit.EditPoint;
import dev.syncline.engine.edit.PointReview;
import dev.syncline.engine.edit.PointsFile;
import dev.syncline.engine.result.Decimals;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Points for a terminal, or as JSON. */
final class PointsTable {
    private PointsTable() {}

    static void print(String name, PointsFile file, PrintWriter out) {
        List<EditPoint> points = file.points();
        PointReview review = PointReview.of(points, file.jumpsNs());
        StringBuilder text = new StringBuilder();
        text.append(name.replaceAll("\\p{Cntrl}", "?"))
                .append(": ")
                .append(points.size())
                .append(points.size() == 1 ? " point\n" : " points\n");
        if (!points.isEmpty()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n%10s %14s %12s  %-6s %-8s %s%n",
                    "video s",
                    "offset ms",
                    "off line ms",
                    "colour",
                    "by",
                    "remarks"));
        }
        for (int i = 0; i < points.size(); i++) {
            EditPoint p = points.get(i);
            PointReview.Reviewed r = review.points().get(i);
            text.append(String.format(
                            Locale.ROOT,
                            "%10.3f %14.3f %+12.3f  %-6s %-8s %s",
                            shown(p.videoNs() * 1e-9),
                            shown(p.offsetMs()),
                            shown(r.residualMs()),
                            r.colour(),
                            p.source().word(),
                            String.join(", ", remarks(file, p, r)))
                    .stripTrailing());
            text.append('\n');
        }
        long stale = points.stream().filter(file::isStale).count();
        if (!review.remarks().isEmpty() || stale > 0) {
            text.append('\n');
        }
        if (stale > 0) {
            text.append(stale == 1 ? "1 point was" : stale + " points were")
                    .append(" made with other settings than the file has now: sync there again, or remove ")
                    .append(stale == 1 ? "it\n" : "them\n");
        }
        review.remarks().forEach(remark -> text.append(remark).append('\n'));
        out.print(text.toString().replace("\r\n", "\n"));
        out.flush();
    }

    /** No sign before three zeros. */
    private static double shown(double value) {
        return Math.abs(value) < 0.0005 ? 0 : value;
    }

    private static List<String> remarks(PointsFile file, EditPoint p, PointReview.Reviewed r) {
        List<String> remarks = new ArrayList<>();
        if (p.measured() != null) {
            remarks.add(p.measured().quality().word());
        }
        if (!p.counts()) {
            remarks.add("not in the track");
        }
        if (r.contradicts()) {
            remarks.add("contradicts");
        }
        if (file.isStale(p)) {
            remarks.add("stale");
        }
        return remarks;
    }

    static String json(String name, PointsFile file) {
        PointReview review = PointReview.of(file.points(), file.jumpsNs());
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("file", name);
        root.put("settings", file.settings());
        ArrayNode points = root.putArray("points");
        for (int i = 0; i < file.points().size(); i++) {
            EditPoint p = file.points().get(i);
            PointReview.Reviewed r = review.points().get(i);
            ObjectNode node = points.addObject();
            node.put("video_s", Decimals.secondsOf(p.videoNs()));
            node.put("offset_ms", Decimals.rounded(p.offsetMs(), 6));
            node.put("residual_ms", Decimals.rounded(r.residualMs(), 6));
            node.put("hue_deg", Decimals.rounded(r.hueDeg(), 1));
            node.put("colour", r.colour());
            node.put("source", p.source().word());
            node.put(
                    "quality",
                    p.measured() == null ? null : p.measured().quality().word());
            node.put("in_track", p.counts());
            node.put("contradicts", r.contradicts());
            node.put("stale", file.isStale(p));
        }
        ArrayNode remarks = root.putArray("remarks");
        review.remarks().forEach(remarks::add);
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }
}
