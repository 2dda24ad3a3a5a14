package dev.syncline.cli.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A Spark cluster on loopback, of the jars that Maven Central has: a master and workers of one core, each a process. The
 * folder is laid out as an installation; its {@code spark-submit} stands in for Spark's script, which no jar holds, and runs
 * the class that the script would.
 */
final class StandaloneCluster implements AutoCloseable {
    private final Path home;
    private final List<Process> processes = new ArrayList<>();
    private String url = "";

    private StandaloneCluster(Path home) {
        this.home = home;
    }

    static StandaloneCluster start(Path home, List<Path> jars, int workers)
            throws IOException, InterruptedException, TimeoutException {
        Files.createDirectories(home.resolve("jars"));
        for (Path jar : jars) {
            Files.createSymbolicLink(home.resolve("jars").resolve(jar.getFileName()), jar);
        }
        Path submit = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
        Files.writeString(submit, """
                #!/bin/sh
                # A stand-in for Spark's own script.
                exec "$JAVA_HOME/bin/java" -Xmx512m -XX:+UseSerialGC --add-opens=java.base/java.nio=ALL-UNNAMED \\
                    -cp "$SPARK_HOME/jars/*" org.apache.spark.deploy.SparkSubmit "$@"
                """);
        Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
        StandaloneCluster cluster = new StandaloneCluster(home);
        try {
            Path log = cluster.log("master");
            cluster.run("org.apache.spark.deploy.master.Master", "master", "--port", "0", "--webui-port", "0");
            waitFor(() -> read(log).contains("Starting Spark master at spark://"));
            String text = read(log);
            int at = text.indexOf("spark://", text.indexOf("Starting Spark master at"));
            cluster.url = text.substring(at).lines().findFirst().orElseThrow().strip();
            for (int i = 1; i <= workers; i++) {
                cluster.run(
                        "org.apache.spark.deploy.worker.Worker",
                        "worker" + i,
                        "--cores",
                        "1",
                        "--memory",
                        "600m",
                        "--webui-port",
                        "0",
                        "--work-dir",
                        home.resolve("work" + i).toString(),
                        cluster.url);
            }
            for (int i = 1; i <= workers; i++) {
                Path worker = cluster.log("worker" + i);
                waitFor(() -> read(worker).contains("Successfully registered with master"));
            }
        } catch (IOException | InterruptedException | TimeoutException | RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private void run(String type, String name, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                BuiltSyncline.JAVA,
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                home.resolve("jars") + "/*",
                type,
                "--host",
                "127.0.0.1"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(log(name).toString()));
        builder.environment().putAll(environment());
        processes.add(builder.start());
    }

    /** What a command needs to find this Spark. */
    Map<String, String> environment() {
        return Map.of(
                "SPARK_HOME",
                home.toString(),
                "SPARK_SCALA_VERSION",
                "2.13",
                "JAVA_HOME",
                System.getProperty("java.home"),
                "SPARK_LOCAL_IP",
                "127.0.0.1");
    }

    /** The master's address. */
    String url() {
        return url;
    }

    /** Kills a worker and all that it started, as a power cut would. */
    void kill(int worker) {
        Process process = processes.get(worker);
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    Path log(String name) {
        return home.resolve(name + ".txt");
    }

    private static String read(Path log) {
        try {
            return Files.isRegularFile(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void waitFor(BooleanSupplier condition) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("Spark did not come up in two minutes");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Override
    public void close() throws IOException {
        for (int i = processes.size() - 1; i >= 0; i--) {
            kill(i);
        }
        try (Stream<Path> links = Files.list(home.resolve("jars"))) {
            for (Path link : links.toList()) {
                Files.delete(link);
            }
        }
    }
}
