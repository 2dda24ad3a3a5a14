package dev.syncline.cli.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command line as this build made it, and the jars of Spark that it was built with. */
final class BuiltSyncline {
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    static final Path CLI = Path.of("../cli/target").toAbsolutePath().normalize();

    private BuiltSyncline() {}

    static List<String> command(String... args) {
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                CLI.resolve("syncline.jar").toString()));
        command.addAll(List.of(args));
        return command;
    }

    /** Writes a script that executors can start. */
    static Path launcher(Path folder) throws IOException {
        Path launcher = folder.resolve("syncline");
        Files.writeString(
                launcher, "#!/bin/sh\nexec " + String.join(" ", command().toArray(String[]::new)) + " \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        return launcher;
    }

    static List<Path> sparkJars() throws IOException {
        String jars = Files.readString(Path.of("target/spark-jars.txt")).strip();
        return Arrays.stream(jars.split(File.pathSeparator, -1)).map(Path::of).toList();
    }
}
