package dev.syncline.engine.telemetry.gpmf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoproChaptersTest {
    @TempDir
    Path folder;

    private void files(String... names) throws IOException {
        for (String name : names) {
            Files.createFile(folder.resolve(name));
        }
    }

    private String chapters(String of) throws IOException {
        List<String> names = GoproChapters.of(folder.resolve(of)).stream()
                .map(f -> String.valueOf(f.getFileName()))
                .toList();
        return String.join(" ", names);
    }

    @ParameterizedTest
    @CsvSource({
        "GX020123.MP4, GX010123.MP4 GX020123.MP4 GX030123.MP4",
        "GX010123.MP4, GX010123.MP4 GX020123.MP4 GX030123.MP4",
        "GX010124.MP4, GX010124.MP4",
        "GH010123.MP4, GH010123.MP4",
        "GP010007.MP4, GOPR0007.MP4 GP010007.MP4",
        "GPBK0009.MP4, GPBK0009.MP4 GB010009.MP4",
        "holiday.MP4, holiday.MP4"
    })
    void shouldFindTheChaptersOfARecordingInTheirOrder(String of, String expected) throws IOException {
        files("GX010123.MP4", "GX020123.MP4", "GX030123.MP4", "GX020123.LRV", "GX010124.MP4", "GH010123.MP4");
        files("GOPR0007.MP4", "GP010007.MP4", "GPFR0009.MP4", "GF010009.MP4", "GPBK0009.MP4", "GB010009.MP4");
        files("holiday.MP4");
        assertEquals(expected, chapters(of));
    }

    @Test
    void shouldRefuseARecordingThatLacksAChapter() throws IOException {
        files("GX010123.MP4", "GX030123.MP4", "GX020500.MP4");
        assertEquals(
                "GX010123.MP4: chapter 2 of its recording is missing beside it, and chapter 3 is there: put all of them"
                        + " into one folder",
                assertThrows(TelemetryFormatException.class, () -> chapters("GX010123.MP4"))
                        .getMessage());
        assertThrows(TelemetryFormatException.class, () -> chapters("GX020500.MP4"));
    }
}
