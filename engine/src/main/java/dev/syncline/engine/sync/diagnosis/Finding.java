package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a cause.
 *
 * @param refusal the refusal in the words of that cause; null where it does not explain it
 * @param text what was seen, with figures
 */
record Finding(@Nullable Refusal refusal, String text) {
    /** The cause explains the refusal. */
    static Finding yes(Refusal refusal) {
        return new Finding(refusal, refusal.text());
    }

    /** It does not. */
    static Finding no(String pattern, Object... values) {
        return new Finding(null, String.format(Locale.ROOT, pattern, values));
    }

    static Refusal refusal(RefusalCode code, String pattern, Object... values) {
        return Refusal.of(code, String.format(Locale.ROOT, pattern, values));
    }
}
