package dev.syncline.cli.console;

import java.io.IOException;

/** What a command was asked to do cannot be done, whatever its files hold: the command ends as wrongly used. */
public final class WrongUsageException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param problem one line: what was wrong, and what to do */
    public WrongUsageException(String problem) {
        super(problem);
    }
}
