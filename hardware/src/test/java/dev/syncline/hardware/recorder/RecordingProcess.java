package dev.syncline.hardware.recorder;

import dev.syncline.bindings.ffmpeg.VideoEncoding;
import dev.syncline.hardware.camera.FrameFormat;
import dev.syncline.hardware.camera.PixelFormat;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Records noise in a process of its own, which a test then kills, or which may write only so much into a file: arguments
 * are the video, the metadata, the times, the most frames and whether the
 * picture is one flat still, of which a frame takes less room in the video than in the metadata. Says "kept" when all three have taken their names.
 */
final class RecordingProcess {
    static final int WIDTH_PX = 160;
    static final int HEIGHT_PX = 96;

    private static final int ENDLESS = 1_000_000;

    private RecordingProcess() {}

    /** @param shell runs before it, such as "ulimit -f 100;" */
    static Process start(String shell, RecordingFiles files, boolean still) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RecordingProcess.class.getName(),
                files.video().toString(),
                String.valueOf(files.metadata()),
                String.valueOf(files.pts()),
                Integer.toString(ENDLESS),
                Boolean.toString(still)));
        StringBuilder line = new StringBuilder(shell + " exec");
        for (String word : command) {
            line.append(" '").append(word).append('\'');
        }
        return new ProcessBuilder("sh", "-c", line.toString())
                .redirectErrorStream(true)
                .start();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        RecordingFiles files = new RecordingFiles(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
        FrameFormat format = new FrameFormat(PixelFormat.GREY, WIDTH_PX, HEIGHT_PX, WIDTH_PX);
        byte[] noise = new byte[WIDTH_PX * HEIGHT_PX];
        Random random = new Random(5);
        boolean said = false;
        try (Arena arena = Arena.ofConfined();
                Recording recording = Recording.create(files, format, 50, VideoEncoding.h264(24, 50))) {
            boolean still = Boolean.parseBoolean(args[4]);
            MemorySegment pixels = arena.allocate(noise.length);
            FrameRecord record = new FrameRecord();
            for (int i = 0; i < Integer.parseInt(args[3]); i++) {
                if (!still) {
                    random.nextBytes(noise);
                }
                MemorySegment.copy(noise, 0, pixels, ValueLayout.JAVA_BYTE, 0, noise.length);
                record.sequence = i;
                record.sensorNs = i * 20_000_000L;
                if (still) {
                    // All that can be known of a frame, so that the metadata outgrow the video by far.
                    record.wallNs = 1_700_000_000_000_000_000L + record.sensorNs;
                    record.durationNs = 20_000_000L;
                    record.exposureNs = 10_000_000L;
                    record.gain = 1.2345678;
                    record.timerNs = 1_000_000_000L;
                    record.syncFrame = 1_000_000_000L + i;
                    record.offsetNs = 123_456_789L;
                    record.correctionNs = 123_456_789L;
                }
                // The encoder sets the pace: a frame that finds no room comes again.
                while (!recording.add(pixels, record)) {
                    Thread.onSpinWait();
                }
                if (still) {
                    // As a camera would: the metadata follow the video once a second.
                    LockSupport.parkNanos(10_000_000L);
                }
                if (!said
                        && Files.exists(files.video())
                        && Files.exists(Path.of(args[1]))
                        && Files.exists(Path.of(args[2]))) {
                    said = true;
                    out.println("kept");
                }
            }
            out.println("added all");
        } catch (IOException e) {
            out.println("failed: " + e.getMessage());
        }
    }
}
