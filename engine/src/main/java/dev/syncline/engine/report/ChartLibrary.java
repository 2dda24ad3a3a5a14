package dev.syncline.engine.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Apache ECharts, to be put into a page that then needs no network. */
public final class ChartLibrary {
    private static final String WEBJAR = "/META-INF/resources/webjars/echarts/";
    private static final String WEBJAR_FACTS = "/META-INF/maven/org.webjars/echarts/pom.properties";

    private ChartLibrary() {}

    /** Its code, for a script element, at the version that is on the class path: the path within the WebJar names it. */
    public static String script() {
        Properties facts = new Properties();
        try {
            facts.load(new StringReader(HtmlReport.resource(WEBJAR_FACTS)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + WEBJAR_FACTS, e);
        }
        return Escaped.script(HtmlReport.resource(WEBJAR + facts.getProperty("version") + "/echarts.common.min.js"));
    }
}
