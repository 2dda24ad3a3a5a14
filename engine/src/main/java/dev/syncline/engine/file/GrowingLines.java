package dev.syncline.engine.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Lines of text that are recorded for as long as it takes. One thread adds, another may {@link #settle}. */
public final class GrowingLines implements Growing, AutoCloseable {
    private final PartFile file;
    private long bytes;

    /** What it must hold to be worth keeping; 0 while nothing is. */
    private long worthBytes;

    private boolean failed;

    /** Begins a file. @throws IOException when nothing can be written there, with the file's name */
    public GrowingLines(Path target) throws IOException {
        file = PartFile.begin(target);
    }

    /**
     * Adds whole lines.
     *
     * @throws IOException when they cannot be written, with the file's name
     */
    public synchronized void add(CharSequence lines) throws IOException {
        try {
            byte[] added = lines.toString().getBytes(StandardCharsets.UTF_8);
            file.out().write(added);
            bytes += added.length;
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    /** What was added so far makes it worth keeping: once that is in the file it may take its name. */
    public synchronized void worthKeeping() {
        if (worthBytes == 0) {
            worthBytes = bytes;
        }
    }

    @Override
    public void settle() throws IOException {
        synchronized (this) {
            if (failed) {
                return;
            }
            flush();
            if (worthBytes > 0) {
                file.worthKeeping();
            }
        }
        file.settle();
    }

    private void flush() throws IOException {
        try {
            file.out().flush();
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    /**
     * The file is whole: gives it its name.
     *
     * @throws IOException when it cannot be written; {@link #close} then decides
     */
    public synchronized void finish() throws IOException {
        flush();
        file.commit();
    }

    /**
     * Ends it before it is whole. What is worth keeping stays, in whole lines; the rest is gone.
     *
     * @throws IOException when it cannot be written or renamed, with the file's name
     */
    public synchronized void keep() throws IOException {
        IOException failure = null;
        try {
            if (worthBytes > 0 && !failed) {
                flush();
            }
        } catch (IOException e) {
            failure = e;
        }
        if (worthBytes > 0 && (!failed || file.cutToLines() >= worthBytes)) {
            file.keep();
        } else {
            file.close();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Closes it; what has not taken its name is gone. */
    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
