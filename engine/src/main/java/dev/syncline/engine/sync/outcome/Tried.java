package dev.syncline.engine.sync.outcome;

/**
 * One cause that a refusal may have had, and what was seen of it.
 *
 * @param cause in a few words, such as {@code "repeated frames"}
 * @param found whether it explains the refusal
 * @param text what was seen, with figures
 */
public record Tried(String cause, boolean found, String text) {}
