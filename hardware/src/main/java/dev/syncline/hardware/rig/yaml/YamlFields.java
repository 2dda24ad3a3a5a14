package dev.syncline.hardware.rig.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of one mapping, taken by name; every field must be taken, so that no misspelt one is overlooked. */
public final class YamlFields {
    private final String file;
    private final String what;
    private final YamlNode.Mapping mapping;
    private final Set<String> known = new LinkedHashSet<>();

    /** @param what what the mapping describes, for messages: {@code device cam1} */
    public YamlFields(String file, String what, YamlNode.Mapping mapping) {
        this.file = file;
        this.what = what;
        this.mapping = mapping;
    }

    /** The fields of a node that must be a mapping. */
    public static YamlFields of(String file, String what, YamlNode node) throws RigFormatException {
        if (node instanceof YamlNode.Mapping mapping) {
            return new YamlFields(file, what, mapping);
        }
        throw new RigFormatException(file, node.line(), what + ": expected names with values, found " + describe(node));
    }

    /** The line that the mapping begins on. */
    public int line() {
        return mapping.line();
    }

    /** The line of a field; the line of the mapping where the field is absent. */
    public int line(String name) {
        YamlNode.Entry entry = mapping.entries().get(name);
        return entry == null ? mapping.line() : entry.line();
    }

    /** A field's value; null where it is absent. */
    public @Nullable YamlNode node(String name) {
        known.add(name);
        YamlNode.Entry entry = mapping.entries().get(name);
        return entry == null ? null : entry.value();
    }

    /** A single value; null where it is absent. */
    public @Nullable String text(String name) throws RigFormatException {
        YamlNode node = node(name);
        return node == null ? null : scalar(name, node).text();
    }

    /** A single value that must be there. */
    public String requiredText(String name, String example) throws RigFormatException {
        String text = text(name);
        if (text == null || text.isBlank()) {
            throw new RigFormatException(
                    file, mapping.line(), what + " has no '" + name + "'; add one, such as " + name + ": " + example);
        }
        return text;
    }

    /** A value read by a parser that throws {@link IllegalArgumentException}; null where it is absent. */
    public <T> @Nullable T parsed(String name, Function<String, T> parser) throws RigFormatException {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new RigFormatException(file, line(name), what + ": " + name + ": " + e.getMessage());
        }
    }

    /** A whole number of 0 or more; null where it is absent. */
    public @Nullable Integer count(String name) throws RigFormatException {
        return parsed(name, text -> {
            if (!text.matches("\\d{1,9}")) {
                throw new IllegalArgumentException("'" + text + "' is no whole number");
            }
            return Integer.valueOf(text);
        });
    }

    /** One of the constants of an enum, written in small letters with dashes; null where it is absent. */
    public <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) throws RigFormatException {
        return parsed(name, text -> {
            List<String> names = new ArrayList<>();
            for (E constant : type.getEnumConstants()) {
                String written = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
                if (written.equals(text.toLowerCase(Locale.ROOT))) {
                    return constant;
                }
                names.add(written);
            }
            throw new IllegalArgumentException("'" + text + "' is not one of " + String.join(", ", names));
        });
    }

    /** A list of single values, or one value for a list of one; empty where it is absent. */
    public List<YamlNode.Scalar> texts(String name) throws RigFormatException {
        YamlNode node = node(name);
        return node == null ? List.of() : texts(name, node);
    }

    /** A node as a list of single values. */
    public List<YamlNode.Scalar> texts(String name, YamlNode node) throws RigFormatException {
        List<YamlNode.Scalar> texts = new ArrayList<>();
        if (node instanceof YamlNode.Sequence sequence) {
            for (YamlNode item : sequence.items()) {
                texts.add(scalar(name, item));
            }
        } else {
            texts.add(scalar(name, node));
        }
        return texts;
    }

    /** Names with mappings below them, such as {@code devices:}; empty where it is absent. */
    public Map<String, YamlFields> children(String name, String kind) throws RigFormatException {
        Map<String, YamlFields> children = new LinkedHashMap<>();
        YamlNode node = node(name);
        if (node == null) {
            return children;
        }
        for (Map.Entry<String, YamlNode.Entry> entry :
                of(file, name, node).mapping.entries().entrySet()) {
            YamlNode value = entry.getValue().value();
            if (!(value instanceof YamlNode.Mapping fields)) {
                throw new RigFormatException(
                        file,
                        entry.getValue().line(),
                        kind + " " + entry.getKey() + ": expected names with values, found " + describe(value));
            }
            YamlNode.Mapping placed = new YamlNode.Mapping(entry.getValue().line(), fields.entries());
            children.put(entry.getKey(), new YamlFields(file, kind + " " + entry.getKey(), placed));
        }
        return children;
    }

    /** A mapping of names to single values; empty where it is absent. */
    public Map<String, YamlNode.Scalar> pairs(String name) throws RigFormatException {
        Map<String, YamlNode.Scalar> pairs = new LinkedHashMap<>();
        YamlNode node = node(name);
        if (node != null) {
            for (Map.Entry<String, YamlNode.Entry> entry :
                    of(file, what + ": " + name, node).mapping.entries().entrySet()) {
                YamlNode.Scalar value = scalar(entry.getKey(), entry.getValue().value());
                pairs.put(entry.getKey(), new YamlNode.Scalar(entry.getValue().line(), value.text()));
            }
        }
        return pairs;
    }

    /** @throws RigFormatException if a field was given that nobody asked for: names it and those that are known */
    public void rejectUnknown() throws RigFormatException {
        for (Map.Entry<String, YamlNode.Entry> entry : mapping.entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw new RigFormatException(
                        file,
                        entry.getValue().line(),
                        what + ": '" + entry.getKey() + "' is not known here; known are " + String.join(", ", known));
            }
        }
    }

    /** An error at a field. */
    public RigFormatException wrong(String name, String message) {
        return new RigFormatException(file, line(name), what + ": " + message);
    }

    private YamlNode.Scalar scalar(String name, YamlNode node) throws RigFormatException {
        if (node instanceof YamlNode.Scalar scalar) {
            return scalar;
        }
        throw new RigFormatException(
                file, node.line(), what + ": " + name + ": expected one value, found " + describe(node));
    }

    private static String describe(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar ->
                scalar.text().isEmpty() ? "nothing" : "'" + YamlTree.shown(scalar.text()) + "'";
            case YamlNode.Sequence sequence -> "a list";
            case YamlNode.Mapping mapping -> "names with values";
        };
    }
}
