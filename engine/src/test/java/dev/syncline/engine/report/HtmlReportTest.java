package dev.syncline.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.preview.ClipCheck;
import dev.syncline.engine.preview.ClipRates;
import dev.syncline.engine.preview.PointCheck;
import dev.syncline.engine.result.Estimates;
import dev.syncline.engine.result.GyroBias;
import dev.syncline.engine.result.Mounting;
import dev.syncline.engine.result.SampleResults;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.Timeline;
import dev.syncline.engine.result.WindowView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HtmlReportTest {
    private static final Pattern DATA =
            Pattern.compile("<script id=\"syncline-data\" type=\"application/json\">(.*?)</script>", Pattern.DOTALL);

    private static String page(SyncResult result) {
        return new String(HtmlReport.render(result), StandardCharsets.UTF_8);
    }

    /** The page without the charts' library, which speaks of NaN and of pictures for reasons of its own. */
    private static String ownPart(String page) {
        int from = page.indexOf("Licensed to the Apache Software Foundation");
        int to = page.indexOf("</script>", from);
        return page.substring(0, from) + page.substring(to);
    }

    private static JsonNode data(String page) {
        Matcher matcher = DATA.matcher(page);
        assertTrue(matcher.find());
        return new JsonMapper().readTree(matcher.group(1));
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    @Test
    void shouldHoldFiguresPointsAndCharts() throws IOException {
        String page = page(SampleResults.synced("ride-0042.mp4"));
        Files.writeString(Path.of("target", "report-synced.html"), page);
        assertTrue(page.contains(">Synced</span>"));
        assertTrue(page.contains("−12\u2009500.000 ms"), "offset at the start");
        assertTrue(page.contains("+20.00 ppm"));
        assertTrue(page.contains("2 gaps longer than 20 ms"));
        assertEquals(5, count(page, "<td class=\"grade "));
        JsonNode data = data(page);
        assertEquals(5, data.path("windows").size());
        assertEquals(3, data.path("windows").get(0).path("visual").size());
        assertTrue(data.path("windows").get(0).path("visual").get(0).get(20).isNull(), "a failed pair is a gap");
    }

    @Test
    void shouldNeedNothingFromOutside() {
        String page = ownPart(page(SampleResults.synced("ride-0042.mp4")));
        assertFalse(page.matches("(?is).*<(script|link|img)[^>]+(src|href)\\s*=.*"));
        assertFalse(page.contains("@import"));
        assertFalse(page.contains("{{"), "a part was not filled in");
    }

    @Test
    void shouldGiveTheReasonOfARefusal() throws IOException {
        String page = page(SampleResults.refused());
        Files.writeString(Path.of("target", "report-refused.html"), page);
        assertTrue(page.contains(">Refused</span>"));
        assertTrue(page.contains("no lag stands out: best score 0.31, next 0.30"));
        assertFalse(ownPart(page).contains("NaN"), "unknown numbers are dashes");
    }

    @Test
    void shouldNotBeBrokenByAFileName() throws IOException {
        String name = "</script><b>{{data}} $1 \"'&.mp4";
        SyncResult plain = SampleResults.synced("ride-0042.mp4");
        String page = page(SampleResults.synced(name));
        Files.writeString(Path.of("target", "report-hostile.html"), page);
        assertEquals(count(page(plain), "</script"), count(page, "</script"));
        assertFalse(page.contains("<b>{{"));
        assertTrue(page.contains("&lt;/script&gt;&lt;b&gt;{{data}} $1 &quot;&#39;&amp;.mp4"));
    }

    @Test
    void shouldStaySmallWithManyLongWindows() {
        SyncResult one = SampleResults.synced("ride-0042.mp4");
        List<WindowView> many = Collections.nCopies(500, one.windows().getFirst());
        SyncResult big = withWindows(one, many);
        byte[] page = HtmlReport.render(big);
        assertTrue(page.length < 2_500_000, "page is " + page.length + " bytes");
        assertTrue(new String(page, StandardCharsets.UTF_8).contains("48 of 500 windows are drawn"));
    }

    @Test
    void shouldKeepThePeakOfALongCurve() {
        SyncResult result = SampleResults.synced("ride-0042.mp4");
        JsonNode window = data(page(result)).path("windows").get(0);
        assertTrue(
                window.path("x").size() < 8_000,
                "samples kept: " + window.path("x").size());
        double highest = 0;
        for (JsonNode y : window.path("y")) {
            highest = Math.max(highest, y.asDouble());
        }
        assertEquals(0.99, highest, 0.001);
    }

    @Test
    void shouldRenderAResultWithoutPointsOrWindows() {
        SyncResult refused = SampleResults.refused();
        SyncResult bare = new SyncResult(
                refused.refusal(),
                refused.inputs(),
                List.of(),
                Timeline.of(refused.timeline().track()),
                Mounting.declared(null),
                Estimates.known(new GyroBias(new double[3], new double[3]), null),
                refused.engine(),
                List.of(),
                List.of());
        String page = ownPart(page(bare));
        assertTrue(page.contains("<dd>none<small>"), "no points");
        assertFalse(page.contains("All points"), "an empty table says nothing");
        assertFalse(page.contains("Drift"), "what is not known takes no room");
    }

    private static SyncResult withWindows(SyncResult r, List<WindowView> windows) {
        return new SyncResult(
                r.refusal(),
                r.inputs(),
                r.points(),
                r.timeline(),
                r.mounting(),
                r.estimates(),
                r.engine(),
                r.warnings(),
                windows);
    }

    @Test
    void shouldRankWindowsByWhatTheyTell() {
        double[] t = {1, 1.1, 1.2};
        double[][] calm = {{0, 0.01, 0}, {0, 0, 0}, {0, 0, 0}};
        double[][] lively = {{0, 1, 0}, {0, 0, 0}, {0, 0, 0}};
        double[] later = {5, 5.1, 5.2};
        double[] offsets = {0, 1};
        float[] scores = {0.5f, 0.4f};
        SyncResult result = withWindows(
                SampleResults.synced("clip.mp4"),
                List.of(
                        new WindowView(t, calm, calm, offsets, scores, 0, 0.5, Double.NaN, Double.NaN),
                        new WindowView(later, lively, lively, offsets, scores, 0, 0.9, 1, 0.4)));

        String page = ownPart(page(result));

        assertTrue(page.contains("<tr><td>1</td><td>5.00 to 5.20</td><td>100 %</td>"), page);
        assertTrue(page.contains("<tr><td>2</td><td>1.00 to 1.20</td><td>0 %</td>"), page);
    }

    @Test
    void shouldShowWhatACheckSawAndNothingWithoutOne() {
        SyncResult result = SampleResults.synced("clip.mp4");
        double[] left = {0.3, 0.1, 0.05, 0.01, 0.04, 0.11, 0.4};
        PointCheck still = new PointCheck(2_500_000_000L, 0, 1, left, 0.07, PointCheck.Verdict.STILL);

        ClipRates rates = new ClipRates(
                new double[] {0.1, 0.3},
                new double[][] {{1, 2}, {0.5, Double.NaN}, {0, 0}},
                new double[] {0.2},
                new double[][] {{1.5}, {0}, {0}});
        ClipCheck check = new ClipCheck(List.of(still), rates);
        String page = ownPart(new String(HtmlReport.render(result, check), StandardCharsets.UTF_8));

        assertTrue(page.contains("Rotation left in the stabilised picture"), page);
        assertTrue(page.contains("<td>2.500</td><td>57.3</td><td>30.00 %</td>"), page);
        assertTrue(page.contains("<td>+0.07</td><td class=\"grade good\">still</td>"), page);
        assertTrue(
                page.contains(
                        "\"clip\":{\"t\":[0.1,0.3],\"log\":[[57.3,114.59],[28.65,null],[0.0,0.0]],\"pictureT\":[0.2],"
                                + "\"picture\":[[85.94],[0.0],[0.0]]}"),
                page);
        assertTrue(page.contains("The picture is still at all 1 points."), page);
        assertTrue(page.contains("<span class=\"status synced\">Synced</span>"), page);
        PointCheck beside = new PointCheck(2_500_000_000L, 0, 1, left, 3, PointCheck.Verdict.BESIDE);
        ClipCheck refused = new ClipCheck(List.of(still, beside), rates);
        String bad = ownPart(new String(HtmlReport.render(result, refused), StandardCharsets.UTF_8));
        assertTrue(bad.contains("<span class=\"status refused\">Check refused</span>"), bad);
        assertFalse(bad.contains("Synced</span>"), bad);
        assertFalse(ownPart(page(result)).contains("Rotation left"));
        assertFalse(ownPart(page(result)).contains("\"clip\":"));
    }
}
