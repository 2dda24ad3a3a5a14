package dev.syncline.cli.archive;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hands an archive's job to Apache Spark's own {@code spark-submit}, which must be installed. */
final class SparkSubmit {
    private static final String MAIN = "dev.syncline.cli.spark.SparkArchive";
    private static final String JAR = "syncline-spark.jar";

    /** Behind the first number of its version: what is told apart by it has other packages. */
    private static final Pattern MINOR_VERSION = Pattern.compile("(-\\d+).*");

    /** What Parquet needs without Spark, which has the same under other names. */
    private static final Pattern LOCAL = Pattern.compile("(hadoop-|slf4j-).*\\.jar");

    /** What a driver and its executors need none of: the workers are processes of their own. */
    private static final Pattern NATIVE = Pattern.compile(".*-(linux|macosx|windows)-[a-z0-9_]+\\.jar");

    private SparkSubmit() {}

    /**
     * Runs the command on a cluster and waits for it.
     *
     * @param settings {@code key=value} each
     * @param commandLine as it was typed, from {@code archive} on or before it
     * @return its exit code
     * @throws IOException when Spark is not there: one line that says what to do
     */
    static int run(String master, List<String> settings, List<String> commandLine, PrintWriter err)
            throws IOException, InterruptedException {
        Path home = sparkHome();
        Path own = ownJar();
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/spark-submit").toString(),
                "--master",
                master,
                "--name",
                "syncline archive",
                "--class",
                MAIN,
                "--conf",
                "spark.log.level=WARN",
                "--conf",
                "spark.executorEnv.JAVA_HOME=" + System.getProperty("java.home"),
                "--conf",
                "spark.syncline.launcher=" + launcher(own)));
        for (String setting : settings) {
            command.add("--conf");
            command.add(setting);
        }
        command.add("--jars");
        command.add(String.join(",", jars(own, home.resolve("jars"))));
        command.add(sparkJar(own).toString());
        command.addAll(arguments(commandLine));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        err.flush();
        Process process = builder.start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            process.waitFor();
            throw e;
        }
    }

    /** What is left for the command on the driver. */
    static List<String> arguments(List<String> commandLine) {
        List<String> left = new ArrayList<>();
        List<String> from = commandLine.subList(commandLine.indexOf("archive") + 1, commandLine.size());
        boolean options = true;
        for (int i = 0; i < from.size(); i++) {
            String word = from.get(i);
            options &= !word.equals("--");
            if (options && (word.equals("--master") || word.equals("--spark-conf"))) {
                i++;
            } else if (!options || !(word.startsWith("--master=") || word.startsWith("--spark-conf="))) {
                left.add(word);
            }
        }
        return left;
    }

    private static Path sparkHome() throws IOException {
        Map<String, String> environment = System.getenv();
        String named = environment.get("SPARK_HOME");
        if (named != null) {
            Path home = Path.of(named);
            if (Files.isExecutable(home.resolve("bin/spark-submit"))) {
                return home;
            }
            throw new IOException("SPARK_HOME=" + named
                    + ": there is no bin/spark-submit in it; set it to the folder of " + "Apache Spark 4");
        }
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path submit = Path.of(folder, "spark-submit");
            if (!folder.isEmpty() && Files.isExecutable(submit)) {
                Path bin = submit.toRealPath().getParent();
                Path home = bin == null ? null : bin.getParent();
                if (home != null) {
                    return home;
                }
            }
        }
        throw new IOException(
                "--master needs Apache Spark 4 (Scala 2.13) on this machine: set SPARK_HOME to its folder, or "
                        + "put its bin on the PATH");
    }

    private static Path ownJar() throws IOException {
        try {
            return Path.of(SparkSubmit.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("cannot tell where Syncline's jar is", e);
        }
    }

    /** Beside the other jar in an installed copy; in its own module's folder in a source tree. */
    private static Path sparkJar(Path own) throws IOException {
        for (String place : List.of(JAR, "../../spark/target/" + JAR)) {
            Path jar = own.resolveSibling(place).normalize();
            if (Files.isRegularFile(jar)) {
                return jar;
            }
        }
        throw new IOException(
                own.resolveSibling(JAR) + " is not there; in a source tree build it: mvn -Pspark package -DskipTests");
    }

    private static String launcher(Path own) {
        String home = System.getenv("SYNCLINE_HOME");
        return home == null
                ? own.resolveSibling("../../syncline").normalize().toString()
                : Path.of(home, "syncline").toString();
    }

    /** Syncline's jars without those that Spark has itself, in about the same version. */
    private static List<String> jars(Path own, Path sparkJars) throws IOException {
        Set<String> theirs = new HashSet<>();
        for (Path jar : jarsIn(sparkJars)) {
            theirs.add(artifact(jar));
        }
        List<String> all = new ArrayList<>(List.of(own.toString()));
        for (Path jar : jarsIn(own.resolveSibling("lib"))) {
            if (!theirs.contains(artifact(jar))
                    && !LOCAL.matcher(String.valueOf(jar.getFileName())).matches()
                    && !NATIVE.matcher(String.valueOf(jar.getFileName())).matches()) {
                all.add(jar.toString());
            }
        }
        return all;
    }

    private static List<Path> jarsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static String artifact(@Nullable Path jar) {
        String name = String.valueOf(jar == null ? null : jar.getFileName());
        return MINOR_VERSION.matcher(name).replaceFirst("$1");
    }
}
