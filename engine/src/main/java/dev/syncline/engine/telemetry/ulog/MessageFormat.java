package dev.syncline.engine.telemetry.ulog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where fields lie in the messages of a kind, and of which type they are. Padding at the end may be left out of a message. */
final class MessageFormat {
    private static final int DEEPEST = 8;
    private static final int LARGEST = 1 << 20;
    private static final Map<String, Integer> SIZES = Map.ofEntries(
            Map.entry("int8_t", 1),
            Map.entry("uint8_t", 1),
            Map.entry("bool", 1),
            Map.entry("char", 1),
            Map.entry("int16_t", 2),
            Map.entry("uint16_t", 2),
            Map.entry("int32_t", 4),
            Map.entry("uint32_t", 4),
            Map.entry("float", 4),
            Map.entry("int64_t", 8),
            Map.entry("uint64_t", 8),
            Map.entry("double", 8));

    /** A field: its type without brackets, how many of it, its first byte. */
    record Field(String type, int count, int at) {}

    private final Map<String, Field> fields = new HashMap<>();

    private MessageFormat() {}

    /**
     * Works a format out.
     *
     * @param definitions by name: {@code type name;type[3] name;}
     * @return null where it is not known or goes round in circles
     */
    static @Nullable MessageFormat of(String name, Map<String, String> definitions) {
        MessageFormat format = new MessageFormat();
        return format.add(name, definitions) < 0 ? null : format;
    }

    /** The field of this name and type with at least so many values; null where there is none. */
    @Nullable
    Field field(String name, String type, int count) {
        Field field = fields.get(name);
        return field != null && field.type().equals(type) && field.count() >= count ? field : null;
    }

    private int add(String name, Map<String, String> definitions) {
        String definition = definitions.get(name);
        if (definition == null) {
            return -1;
        }
        int at = 0;
        for (String part : List.of(definition.split(";", -1))) {
            int blank = part.indexOf(' ');
            if (blank < 0) {
                continue;
            }
            String type = part.substring(0, blank);
            int count = count(type);
            String plain = type.replaceFirst("\\[.*", "");
            int size = size(plain, definitions, 0);
            if (count < 0 || size < 0 || (long) at + (long) size * count > LARGEST) {
                return -1;
            }
            fields.put(part.substring(blank + 1).strip(), new Field(plain, count, at));
            at += size * count;
        }
        return at;
    }

    private static int size(String type, Map<String, String> definitions, int depth) {
        Integer known = SIZES.get(type);
        if (known != null) {
            return known;
        }
        String definition = definitions.get(type);
        if (definition == null || depth >= DEEPEST) {
            return -1;
        }
        long total = 0;
        for (String part : List.of(definition.split(";", -1))) {
            int blank = part.indexOf(' ');
            if (blank < 0) {
                continue;
            }
            String inner = part.substring(0, blank);
            int count = count(inner);
            int size = size(inner.replaceFirst("\\[.*", ""), definitions, depth + 1);
            total += (long) size * count;
            if (count < 0 || size < 0 || total > LARGEST) {
                return -1;
            }
        }
        return (int) total;
    }

    private static int count(String type) {
        int open = type.indexOf('[');
        if (open < 0) {
            return 1;
        }
        String digits = type.substring(open + 1).replaceFirst("\\]$", "");
        return digits.matches("[0-9]{1,6}") ? Integer.parseInt(digits) : -1;
    }
}
