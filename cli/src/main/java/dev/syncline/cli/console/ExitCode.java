package dev.syncline.cli.console;

/** What every command ends with. Farms branch on these. */
public final class ExitCode {
    public static final int DONE = 0;

    /** Bad input, a missing device, I/O. */
    public static final int FAILED = 1;

    public static final int WRONG_USAGE = 2;

    /** It worked, and there is no trustworthy answer. */
    public static final int REFUSED = 3;

    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
