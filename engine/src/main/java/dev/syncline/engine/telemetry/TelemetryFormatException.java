package dev.syncline.engine.telemetry;

import java.io.IOException;

/** A file that is not what it should be. The message is one line: file, place, what was found, what was expected. */
public final class TelemetryFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private boolean goodPartsLeft;

    /**
     * @param file the file's name
     * @param where byte or line, such as {@code "line 12"}; empty where the file as a whole is meant
     * @param problem what was found and what was expected, and what to do where that is not plain
     */
    public TelemetryFormatException(String file, String where, String problem) {
        super(file + (where.isEmpty() ? "" : ", " + where) + ": " + problem);
    }

    /** This, marked as damage that a lenient reader leaves out. */
    TelemetryFormatException beforeGoodParts() {
        goodPartsLeft = true;
        return this;
    }

    /** True where only a part is damaged, and {@link ReadOptions#lenient() a lenient reader} keeps the rest. */
    public boolean leavesGoodParts() {
        return goodPartsLeft;
    }
}
