package dev.syncline.engine.project;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.ReadoutNames;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.file.JsonTree;
import dev.syncline.engine.result.Decimals;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Keys of an object that is written again: a value that is the same already keeps every digit and its form. */
record KeptKeys(ObjectNode node) {
    /** The object under a key, made where there is none. */
    KeptKeys child(String key) {
        return new KeptKeys(node.path(key) instanceof ObjectNode there ? there : node.putObject(key));
    }

    void putIfAbsent(String key, String text) {
        if (!node.has(key)) {
            node.put(key, text);
        }
    }

    void putIfAbsent(String key, JsonNode value) {
        if (!node.has(key)) {
            node.set(key, value);
        }
    }

    void put(String key, @Nullable String text) {
        JsonNode there = node.path(key);
        if (there.isMissingNode() || !Objects.equals(there.isString() ? there.stringValue() : null, text)) {
            node.put(key, text);
        }
    }

    void put(String key, long value) {
        if (JsonTree.number(node.path(key)) != (double) value) {
            node.put(key, value);
        }
    }

    void put(String key, double value, int decimals) {
        if (JsonTree.number(node.path(key)) != value) {
            node.put(key, Decimals.rounded(value, decimals));
        }
    }

    void put(String key, double @Nullable [] values, int decimals) {
        if (values == null) {
            // What says nothing of it stays: null, or no turn at all.
            putIfAbsent(key, node.nullNode());
            return;
        }
        JsonNode there = node.path(key);
        boolean same = there.size() == values.length;
        for (int i = 0; i < values.length && same; i++) {
            same = JsonTree.number(there.path(i)) == values[i];
        }
        if (!same) {
            ArrayNode array = node.putArray(key);
            for (double value : values) {
                BigDecimal rounded = Decimals.rounded(value, decimals);
                array.add(rounded);
            }
        }
    }

    /** The readout that these keys say; null where they say none. */
    @Nullable
    RollingShutter readout() {
        JsonNode way = node.path("frame_readout_direction");
        ReadoutDirection direction = way.isString() || way.isNumber() ? ReadoutNames.direction(way.asString()) : null;
        if (node.path(ReadoutNames.HORIZONTAL).asBoolean(false)) {
            direction = ReadoutDirection.LEFT_TO_RIGHT;
        }
        return ReadoutNames.shutter(
                JsonTree.number(node.path("frame_readout_time")),
                direction == null ? ReadoutDirection.TOP_TO_BOTTOM : direction);
    }
}
