package dev.syncline.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A checkout of its own for the launcher, with JDKs and a Maven that only say what they were asked. */
abstract class LauncherCheckout {
    static final Path LAUNCHER = Path.of("..", "syncline").toAbsolutePath().normalize();

    @TempDir
    Path temporary;

    Path root = Path.of("");
    Path jdk = Path.of("");

    record Run(int exitCode, String out, String err) {}

    @BeforeEach
    void makeCheckout() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no POSIX shell here");
        Path folder = temporary.toRealPath();
        root = Files.createDirectories(folder.resolve("check out"));
        Files.copy(LAUNCHER, root.resolve("syncline"));
        executable(root.resolve("syncline"));
        for (String module : List.of("engine", "native-bindings", "cli")) {
            Files.createDirectories(root.resolve(module).resolve("src/main"));
            Files.writeString(root.resolve(module).resolve("pom.xml"), "");
        }
        Files.writeString(root.resolve("pom.xml"), "");
        jdk = fakeJdk("jdk 25", "25.0.3");
        Path tools = Files.createDirectories(folder.resolve("tools"));
        script(
                tools.resolve("mvn"),
                "echo built with \"$JAVA_HOME\"; while [ \"$1\" != -pl ]; do shift; done;"
                        + " mkdir -p \"$2/target\" && touch \"$2/target/syncline.jar\"");
        script(tools.resolve("getent"), "echo \"user:x:1:1::$HOME:/bin/sh\"");
    }

    Path fakeJdk(String name, String version) throws IOException {
        Path home = temporary.toRealPath().resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), "echo in \"$PWD\"; for a in \"$@\"; do echo \"<$a>\"; done");
        return home;
    }

    static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        executable(file);
    }

    static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Run run(Path launcher, Path directory, Map<String, String> environment, String... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
        command.addAll(List.of(args));
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(k -> k.startsWith("SYNCLINE_") || k.equals("JAVA_HOME"));
        builder.environment().put("HOME", temporary.toString());
        builder.environment().put("PATH", temporary.toRealPath().resolve("tools") + ":/usr/bin:/bin");
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Run(
                exitCode, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    Map<String, String> ours() {
        return new HashMap<>(Map.of("SYNCLINE_JAVA_HOME", jdk.toString(), "SYNCLINE_STARTUP_CACHE", "off"));
    }

    void makeJar(Instant modified) throws IOException {
        Path jar = root.resolve("cli/target/syncline.jar");
        Files.createDirectories(root.resolve("cli/target"));
        if (!Files.exists(jar)) {
            Files.writeString(jar, "");
        }
        Files.setLastModifiedTime(jar, FileTime.from(modified));
    }
}
