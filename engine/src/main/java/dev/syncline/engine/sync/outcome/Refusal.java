package dev.syncline.engine.sync.outcome;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why there is no answer that can be trusted.
 *
 * @param code for programs
 * @param text one sentence for people: what was seen
 * @param facts figures that the text carries, by names with their units; in order; see {@link RefusalCode}
 */
public record Refusal(RefusalCode code, String text, Map<String, Double> facts) {
    public Refusal {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** A refusal without figures. */
    public static Refusal of(RefusalCode code, String text) {
        return new Refusal(code, text, Map.of());
    }

    /** The same refusal with one more figure. */
    public Refusal with(String fact, double value) {
        Map<String, Double> more = new LinkedHashMap<>(facts);
        more.put(fact, value);
        return new Refusal(code, text, more);
    }

    /** The same refusal in other words. */
    public Refusal worded(String other) {
        return new Refusal(code, other, facts);
    }
}
