package dev.syncline.bindings.libcamera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shim's structs on this side and on the C compiler's. */
class ShimLayoutTest {
    private static final Path HEADER = Path.of("src/main/native/syncline_camera.h");

    @Test
    void shouldLayOutTheStructsAsTheHeaderDoes(@TempDir Path folder) throws IOException, InterruptedException {
        Assumptions.assumeTrue(hasCompiler(), "no C compiler (gcc) on this machine");
        StringBuilder source = new StringBuilder("#include <stddef.h>\n#include \"")
                .append(HEADER.toAbsolutePath())
                .append("\"\n");
        check(source, "syncline_camera_info", LibcameraInfo.LAYOUT, "shortest_frame_us", "has", "id", "model");
        check(source, "syncline_camera_mode", LibcameraMode.LAYOUT, "fourcc", "width", "stride", "buffers", "flips");
        check(
                source,
                "syncline_camera_settings",
                LibcameraSettings.LAYOUT,
                "exposure_us",
                "gain",
                "sync_mode",
                "lens_position",
                "red_gain",
                "blue_gain",
                "awb_mode",
                "af_mode",
                "af_range",
                "af_speed");
        check(
                source,
                "syncline_camera_frame",
                LibcameraFrame.LAYOUT,
                "sensor_timestamp_ns",
                "frame_duration_us",
                "completed_ns",
                "wall_clock_ns",
                "sync_timer_us",
                "exposure_us",
                "gain",
                "buffer",
                "sequence",
                "bytes_used",
                "status",
                "has",
                "sync_ready");
        source.append("_Static_assert(SYNCLINE_CAMERA_ABI == ")
                .append(ShimFunctions.ABI)
                .append(", \"abi\");\n");
        Path file = Files.writeString(folder.resolve("layout.c"), source);

        Process compiler = new ProcessBuilder("gcc", "-std=c11", "-fsyntax-only", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, compiler.waitFor(), said);
    }

    private static void check(StringBuilder source, String struct, MemoryLayout layout, String... members) {
        source.append(String.format("_Static_assert(sizeof(struct %s) == %d, \"size\");%n", struct, layout.byteSize()));
        for (String member : members) {
            source.append(String.format(
                    "_Static_assert(offsetof(struct %s, %s) == %d, \"%s\");%n",
                    struct, member, layout.byteOffset(PathElement.groupElement(member)), member));
        }
    }

    private static boolean hasCompiler() throws InterruptedException {
        try {
            Process version = new ProcessBuilder("gcc", "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor(30, TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void shouldSayWhatToDoWhereThereIsNoShim() {
        Assumptions.assumeTrue(
                System.getProperty(ShimLibrary.PROPERTY) == null
                        && ShimLibrary.class.getResource("libsyncline-camera.so") == null,
                "this build has the libcamera shim");
        LibcameraException error = assertThrows(LibcameraException.class, Libcamera::start);
        assertTrue(String.valueOf(error.getMessage()).contains("install libcamera-dev"), error.getMessage());
    }
}
