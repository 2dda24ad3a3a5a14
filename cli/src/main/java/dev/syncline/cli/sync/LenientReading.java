package dev.syncline.cli.sync;

import dev.syncline.engine.telemetry.ReadOptions;
import picocli.CommandLine.Option;

/** What is done about damaged logs: one option of every command that reads one. */
public final class LenientReading {
    @Option(
            names = "--lenient",
            description =
                    "leave damaged parts of a motion log out and say so (default: a damaged log is an error; an end"
                            + " that is cut short, and what Blackbox, DataFlash and telemetry logs lose, is left out always)")
    boolean lenient;

    /** The same, lenient where that was asked for. */
    public ReadOptions of(ReadOptions options) {
        return options.lenient(lenient);
    }
}
