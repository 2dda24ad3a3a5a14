package dev.syncline.engine.file;

import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON that others wrote. */
public final class JsonTree {
    private JsonTree() {}

    /**
     * Parses a text. An exponent that no {@code BigDecimal} has is a fault of the text too; the library throws something
     * else there.
     *
     * @throws JacksonException when it is no JSON, or a number in it is beyond all bounds
     */
    public static JsonNode read(JsonMapper mapper, byte[] json) {
        try {
            return mapper.readTree(json);
        } catch (NumberFormatException e) {
            throw new StreamReadException(null, "a number in it is beyond all bounds", e);
        }
    }

    /** The line at which a text is no JSON, for messages; empty where that is not known. */
    public static String where(JacksonException e) {
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        return line > 0 ? "line " + line : "";
    }

    /** What is wrong there, on one line, without what the library says of its own input. */
    public static String problem(JacksonException e) {
        String first =
                String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("cannot be parsed");
        return first.replaceFirst("\\s*\\(start marker at \\[Source:.*$", "");
    }

    /** The nearest double: infinite where it is too large, NaN where the node is no number. */
    public static double number(JsonNode node) {
        return node.isNumber() ? Double.parseDouble(node.asString()) : Double.NaN;
    }
}
