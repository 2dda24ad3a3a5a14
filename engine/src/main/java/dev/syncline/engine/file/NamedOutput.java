package dev.syncline.engine.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way into a file. Errors name the file, and after the first nothing is written any more: a buffer that is
 * tried again would put bytes twice.
 */
final class NamedOutput extends OutputStream {
    private final Path file;
    private final OutputStream out;
    private @Nullable FileSystemException failure;

    NamedOutput(Path file, OutputStream out) {
        this.file = file;
        this.out = out;
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        check();
        try {
            out.write(bytes, from, count);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void flush() throws IOException {
        check();
        try {
            out.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Only flushes: the file is its owner's to close. */
    @Override
    public void close() throws IOException {
        flush();
    }

    private void check() throws IOException {
        if (failure != null) {
            throw new FileSystemException(file.toString(), null, failure.getReason());
        }
    }

    private IOException failed(IOException e) {
        failure = PartFile.named(file, e);
        return failure;
    }
}
