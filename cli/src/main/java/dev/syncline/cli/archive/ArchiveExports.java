package dev.syncline.cli.archive;

import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.ColumnNamingStrategy;
import dev.syncline.bindings.load.NativeFolder;
import dev.syncline.engine.file.PartFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/** The table in other forms, for programs that read no SQLite. */
final class ArchiveExports {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ArchiveExports() {}

    /**
     * Writes {@code clips.csv}, {@code clips.jsonl}, {@code clips.parquet} and {@code summary.html}; old ones are replaced
     * whole.
     */
    static void write(Path out, List<ClipRow> rows) throws IOException {
        PartFile.write(out.resolve("clips.csv"), csv(rows));
        PartFile.write(out.resolve("clips.jsonl"), jsonl(rows));
        PartFile.write(out.resolve("clips.parquet"), parquet(rows));
        PartFile.write(out.resolve("summary.html"), ArchiveSummary.render(rows));
    }

    static byte[] csv(List<ClipRow> rows) {
        CsvSchema.Builder schema = CsvSchema.builder();
        ArchiveTable.COLUMNS.forEach(schema::addColumn);
        List<List<@Nullable Object>> lines =
                rows.stream().map(ArchiveTable::values).toList();
        return CsvMapper.builder()
                .build()
                .writer(schema.build().withHeader())
                .writeValueAsString(lines)
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] jsonl(List<ClipRow> rows) {
        StringBuilder lines = new StringBuilder();
        for (ClipRow row : rows) {
            lines.append(JSON.writeValueAsString(object(row))).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] parquet(List<ClipRow> rows) throws IOException {
        NativeFolder.ensure(); // of the compressor
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CarpetWriter<ClipRow> writer = new CarpetWriter.Builder<>(bytes, ClipRow.class)
                .withColumnNamingStrategy(ColumnNamingStrategy.SNAKE_CASE)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build()) {
            writer.write(rows);
        }
        return bytes.toByteArray();
    }

    /** A row by the names of its columns. */
    static ObjectNode object(ClipRow row) {
        ObjectNode object = JSON.createObjectNode();
        List<@Nullable Object> values = ArchiveTable.values(row);
        for (int i = 0; i < values.size(); i++) {
            object.putPOJO(ArchiveTable.COLUMNS.get(i), values.get(i));
        }
        return object;
    }
}
