package dev.syncline.bindings.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says in one line why a file is no video that can be opened. */
final class VideoFileCheck {
    private static final int HEAD_BYTES = 12;

    private VideoFileCheck() {}

    /**
     * Finds what can be found without a demultiplexer.
     *
     * @throws IOException when the file is not there, is empty, or may not be read
     */
    static void requireReadable(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(file + ": there is no such file: check the path");
        }
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": is a folder, expected a video file");
        }
        if (!Files.isReadable(file)) {
            throw new IOException(file + ": may not be read: check the file's permissions");
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": is a pipe or a device, expected a video file: it is read more than once");
        }
        if (Files.size(file) == 0) {
            throw new IOException(file + ": is empty (0 bytes), expected a video file: record or copy it again");
        }
    }

    /** The line for a file that FFmpeg refused to open. */
    static String whyNotOpened(Path file, String ffmpegError) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD_BYTES);
        }
        if (head.length >= 8 && new String(head, 4, 4, StandardCharsets.ISO_8859_1).equals("ftyp")) {
            return file + ": begins as an MP4 or MOV of " + Files.size(file)
                    + " bytes, but its index (moov) is missing or damaged (" + ffmpegError
                    + "): the recording or the copy was cut off; copy it again or repair it (untrunc)";
        }
        return file + ": is not a video that can be read (" + ffmpegError
                + "), expected MP4, MOV, Matroska, AVI, MPEG-TS or another camera format";
    }
}
