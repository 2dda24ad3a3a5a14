package dev.syncline.cli.worker;

import dev.syncline.engine.file.JsonTree;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A line that a worker reads. */
sealed interface WorkerRequest {
    /**
     * Sync a clip.
     *
     * @param id the caller's own name for it
     * @param args as behind {@code syncline sync} on a command line
     */
    record Sync(String id, List<String> args) implements WorkerRequest {}

    /** Stop a clip, whether it runs or waits. */
    record Cancel(String id) implements WorkerRequest {}

    /** Most arguments of one job. */
    int MOST_ARGUMENTS = 1000;

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException when it is none of these; the message says what is wrong
     */
    static WorkerRequest parse(JsonMapper mapper, String line) {
        JsonNode root;
        try {
            root = mapper.readTree(line);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + JsonTree.problem(e), e);
        }
        if (root == null || !root.isObject()) {
            throw new IllegalArgumentException("expected an object, such as {\"id\":\"1\",\"args\":[\"clip.mp4\"]}");
        }
        if (root.has("cancel")) {
            return new Cancel(text(root, "cancel"));
        }
        String id = text(root, "id");
        JsonNode args = root.get("args");
        if (args == null || !args.isArray() || args.isEmpty() || args.size() > MOST_ARGUMENTS) {
            throw new IllegalArgumentException("job " + id + ": args must be a list of 1 to " + MOST_ARGUMENTS
                    + " texts, as behind 'syncline sync'");
        }
        List<String> words = new ArrayList<>();
        for (JsonNode word : args) {
            if (!word.isString()) {
                throw new IllegalArgumentException("job " + id + ": every one of args must be a text, found " + word);
            }
            words.add(word.stringValue());
        }
        return new Sync(id, List.copyOf(words));
    }

    private static String text(JsonNode root, String name) {
        JsonNode value = root.get(name);
        if (value == null
                || !value.isString()
                || value.stringValue().isEmpty()
                || value.stringValue().length() > 4096) {
            throw new IllegalArgumentException(name + " must be a text of 1 to 4096 characters");
        }
        return value.stringValue();
    }
}
