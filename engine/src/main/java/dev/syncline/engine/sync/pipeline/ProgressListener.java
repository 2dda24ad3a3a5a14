package dev.syncline.engine.sync.pipeline;

/** Hears how far a sync is. Called on the thread that runs it. */
public interface ProgressListener {
    /** Hears nothing. */
    ProgressListener NONE = (stage, done, total) -> {};

    /**
     * @param stage what is being done, for people: a few words
     * @param done parts done
     * @param total parts in all; may grow
     */
    void at(String stage, int done, int total);
}
