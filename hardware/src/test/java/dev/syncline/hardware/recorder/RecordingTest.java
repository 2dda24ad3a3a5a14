package dev.syncline.hardware.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.bindings.ffmpeg.FfmpegFrameSource;
import dev.syncline.bindings.ffmpeg.FfmpegFrameTimes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is left of a recording whose process or disk came to an end. */
class RecordingTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void needsAShell() {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no shell here");
    }

    private RecordingFiles files(String video) {
        return new RecordingFiles(folder.resolve(video), folder.resolve("take.json"), folder.resolve("take.pts"));
    }

    private List<String> names() throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** Frames that the video plays, checked against the lists beside it. */
    private int framesLeft(RecordingFiles files) throws IOException {
        int played = FfmpegFrameTimes.read(files.video()).length;
        int[] decoded = {0};
        try (FfmpegFrameSource source = FfmpegFrameSource.open(files.video(), RecordingProcess.HEIGHT_PX, 1)) {
            source.decode(0, Long.MAX_VALUE / 4, frame -> {
                decoded[0]++;
                return true;
            });
        }
        JsonNode listed = JsonMapper.builder()
                .build()
                .readTree(folder.resolve("take.json").toFile());
        List<String> times = Files.readAllLines(folder.resolve("take.pts"));
        assertTrue(listed.isArray() && listed.size() > 0, "the metadata lists frames");
        assertTrue(played >= listed.size(), played + " frames can be played, " + listed.size() + " are listed");
        assertTrue(played >= times.size() - 1, played + " frames can be played, " + times.size() + " times");
        assertEquals(played, decoded[0]);
        for (int i = 0; i < listed.size(); i++) {
            assertEquals(i, listed.get(i).get("Sequence").asInt());
        }
        return played;
    }

    @ParameterizedTest
    @ValueSource(strings = {"take.mp4", "take.mkv"})
    void shouldLeaveWhatPlaysWhenTheProcessIsKilled(String video) throws IOException, InterruptedException {
        RecordingFiles files = files(video);
        Process process = RecordingProcess.start("", files, false);
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            do {
                line = said.readLine();
            } while (line != null && !line.equals("kept"));
            assertEquals("kept", line);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertTrue(framesLeft(files) >= 1);
        assertEquals(List.of("take.json", video, "take.pts").stream().sorted().toList(), names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"take.mp4", "take.mov", "take.mkv"})
    void shouldKeepWhatPlaysWhenThereIsNoMoreRoom(String video) throws IOException, InterruptedException {
        RecordingFiles files = files(video);
        // Blocks of 512 bytes: a megabyte of video, and far less than that of the lists.
        Process process = RecordingProcess.start("ulimit -f 2048;", files, false);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertTrue(said.contains("failed: " + files.video() + ": cannot be "), said);
        int left = framesLeft(files);
        assertTrue(left > 10, left + " frames");
        // Nothing of the fragment that found no room is there to stumble over.
        JsonNode listed = JsonMapper.builder()
                .build()
                .readTree(folder.resolve("take.json").toFile());
        assertEquals(left, listed.size());
        assertEquals(3, names().size(), String.valueOf(names()));
    }

    @Test
    void shouldKeepTheVideoWhenThereIsNoMoreRoomForItsMetadata() throws IOException, InterruptedException {
        RecordingFiles files = files("take.mp4");
        Process process = RecordingProcess.start("ulimit -f 200;", files, true);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertTrue(said.contains("failed: " + folder.resolve("take.json") + ": cannot be written"), said);
        assertTrue(framesLeft(files) > 100);
        assertEquals(3, names().size(), String.valueOf(names()));
    }
}
