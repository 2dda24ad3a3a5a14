package dev.syncline.cli.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.syncline.cli.archive.ArchivePlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskPlanTest {
    @TempDir
    Path folder;

    private List<String> elsewhere(String... syncArgs) throws IOException {
        ArchivePlan plan =
                new ArchivePlan(folder.resolve("out"), List.of(syncArgs), 1, Duration.ofMinutes(1), List.of(), false);
        return TaskPlan.of(plan, "run", 1, "syncline")
                .in(folder.resolve("there"))
                .syncArgs();
    }

    private Path file(String name) throws IOException {
        return Files.write(folder.resolve(name), name.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldTakeTheLensAndTheLensDatabaseAlong() throws IOException {
        Path lens = file("wide.json");
        Path there = folder.resolve("there/lens");
        assertEquals(
                List.of("--points", "5", "--lens=" + there.resolve("wide.json")),
                elsewhere("--points", "5", "--lens=" + lens));
        assertArrayEquals(Files.readAllBytes(lens), Files.readAllBytes(there.resolve("wide.json")));
        Path database = file("lenses.tar.gz");
        for (String[] given : new String[][] {{"--lens-dir", database.toString()}, {"--lens-dir=" + database}}) {
            assertEquals(List.of("--lens-dir=" + there.resolve("lenses.tar.gz")), elsewhere(given));
        }
        assertArrayEquals(Files.readAllBytes(database), Files.readAllBytes(there.resolve("lenses.tar.gz")));
    }

    @Test
    void shouldLeaveAFolderOfProfilesAndNoLensAsTheyAre() throws IOException {
        Path profiles = Files.createDirectories(folder.resolve("profiles"));
        assertEquals(List.of("--lens-dir=" + profiles), elsewhere("--lens-dir", profiles.toString()));
        assertEquals(List.of("--lens", "none"), elsewhere("--lens", "none"));
    }
}
