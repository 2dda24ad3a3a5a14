package dev.syncline.cli.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long an archive takes on two executors of one core against one, from the first clip's end to the last one's. A
 * measurement for a machine with two free cores, so it runs only with {@code -Dsyncline.spark.scaling=CLIPS_FOLDER}; it
 * prints the ratio and asserts no time.
 */
class SparkScalingIT {
    @TempDir
    Path folder;

    @Test
    void shouldTellWhatASecondExecutorGains() throws Exception {
        String clips = System.getProperty("syncline.spark.scaling");
        assumeTrue(clips != null, "-Dsyncline.spark.scaling names no folder of clips");
        double one = seconds(Path.of(clips), 1);
        double two = seconds(Path.of(clips), 2);
        System.out.printf(
                Locale.ROOT,
                "one executor %.1f s, two %.1f s: %.2f of the time, start excluded%n",
                one,
                two,
                two / one);
    }

    private double seconds(Path clips, int executors) throws Exception {
        List<String> command = BuiltSyncline.command();
        Path home = folder.resolve("spark" + executors);
        try (StandaloneCluster cluster = StandaloneCluster.start(home, BuiltSyncline.sparkJars(), executors)) {
            command.addAll(List.of(
                    "archive",
                    clips.toString(),
                    "--out",
                    folder.resolve("out" + executors).toString(),
                    "--no-reports",
                    "--master",
                    cluster.url(),
                    "--spark-conf",
                    "spark.syncline.launcher=" + BuiltSyncline.launcher(folder),
                    "--spark-conf",
                    "spark.executor.memory=500m"));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(cluster.environment());
            Process driver = builder.start();
            long first = 0;
            long last = 0;
            List<String> said = new ArrayList<>();
            try (BufferedReader lines = driver.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    said.add(line);
                    if (line.matches("\\d+/\\d+ .*")) {
                        last = System.nanoTime();
                        first = first == 0 ? last : first;
                    }
                }
            }
            assertEquals(0, driver.waitFor(), String.join("\n", said));
            assertTrue(last > first, String.join("\n", said));
            return (last - first) * 1e-9;
        }
    }
}
