package dev.syncline.hardware.rig.yaml;

import java.util.List;
import java.util.Map;

/** A piece of a YAML file that knows its line, counted from 1. */
public sealed interface YamlNode {
    /** The line that it begins on. */
    int line();

    /** A single value, as it was written. */
    record Scalar(int line, String text) implements YamlNode {}

    /** A list. */
    record Sequence(int line, List<YamlNode> items) implements YamlNode {}

    /** Names with their values, in the file's order; a value without content is an empty {@link Scalar}. */
    record Mapping(int line, Map<String, Entry> entries) implements YamlNode {}

    /**
     * One name of a mapping.
     *
     * @param line the line of the name
     */
    record Entry(int line, YamlNode value) {}
}
