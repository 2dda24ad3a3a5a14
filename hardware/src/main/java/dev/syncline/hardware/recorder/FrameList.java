package dev.syncline.hardware.recorder;

import dev.syncline.engine.file.PartFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text file with an entry for each recorded frame. An entry goes into the file when its frame can be played, and the
 * file's ending goes behind it, so the file can be read at any moment and lists no frame that is not there. One thread adds
 * while another settles.
 */
final class FrameList {
    private final PartFile file;
    private final byte[] separator;
    private final byte[] ending;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private long written;
    /** Length of the file without its ending. */
    private long bytes;

    private boolean failed;

    /** @throws IOException if it cannot be written */
    FrameList(Path target, String beginning, String separator, String ending) throws IOException {
        this.file = PartFile.orStandardOutput(target);
        this.separator = separator.getBytes(StandardCharsets.UTF_8);
        this.ending = ending.getBytes(StandardCharsets.UTF_8);
        try {
            put(beginning.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    synchronized void add(String entry) {
        waiting.add(entry.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes the entries of the first frames.
     *
     * @param frames so many can be played
     */
    void settle(long frames) throws IOException {
        synchronized (this) {
            if (frames > written) {
                write(frames);
                file.worthKeeping();
            }
        }
        file.settle();
    }

    private void write(long frames) throws IOException {
        List<byte[]> entries = new ArrayList<>();
        for (long after = written; !failed && after < frames && !waiting.isEmpty(); after++) {
            entries.add(waiting.remove());
        }
        if (entries.isEmpty()) {
            return;
        }
        try {
            put(entries);
        } catch (IOException e) {
            failed = true;
            fill(entries);
            throw e;
        }
    }

    /** Not all of them found room: as many as do. */
    private void fill(List<byte[]> entries) throws IOException {
        try {
            for (byte[] entry : entries) {
                put(List.of(entry));
            }
        } catch (IOException e) {
            // Where the room ends.
            file.cutBack(bytes, ending);
        }
    }

    private void put(List<byte[]> entries) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (written > 0 || text.size() > 0) {
                text.writeBytes(separator);
            }
            text.writeBytes(entry);
        }
        put(text.toByteArray());
        written += entries.size();
    }

    private void put(byte[] text) throws IOException {
        if (file.isDevice()) {
            file.out().write(text);
            file.out().flush();
        } else {
            byte[] all = Arrays.copyOf(text, text.length + ending.length);
            System.arraycopy(ending, 0, all, text.length, ending.length);
            file.writeAt(bytes, all);
        }
        bytes += text.length;
    }

    /**
     * Writes the entries of the frames that can be played, and gives the file its name.
     *
     * @throws IOException when they cannot be written; then those are listed that could
     */
    synchronized void finish(long frames) throws IOException {
        try {
            write(frames);
            if (file.isDevice() && !failed) {
                file.out().write(ending);
                file.out().flush();
            }
        } finally {
            file.keep();
        }
    }

    /** Takes it away. */
    synchronized void discard() throws IOException {
        file.close();
    }
}
