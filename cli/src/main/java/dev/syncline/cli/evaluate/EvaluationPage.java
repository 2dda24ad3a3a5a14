package dev.syncline.cli.evaluate;

import dev.syncline.engine.report.ChartLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** An evaluation as one page with charts that needs no network. */
final class EvaluationPage {
    private EvaluationPage() {}

    static byte[] render(Evaluation evaluation) throws IOException {
        try (InputStream in = EvaluationPage.class.getResourceAsStream("evaluation.html")) {
            if (in == null) {
                throw new IllegalStateException("evaluation.html is not beside its class");
            }
            String page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            // Names come from anywhere: no text of theirs may end the script that holds them.
            String data = EvaluationJson.tree(evaluation).toString().replace("<", "\\u003c");
            int charts = page.indexOf("/*ECHARTS*/");
            int place = page.indexOf("/*DATA*/null");
            return (page.substring(0, charts)
                            + ChartLibrary.script()
                            + page.substring(charts, place)
                            + data
                            + page.substring(place + "/*DATA*/null".length()))
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
