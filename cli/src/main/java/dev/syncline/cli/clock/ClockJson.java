package dev.syncline.cli.clock;

import java.io.PrintWriter;
import java.math.BigDecimal;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A result of the clock commands as JSON; numbers that are not known are left out. */
final class ClockJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final ObjectNode node = MAPPER.createObjectNode();

    ClockJson put(String name, String value) {
        node.put(name, value);
        return this;
    }

    ClockJson put(String name, long value) {
        node.put(name, value);
        return this;
    }

    ClockJson put(String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        }
        return this;
    }

    ClockJson put(String name, boolean value) {
        node.put(name, value);
        return this;
    }

    /** Adds an object to a list of objects. */
    ClockJson add(String list, ClockJson item) {
        ArrayNode array = node.get(list) instanceof ArrayNode known ? known : node.putArray(list);
        array.add(item.node);
        return this;
    }

    void print(PrintWriter out) {
        out.println(MAPPER.writeValueAsString(node));
        out.flush();
    }

    /** Nanoseconds in seconds with all nine decimals, exactly. */
    static String seconds(long ns) {
        return (ns >= 0 ? "+" : "") + BigDecimal.valueOf(ns, 9).toPlainString();
    }
}
