package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The recipe of docs/farm, run as it stands with stand-ins for Slurm's commands: what Slurm itself does is not tested. */
@EnabledOnOs(OS.LINUX)
class SlurmRecipeTest {
    private static final Path RECIPE =
            Path.of("../docs/farm/slurm.sh").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private Path script(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String sbatch(Path footage, Path out, String range) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        folder.resolve("sbatch").toString(), "--array=" + range, RECIPE.toString())
                .redirectErrorStream(true);
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        builder.environment().put("FOOTAGE", footage.toString());
        builder.environment().put("OUT", out.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    @Test
    void shouldShareTheClipsAmongTheArraysTasks() throws Exception {
        // Slurm counts from whatever the array begins with.
        script("sbatch", """
                echo "a stand-in for sbatch: runs the tasks one after the other"
                range=${1#--array=}
                SLURM_ARRAY_TASK_MIN=${range%-*}
                SLURM_ARRAY_TASK_COUNT=$((${range#*-} - SLURM_ARRAY_TASK_MIN + 1))
                SLURM_CPUS_PER_TASK=1
                export SLURM_ARRAY_TASK_MIN SLURM_ARRAY_TASK_COUNT SLURM_CPUS_PER_TASK
                for SLURM_ARRAY_TASK_ID in $(seq "$SLURM_ARRAY_TASK_MIN" "${range#*-}"); do
                    export SLURM_ARRAY_TASK_ID
                    sh "$2"
                    echo "task $SLURM_ARRAY_TASK_ID ended with $?"
                done
                """);
        script("srun", "echo \"a stand-in for srun: $1\"\nshift\nexec \"$@\"\n");
        script(
                "syncline",
                "exec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp '"
                        + System.getProperty("java.class.path") + "' dev.syncline.cli.Main \"$@\"\n");
        Path footage = Files.createDirectories(folder.resolve("footage"));
        for (String name : List.of("a", "b", "c", "d")) {
            Files.writeString(footage.resolve(name + ".mp4"), "no video");
        }
        Path out = folder.resolve("out");
        String said = sbatch(footage, out, "3-4");
        assertTrue(said.contains("a stand-in for sbatch") && said.contains("a stand-in for srun: --ntasks=1"), said);
        assertTrue(said.contains("task 3 ended with 1") && said.contains("task 4 ended with 1"), said);
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(
                    2, files.filter(file -> file.toString().endsWith(".sqlite")).count(), said);
        }
        CommandRun merged = CommandRun.of(CommandRun.UNREACHED, "archive-merge", out.toString());
        assertTrue(merged.out().endsWith("4 clips, 0.00 h: 0 synced, 0 refused, 4 failed\n"), merged.out());
    }
}
