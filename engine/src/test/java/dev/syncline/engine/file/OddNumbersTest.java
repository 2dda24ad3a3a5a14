package dev.syncline.engine.file;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.lens.LensProfileReader;
import dev.syncline.engine.project.GyroflowProjectReader;
import dev.syncline.engine.result.SyncResultJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and files that no reader expects: one line, never an exception of a library's. */
class OddNumbersTest {
    private static final String LENS = """
            {"calib_dimension": {"w": 640, "h": 360}, "frame_readout_time": NUMBER,
             "fisheye_params": {"camera_matrix": [[NUMBER, 0, 320], [0, 420, 180], [0, 0, 1]],
                                "distortion_coeffs": [NUMBER, 0, 0, 0]}, "input_horizontal_stretch": NUMBER}
            """;
    private static final String PROJECT = """
            {"version": 3, "videofile": "a.mp4", "offsets": {"1000": NUMBER},
             "video_info": {"width": 640, "height": 360, "fps": NUMBER, "duration_ms": NUMBER},
             "stabilization": {"frame_readout_time": NUMBER}, "calibration_data": LENS}
            """;
    private static final String RESULT =
            "{\"status\": \"refused\", \"reason\": \"r\", \"video\": \"v\", \"log\": \"l\", \"duration_s\": NUMBER,"
                    + " \"fps\": NUMBER, \"points\": [{\"video_s\": NUMBER}], \"track\": [[NUMBER, NUMBER]]}";

    @TempDir
    Path folder;

    private static byte[] with(String text, String number) {
        return text.replace("LENS", LENS).replace("NUMBER", number).getBytes(StandardCharsets.UTF_8);
    }

    private static void assertOneLine(org.junit.jupiter.api.function.Executable reading) {
        try {
            reading.execute();
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            assertTrue(!message.contains("\n") && !message.equals("null"), message);
            assertTrue(message.length() < 600, message);
        } catch (Throwable e) {
            throw new AssertionError("not an I/O error", e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e99999999999",
                "-1e99999999999",
                "1e-99999999999",
                "1e2147483648",
                "1e999999999",
                "1e-999999999",
                "1e400",
                "NINES",
                "0.NINES",
                "MANYNINES"
            })
    void shouldBeSaidInOneLine(String pattern) {
        String number = pattern.replace("MANYNINES", "9".repeat(2000)).replace("NINES", "9".repeat(400));
        assertOneLine(() -> LensProfileReader.read(with(LENS, number), "lens"));
        assertOneLine(() -> GyroflowProjectReader.read("project", with(PROJECT, number)));
        assertOneLine(() -> SyncResultJson.read("result", with(RESULT, number)));
    }

    @Test
    void shouldReadAUsualNumber() {
        String usual = LENS.replace("[[NUMBER", "[[421.5");
        assertDoesNotThrow(() -> LensProfileReader.read(with(usual, "1.5"), "lens"));
    }

    @Test
    void shouldRefuseDevicesAndWhatIsTooLong() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "0123456789");
        assertEquals(10, WholeFile.read(file, 10, "ten bytes").length);
        IOException longer = assertThrows(IOException.class, () -> WholeFile.read(file, 9, "nine bytes"));
        assertEquals(
                file + ": is 10 bytes long, at most 9 are read: this is not nine bytes, or a damaged one",
                longer.getMessage());
        Path zero = Path.of("/dev/zero");
        Assumptions.assumeTrue(Files.exists(zero), "no /dev/zero here");
        IOException endless = assertThrows(IOException.class, () -> LensProfileReader.read(zero));
        assertEquals("/dev/zero: is a pipe or a device, expected a lens profile in a file", endless.getMessage());
    }
}
