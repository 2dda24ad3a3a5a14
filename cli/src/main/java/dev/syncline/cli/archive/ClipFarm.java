package dev.syncline.cli.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Syncs an archive's clips on other machines. The table stays with the one that asks. */
public interface ClipFarm {
    /** Takes the rows of clips that are done. */
    @FunctionalInterface
    interface Rows {
        /** @throws IOException when the row cannot be kept: nothing more is begun */
        void keep(ClipRow row) throws IOException;
    }

    /**
     * Syncs all.
     *
     * @param rows takes each clip's row once, one at a time, as they get done; the clip's files are in their place by then
     * @throws IOException when the farm gives up, or a row cannot be kept: what is finished is kept
     */
    void sync(ArchivePlan plan, List<PendingClip> clips, Rows rows) throws IOException, InterruptedException;

    /** Writes the whole table once more, in the farm's own way. */
    void export(Path out, List<ClipRow> rows) throws IOException;
}
