package dev.syncline.engine.telemetry;

import dev.syncline.engine.file.MissingFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The first bytes of a file, which tell what it is. */
final class FileHead {
    private static final int BYTES = 4096;

    private FileHead() {}

    /**
     * Reads them.
     *
     * @return fewer than 4096 where the file is shorter
     * @throws TelemetryFormatException when it is no file
     * @throws IOException when it cannot be read
     */
    static byte[] read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            String problem = Files.exists(file) ? "is not a file" : MissingFile.why(file) + "; check the path";
            throw new TelemetryFormatException(file.toString(), "", problem);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(BYTES);
        }
    }

    /** MP4 and QuickTime begin with a box whose name is one of a few. */
    static boolean isVideo(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            return false;
        }
        byte[] head = read(file);
        if (head.length < 8) {
            return false;
        }
        String box = new String(head, 4, 4, StandardCharsets.ISO_8859_1);
        return List.of("ftyp", "moov", "mdat", "wide", "skip", "free").contains(box);
    }
}
