package dev.syncline.hardware.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every input that a fuzzer begins with, those that once were faults among them, read as the fuzzer reads them. */
class SeedCorpusTest {
    private static final Path SEEDS = Path.of("src/test/resources/fuzz");

    @ParameterizedTest
    @EnumSource(FuzzTarget.class)
    void shouldBeReadOrRefused(FuzzTarget target) throws IOException {
        List<Path> seeds = new ArrayList<>();
        try (var files = Files.list(SEEDS.resolve(target.word()))) {
            seeds.addAll(files.sorted().toList());
        }
        assertTrue(!seeds.isEmpty(), target.word() + " has something to begin with");
        for (Path seed : seeds) {
            try {
                target.read(Files.readAllBytes(seed));
            } catch (RuntimeException | Error e) {
                throw new AssertionError(seed + ": " + e, e);
            }
        }
    }
}
