package dev.syncline.cli.files;

import dev.syncline.cli.console.WrongUsageException;
import dev.syncline.engine.file.PartFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a command's outputs off its inputs and off each other, whatever links and names they go by. A command names all
 * of both before it begins to work. Devices and pipes may be named as often as one likes.
 */
public final class OutputGuard {
    private static final String OUTPUT = "another output";

    /** What each file is to this command, by the file's identity. */
    private final Map<Object, String> inputs = new LinkedHashMap<>();

    private final Map<Object, Path> outputs = new LinkedHashMap<>();

    /**
     * Names an input.
     *
     * @param input null for none; of a folder all files that lie in it
     * @param what it is, such as "the video"
     * @throws IOException when an output would go over it: one line
     */
    public OutputGuard reads(@Nullable Path input, String what) throws IOException {
        if (input != null && Files.isDirectory(input)) {
            try (Stream<Path> files = Files.list(input)) {
                return reads(files.filter(Files::isRegularFile).toList(), what);
            }
        }
        Object key = input == null ? null : key(input);
        if (key != null) {
            Path output = outputs.get(key);
            if (output != null) {
                throw twice(output, what);
            }
            inputs.putIfAbsent(key, what);
        }
        return this;
    }

    /** Names several inputs. */
    public OutputGuard reads(Iterable<Path> all, String what) throws IOException {
        for (Path input : all) {
            reads(input, what);
        }
        return this;
    }

    /**
     * Names an output and makes sure that it can be written.
     *
     * @throws WrongUsageException when it is {@code -}: a command whose output can go to standard output does not come here
     * @throws IOException when it cannot, or would go over an input or another output: one line
     */
    public ReplacedFile writes(Path output) throws IOException {
        if (output.equals(PartFile.STANDARD_OUTPUT)) {
            throw new WrongUsageException(
                    "cannot write to '-': this output does not go to standard output; name a file (./-"
                            + " for one that is called so)");
        }
        Object key = key(output);
        if (key != null) {
            String input = inputs.get(key);
            if (input != null) {
                throw twice(output, input);
            }
        }
        ReplacedFile file = ReplacedFile.claim(output);
        if (key != null && outputs.putIfAbsent(key, output) != null) {
            throw twice(output, OUTPUT);
        }
        return file;
    }

    private static IOException twice(Path output, String other) {
        return new IOException(
                "cannot write " + output + ": it is named twice, as an output and as " + other + "; name another file");
    }

    /**
     * What tells files apart: their number on their disk, where they are there; else the name in the real folder. Null for
     * what is neither a regular file nor the place of one.
     */
    private static @Nullable Object key(Path path) throws IOException {
        if (Files.exists(path)) {
            if (!Files.isRegularFile(path)) {
                return null;
            }
            Object number = Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class)
                    .fileKey();
            return number == null ? path.toRealPath() : number;
        }
        try {
            return PartFile.place(path);
        } catch (FileSystemException e) {
            // It can be no output; claiming it says why.
            return path.toAbsolutePath();
        }
    }
}
