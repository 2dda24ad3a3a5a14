package dev.syncline.engine.sync.outcome;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no answer that can be trusted.
 *
 * @param code for programs
 * @param text one sentence for people: what was seen
 * @param facts figures that the text carries, by names with their units; in order; see {@link RefusalCode}
 * @param remedy what to change so that a sync may work; null where nothing is known to help
 * @param tried what was looked for to explain the refusal, in order; empty where nothing was
 */
public record Refusal(
        RefusalCode code,
        String text,
        Map<String, Double> facts,
        @Nullable Remedy remedy,
        List<Tried> tried) {
    /** Keeps copies of facts and tried. */
    public Refusal {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        tried = List.copyOf(tried);
    }

    /**
     * A refusal whose cause was not looked for.
     *
     * @param code for programs
     * @param text one sentence for people: what was seen
     * @param facts figures that the text carries, by names with their units; in order
     */
    public Refusal(RefusalCode code, String text, Map<String, Double> facts) {
        this(code, text, facts, null, List.of());
    }

    /**
     * {@return a refusal without figures}
     *
     * @param code for programs
     * @param text one sentence for people: what was seen
     */
    public static Refusal of(RefusalCode code, String text) {
        return new Refusal(code, text, Map.of());
    }

    /**
     * {@return the same refusal with one more figure}
     *
     * @param fact its name, with its unit
     * @param value the figure; replaces one of the same name
     */
    public Refusal with(String fact, double value) {
        Map<String, Double> more = new LinkedHashMap<>(facts);
        more.put(fact, value);
        return new Refusal(code, text, more, remedy, tried);
    }

    /**
     * {@return the same refusal in other words}
     *
     * @param other one sentence for people
     */
    public Refusal worded(String other) {
        return new Refusal(code, other, facts, remedy, tried);
    }

    /**
     * {@return the same refusal and what helps}
     *
     * @param what to change so that a sync may work
     */
    public Refusal with(Remedy what) {
        return new Refusal(code, text, facts, what, tried);
    }

    /**
     * {@return the same refusal and all that was looked for to explain it}
     *
     * @param all in order; replaces what the refusal had
     */
    public Refusal having(List<Tried> all) {
        return new Refusal(code, text, facts, remedy, all);
    }
}
