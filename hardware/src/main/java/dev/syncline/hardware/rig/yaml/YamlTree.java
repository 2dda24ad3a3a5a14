package dev.syncline.hardware.rig.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads one YAML document into a tree with lines. Names that are given twice are an error, not a silent choice. */
public final class YamlTree {
    /** Rigs are written by hand; what is larger is another kind of file. */
    private static final int LARGEST_FILE_BYTES = 1 << 20;

    private static final int DEEPEST = 16;

    private final String file;
    private final JsonParser parser;

    private YamlTree(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /** Reads a file. @throws IOException if it cannot be read or is no YAML: one line with file and line */
    public static YamlNode.Mapping read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST_FILE_BYTES + 1);
            if (bytes.length > LARGEST_FILE_BYTES) {
                throw new RigFormatException(
                        file.toString(), 0, "is larger than 1 MiB: this is no rig file, which a person writes in YAML");
            }
            return read(new String(bytes, StandardCharsets.UTF_8), file.toString());
        }
    }

    /**
     * Reads a text.
     *
     * @param file its name in messages
     * @throws RigFormatException if it is no YAML mapping
     */
    public static YamlNode.Mapping read(String text, String file) throws RigFormatException {
        try (JsonParser parser = YAMLFactory.builder().build().createParser(ObjectReadContext.empty(), text)) {
            YamlTree tree = new YamlTree(file, parser);
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new RigFormatException(file, 0, "is empty; expected names with values, such as 'devices:'");
            }
            if (first != JsonToken.START_OBJECT) {
                throw new RigFormatException(
                        file,
                        tree.line(),
                        "expected names with values, such as 'devices:', found " + tree.found(first));
            }
            YamlNode.Mapping root = tree.mapping(0);
            JsonToken more = parser.nextToken();
            if (more != null) {
                throw new RigFormatException(file, tree.line(), "expected one document, found a second one after it");
            }
            return root;
        } catch (JacksonException e) {
            // The parser's message is what it was at, what it met, and excerpts, which begin with blanks.
            String problem = String.valueOf(e.getOriginalMessage())
                    .lines()
                    .filter(part -> !part.isBlank() && !part.startsWith(" "))
                    .limit(2)
                    .collect(Collectors.joining(", "));
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
            throw new RigFormatException(file, line, "is no YAML here: " + problem);
        }
    }

    private YamlNode.Mapping mapping(int depth) throws RigFormatException {
        int line = line();
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int keyLine = line();
            String key = String.valueOf(parser.currentName());
            YamlNode value = node(parser.nextToken(), depth + 1);
            YamlNode.Entry earlier = entries.putIfAbsent(key, new YamlNode.Entry(keyLine, value));
            if (earlier != null) {
                throw new RigFormatException(
                        file, keyLine, "'" + key + "' is given twice, first on line " + earlier.line());
            }
        }
        return new YamlNode.Mapping(line, entries);
    }

    private YamlNode node(JsonToken token, int depth) throws RigFormatException {
        if (depth > DEEPEST) {
            throw new RigFormatException(file, line(), "is nested deeper than " + DEEPEST + " levels");
        }
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw new RigFormatException(file, line(), "aliases (*name) are not read; write the value out");
        }
        if (token == JsonToken.START_OBJECT) {
            return mapping(depth);
        }
        int line = line();
        if (token == JsonToken.START_ARRAY) {
            List<YamlNode> items = new ArrayList<>();
            JsonToken next = parser.nextToken();
            while (next != JsonToken.END_ARRAY) {
                items.add(node(next, depth + 1));
                next = parser.nextToken();
            }
            return new YamlNode.Sequence(line, items);
        }
        return new YamlNode.Scalar(line, token == JsonToken.VALUE_NULL ? "" : parser.getString());
    }

    /** A value as it may stand in a message of one line. */
    static String shown(String text) {
        String plain = text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
        return plain.length() > 60 ? plain.substring(0, 60) + "…" : plain;
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private String found(JsonToken token) {
        return token == JsonToken.START_ARRAY ? "a list" : "'" + shown(parser.getString()) + "'";
    }
}
