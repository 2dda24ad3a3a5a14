package dev.syncline.engine.telemetry;

import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import java.util.ArrayList;
import java.util.List;

/** What is to be said of a log, gathered while it is read. */
public final class LogWarnings {
    private final List<Warning> all;

    /** None yet. */
    public LogWarnings() {
        this(List.of());
    }

    /** More than these. */
    public LogWarnings(List<Warning> before) {
        all = new ArrayList<>(before);
    }

    /** One more. */
    public void add(WarningCode code, String text) {
        all.add(new Warning(code, text));
    }

    /** One that is to be heard first. */
    public void addFirst(WarningCode code, String text) {
        all.addFirst(new Warning(code, text));
    }

    /** {@return those so far} */
    public List<Warning> list() {
        return List.copyOf(all);
    }
}
