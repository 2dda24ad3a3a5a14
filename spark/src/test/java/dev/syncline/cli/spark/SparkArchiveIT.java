package dev.syncline.cli.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive on a cluster of two workers, one of which is killed, beside the same archive on this machine. */
class SparkArchiveIT {
    private static final int CLIPS = 6;

    /** What differs from run to run. */
    private static final List<String> TIMES = List.of("wall_s", "cpu_s", "finished_at");

    @TempDir
    Path folder;

    private Process start(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Process process = start(Map.of(), command);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor() <= 1, said);
        return said;
    }

    /** The rows without what differs from run to run, by clip. */
    private static Map<String, String> rows(Path out) throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(out.resolve("clips.jsonl"))) {
            String row = line;
            for (String column : TIMES) {
                row = row.replaceFirst(",\"" + column + "\":[^,}]*", "");
            }
            String clip = line.replaceFirst(".*\"clip\":\"([^\"]*)\".*", "$1");
            assertEquals(null, rows.put(clip, row), "twice: " + clip);
        }
        return rows;
    }

    @Test
    void shouldGiveTheRowsOfALocalRunThoughAWorkerIsKilled() throws Exception {
        Path clips = folder.resolve("clips");
        run(List.of(
                BuiltSyncline.JAVA,
                "--class-path",
                BuiltSyncline.CLI.resolve("syncline.jar").toString(),
                Path.of("src/test/resources/RenderClips.java").toString(),
                clips.toString(),
                Integer.toString(CLIPS),
                "90"));
        Files.writeString(clips.resolve("broken.mp4"), "no video");
        Files.writeString(clips.resolve("clip5.gcsv"), "no log");
        Path lens = clips.resolve("clip0.lens.json");
        Path local = folder.resolve("local");
        run(BuiltSyncline.command(
                "archive", clips.toString(), "--out", local.toString(), "--lens", lens.toString(), "--jobs", "2"));

        Path launcher = BuiltSyncline.launcher(folder);
        Path out = folder.resolve("out");
        List<String> said = new ArrayList<>();
        try (StandaloneCluster cluster =
                StandaloneCluster.start(folder.resolve("spark"), BuiltSyncline.sparkJars(), 2)) {
            Process driver = start(
                    cluster.environment(),
                    BuiltSyncline.command(
                            "archive",
                            clips.toString(),
                            "--out",
                            out.toString(),
                            "--lens",
                            lens.toString(),
                            "--master",
                            cluster.url(),
                            "--spark-conf",
                            "spark.syncline.launcher=" + launcher,
                            "--spark-conf",
                            "spark.executor.memory=500m"));
            try (BufferedReader lines = driver.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    said.add(line);
                    if (line.startsWith("2/")) {
                        cluster.kill(1);
                    }
                }
            }
            String all = String.join("\n", said);
            assertEquals(1, driver.waitFor(), "two clips cannot be synced\n" + all);
            assertTrue(all.contains("Lost executor"), all);
            assertEquals(rows(local), rows(out), all);
            // Each was reported once.
            for (int i = 1; i <= CLIPS + 1; i++) {
                String begin = i + "/" + (CLIPS + 1) + " ";
                assertEquals(
                        1, said.stream().filter(line -> line.startsWith(begin)).count(), all);
            }
            assertTrue(all.contains("7 clips") && all.contains("5 synced, 0 refused, 2 failed"), all);
            assertEquals(files(local), files(out));
            assertEquals(CLIPS + 1, parquet(out.resolve(SparkFarm.TABLE)).size());
        }
    }

    private static List<String> files(Path out) throws IOException {
        try (Stream<Path> all = Files.walk(out.resolve("results"))) {
            return all.filter(Files::isRegularFile)
                    .map(file -> out.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static List<String> parquet(Path table) throws IOException {
        assertTrue(Files.exists(table.resolve("_SUCCESS")), "Spark's committer has not ended its job");
        List<Path> parts;
        try (Stream<Path> files = Files.list(table)) {
            parts = files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
        assertFalse(parts.isEmpty());
        List<String> clips = new ArrayList<>();
        for (Path part : parts) {
            try (ParquetReader<Group> reader = ParquetReader.builder(
                            new GroupReadSupport(), new org.apache.hadoop.fs.Path(part.toUri()))
                    .withConf(new Configuration())
                    .build()) {
                for (Group row = reader.read(); row != null; row = reader.read()) {
                    clips.add(row.getString("clip", 0));
                }
            }
        }
        return clips;
    }
}
