package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.synthetic.ClipFiles;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the program of {@code docs/embedding.md} against the packaged jars, without the command line's, and runs it. */
class EmbeddingIT {
    private static final Pattern PROGRAM = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    /** The engine, the native bindings and what they depend on. */
    private static String jars() throws IOException {
        List<String> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches("syncline(-hardware.*)?\\.jar"))
                .filter(entry -> !entry.contains("picocli") && !entry.contains("junit") && !entry.contains("-tests"))
                .toList();
        for (String module : List.of("syncline-engine", "syncline-bindings")) {
            assertTrue(
                    jars.stream().anyMatch(j -> j.contains(module)), module + " is no jar on the class path: " + jars);
        }
        return String.join(File.pathSeparator, jars);
    }

    private static String program() throws IOException {
        Matcher block = PROGRAM.matcher(Files.readString(Path.of("..", "docs", "embedding.md")));
        assertTrue(block.find(), "docs/embedding.md shows no program");
        return block.group(1);
    }

    private void compile(String jars) throws IOException {
        Path source = Files.writeString(folder.resolve("Embed.java"), program());
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "this needs a JDK");
        StringWriter said = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of("-cp", jars, "-d", folder.toString(), "-Xlint:all,-path", "-Werror");
            boolean compiled = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertTrue(compiled, said::toString);
        }
    }

    @Test
    void shouldSyncAClipAndReadARefusalsCodeWithTheProgramOfTheDocumentation() throws Exception {
        String jars = jars();
        compile(jars);
        SmallClip clip = SmallClip.render(folder);
        ClipFiles.write(clip.foreign(), folder);
        Path foreign = Files.copy(clip.video(), folder.resolve("foreign.mp4"));
        Path said = folder.resolve("said.txt");
        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        jars + File.pathSeparator + folder,
                        "Embed",
                        clip.video().toString(),
                        foreign.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        int exitCode = run.waitFor();
        String output = Files.readString(said);
        assertEquals(0, exitCode, output);
        List<String> lines = output.lines()
                .filter(line -> line.startsWith("synced ") || line.startsWith("refused "))
                .collect(Collectors.toList());
        assertEquals(2, lines.size(), output);
        assertEquals(
                SmallClip.OFFSET_S * 1e9, Double.parseDouble(lines.get(0).substring("synced ".length())), 3e6, output);
        assertTrue(lines.get(1).startsWith("refused NO_PEAK no offset stands out"), output);
    }
}
