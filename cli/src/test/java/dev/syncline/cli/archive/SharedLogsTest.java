package dev.syncline.cli.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedLogsTest {
    @TempDir
    Path folder;

    private List<String> logsOf(String video) throws IOException {
        return new SharedLogs(file -> file.toString().endsWith(".mp4"))
                .of(folder.resolve(video)).stream()
                        .map(log -> log.getFileName().toString())
                        .toList();
    }

    private void make(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(folder.resolve(name), "");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GH020042, GH010042",
        "GX110042, GX010042",
        "GP030042, GOPR0042",
        "GOPR0042, GOPR0042",
        "GH02004, GH02004",
        "DJI_0002, DJI_0002"
    })
    void shouldNameTheFirstChapter(String clip, String first) {
        assertEquals(first, SharedLogs.firstChapter(clip));
    }

    @Test
    void shouldPutTheFirstChaptersLogBeforeTheFolders() throws IOException {
        make("GX010042.mp4", "GX010042.gcsv", "GX020042.mp4", "A.bbl", "notes.txt", "other.mp4", "other.gcsv");
        assertEquals(List.of("GX010042.gcsv", "A.bbl"), logsOf("GX020042.mp4"));
        assertEquals(List.of("A.bbl"), logsOf("lone.mp4"));
    }

    @Test
    void shouldTryEightLogsAndNoneOfNine() throws IOException {
        make("1.bbl", "2.bbl", "3.bbl", "4.bbl", "5.bbl", "6.bbl", "7.bbl", "8.bbl");
        assertEquals(8, logsOf("lone.mp4").size());
        make("9.bbl");
        assertEquals(List.of(), logsOf("lone.mp4"));
    }
}
