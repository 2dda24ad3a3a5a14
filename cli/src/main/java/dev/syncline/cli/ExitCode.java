package dev.syncline.cli;

/** What every command ends with. Farms branch on these. */
final class ExitCode {
    static final int DONE = 0;

    /** Bad input, a missing device, I/O. */
    static final int FAILED = 1;

    static final int WRONG_USAGE = 2;

    /** It worked, and there is no trustworthy answer. */
    static final int REFUSED = 3;

    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
