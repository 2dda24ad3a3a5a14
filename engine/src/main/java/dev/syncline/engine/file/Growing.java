package dev.syncline.engine.file;

import java.io.IOException;

/** A file that grows for as long as something is recorded. */
@FunctionalInterface
public interface Growing {
    /**
     * Brings what was recorded so far to disk in a form that can be read, should the process end now. Called by a thread
     * other than the one that records.
     *
     * @throws IOException when it cannot, with the file's name
     */
    void settle() throws IOException;
}
