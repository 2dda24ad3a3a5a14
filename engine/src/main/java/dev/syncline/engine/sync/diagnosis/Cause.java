package dev.syncline.engine.sync.diagnosis;

/** Something that a refusal may come from. */
interface Cause {
    /** In a few words, for people. */
    String name();

    /** Whether it explains the refusal. */
    Finding look(Evidence seen);
}
