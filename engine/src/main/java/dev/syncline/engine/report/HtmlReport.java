package dev.syncline.engine.report;

import static java.util.Map.entry;

import dev.syncline.engine.preview.ClipCheck;
import dev.syncline.engine.result.SyncResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A result as one self-contained HTML page: figures and tables as plain HTML, charts by Apache ECharts, which is embedded.
 * Nothing is loaded from anywhere, so the page can be kept, sent and opened without a network.
 */
public final class HtmlReport {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    private HtmlReport() {}

    /** The page as UTF-8 text. */
    public static byte[] render(SyncResult result) {
        return render(result, null);
    }

    /**
     * The page as UTF-8 text, with what a check of the points saw.
     *
     * @param check null where none was made
     */
    public static byte[] render(SyncResult result, @Nullable ClipCheck check) {
        ReportText text = new ReportText(result);
        ReportData data = new ReportData(result, check == null ? null : check.rates());
        Map<String, String> parts = Map.ofEntries(
                entry("title", text.title()),
                entry("style", resource("report.css")),
                entry("header", text.header(check)),
                entry("figures", text.figures()),
                entry("warnings", text.warnings()),
                entry("rates", text.ratesTitle()),
                entry("checks", check == null ? "" : CheckTable.html(check)),
                entry("ranking", WindowRanking.html(result.windows())),
                entry("table", text.table()),
                entry("footer", text.footer(data.choice())),
                entry("data", Escaped.jsonInScript(data.json())),
                entry("echarts", ChartLibrary.script()),
                entry("script", Escaped.script(resource("report.js"))));
        // One pass over the template: what is put in is not searched again, so a file named {{data}} stays a name.
        Matcher matcher = PLACEHOLDER.matcher(resource("report.html"));
        StringBuilder page = new StringBuilder(1 << 20);
        while (matcher.find()) {
            String part = parts.get(matcher.group(1));
            if (part == null) {
                throw new IllegalStateException("report.html asks for an unknown part: " + matcher.group(1));
            }
            matcher.appendReplacement(page, Matcher.quoteReplacement(part));
        }
        matcher.appendTail(page);
        return page.toString().getBytes(StandardCharsets.UTF_8);
    }

    static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
