package dev.syncline.cli.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The table as one page that needs no network: counts, why clips were refused, and all clips to sort and to filter. */
final class ArchiveSummary {
    private ArchiveSummary() {}

    static byte[] render(List<ClipRow> rows) throws IOException {
        try (InputStream in = ArchiveSummary.class.getResourceAsStream("summary.html")) {
            if (in == null) {
                throw new IllegalStateException("summary.html is not beside its class");
            }
            String page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            // Names of files come from anywhere: no text of theirs may end the script that holds them.
            String data = rows.stream()
                    .map(row -> ArchiveExports.object(row).toString().replace("<", "\\u003c"))
                    .collect(Collectors.joining(",\n", "[\n", "\n]"));
            return page.replace("/*ROWS*/[]", data).getBytes(StandardCharsets.UTF_8);
        }
    }
}
