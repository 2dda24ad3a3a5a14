package dev.syncline.engine.sync.outcome;

/**
 * Something that a user should hear beside an answer.
 *
 * @param code for programs
 * @param text one line for people
 */
public record Warning(WarningCode code, String text) {
    /**
     * {@return the same warning in other words}
     *
     * @param other one line for people
     */
    public Warning worded(String other) {
        return new Warning(code, other);
    }
}
