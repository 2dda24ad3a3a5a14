package dev.syncline.engine.telemetry;

import dev.syncline.engine.sync.outcome.WarningCode;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the damaged parts of a log while it is read. One rule for all formats: an end that is cut short, as where
 * a battery was pulled, is left out and said; damage before the end is an error, unless the reader was asked to be lenient;
 * then it is left out and said too. Formats that lose parts on their way as a rule (Blackbox, DataFlash, telemetry by radio)
 * find the next whole part by themselves, and do not ask here.
 */
public final class DamagedParts {
    private final boolean lenient;
    private long count;
    private @Nullable TelemetryFormatException first;
    private @Nullable String cut;

    /** None yet. */
    public DamagedParts(ReadOptions options) {
        lenient = options.lenient();
    }

    /**
     * A part is damaged.
     *
     * @param damage what is wrong with it
     * @throws TelemetryFormatException the same, where the reader is not lenient
     */
    public void leaveOut(TelemetryFormatException damage) throws TelemetryFormatException {
        if (!lenient) {
            throw damage.beforeGoodParts();
        }
        count++;
        first = first == null ? damage : first;
    }

    /**
     * The file ends within a part.
     *
     * @param part which one, such as {@code "the message at byte 12"}
     */
    public void cutShort(String part) {
        cut = part;
    }

    /** What to throw where nothing is left: the first damage; without any, what is given. */
    public TelemetryFormatException reason(TelemetryFormatException otherwise) {
        return first == null ? otherwise : first;
    }

    /** Says what was left out. */
    public void tell(LogWarnings warnings) {
        if (cut != null) {
            warnings.add(WarningCode.LOG_LEFT_OUT, cut + " is cut short: left out");
        }
        if (first != null) {
            warnings.add(
                    WarningCode.LOG_LEFT_OUT,
                    count
                            + (count == 1 ? " damaged part is left out: " : " damaged parts are left out, the first: ")
                            + first.getMessage());
        }
    }
}
