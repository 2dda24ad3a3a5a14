package dev.syncline.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher in a checkout of its own, with JDKs and a Maven that only say what they were asked. */
class LauncherTest {
    private static final Path LAUNCHER =
            Path.of("..", "syncline").toAbsolutePath().normalize();

    @TempDir
    Path temporary;

    private Path root = Path.of("");
    private Path jdk = Path.of("");

    private record Run(int exitCode, String out, String err) {}

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

    private Path fakeJdk(String name, String version) throws IOException {
        Path home = temporary.toRealPath().resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), "echo in \"$PWD\"; for a in \"$@\"; do echo \"<$a>\"; done");
        return home;
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        executable(file);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Run run(Path launcher, Path directory, Map<String, String> environment, String... args)
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

    private Map<String, String> ours() {
        return new HashMap<>(Map.of("SYNCLINE_JAVA_HOME", jdk.toString(), "SYNCLINE_STARTUP_CACHE", "off"));
    }

    private void makeJar(Instant modified) throws IOException {
        Path jar = root.resolve("cli/target/syncline.jar");
        Files.createDirectories(root.resolve("cli/target"));
        if (!Files.exists(jar)) {
            Files.writeString(jar, "");
        }
        Files.setLastModifiedTime(jar, FileTime.from(modified));
    }

    @Test
    void shouldBuildOnceAndThenStartWithoutBuilding() throws IOException, InterruptedException {
        Run first = run(root.resolve("syncline"), root, ours(), "doctor");
        assertEquals(0, first.exitCode(), first.err());
        assertTrue(first.err().contains("syncline: building"), first.err());
        assertTrue(first.err().contains("built with " + jdk), first.err());
        assertFalse(first.out().contains("built"), "standard output belongs to the command");
        Run second = run(root.resolve("syncline"), root, ours(), "doctor");
        assertEquals("", second.err());
        assertTrue(second.out().contains("<doctor>"), second.out());
    }

    @Test
    void shouldBuildAgainWhenASourceIsNewer() throws IOException, InterruptedException {
        makeJar(Instant.now().minusSeconds(3600));
        assertTrue(run(root.resolve("syncline"), root, ours()).err().contains("syncline: building"));
        makeJar(Instant.now().plusSeconds(60));
        assertEquals("", run(root.resolve("syncline"), root, ours()).err());
        Path source = Files.writeString(root.resolve("engine/src/main/A.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(120)));
        assertTrue(run(root.resolve("syncline"), root, ours()).err().contains("syncline: building"));
    }

    @Test
    void shouldWorkThroughALinkFromAnyFolderWithArgumentsAsTheyAre() throws IOException, InterruptedException {
        makeJar(Instant.now().plusSeconds(60));
        Path elsewhere = Files.createDirectories(temporary.toRealPath().resolve("else where"));
        Path one = Files.createSymbolicLink(elsewhere.resolve("one"), root.resolve("syncline"));
        Path two = Files.createSymbolicLink(elsewhere.resolve("two"), one.getFileName());
        Run run = run(two, elsewhere, ours(), "sync", "a clip.mp4", "--rough-offset", "-93s", "*", "");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("in " + elsewhere + "\n"), run.out());
        assertTrue(run.out().contains("<" + root.resolve("cli/target/syncline.jar") + ">"), run.out());
        assertTrue(run.out().endsWith("<sync>\n<a clip.mp4>\n<--rough-offset>\n<-93s>\n<*>\n<>\n"), run.out());
        assertTrue(run.out().contains("<jdk.incubator.vector>") && run.out().contains("<-Xmx512m>"), run.out());
    }

    @Test
    void shouldAskForVectorsOnlyWhereACommandNeedsThem() throws IOException, InterruptedException {
        makeJar(Instant.now().plusSeconds(60));
        for (String line : List.of(
                "sync clip.mp4",
                "demo",
                "--debug sync clip.mp4",
                "warm-up out",
                "sync match",
                "sync clip.mp4 --help-me",
                "unheard-of")) {
            String out =
                    run(root.resolve("syncline"), root, ours(), line.split(" ")).out();
            assertTrue(out.contains("<--add-modules>\n<jdk.incubator.vector>\n"), line + ": " + out);
            assertTrue(out.contains("kernel/Vector"), line + ": " + out);
        }
        for (String line : List.of(
                "match a.csv",
                "rig check rig.yaml",
                "clock status",
                "capture -o a.mp4",
                "cameras",
                "frames a b",
                "doctor",
                "--debug match a.csv",
                "match sync",
                "--help",
                "-h",
                "--version",
                "sync --help",
                "")) {
            String out = run(root.resolve("syncline"), root, ours(), line.isEmpty() ? new String[0] : line.split(" "))
                    .out();
            assertFalse(out.contains("vector") || out.contains("kernel"), line + ": " + out);
            assertTrue(out.contains("<-Xmx512m>"), line + ": " + out);
        }
    }

    @Test
    void shouldMakeACacheForEachWayOfStarting() throws IOException, InterruptedException {
        Map<String, String> environment = caching();
        run(root.resolve("syncline"), root, environment, "doctor");
        Path plain = awaitCache();
        run(root.resolve("syncline"), root, environment, "sync", "a.mp4");
        List<Path> both = awaitCaches(2);
        Path vectors = both.get(both.indexOf(plain) == 0 ? 1 : 0);
        assertFalse(Files.readString(plain).contains("incubator"));
        assertTrue(Files.readString(vectors).contains("incubator"));
        assertFalse(Files.readString(vectors).contains("--without-vectors"));
        for (int again = 0; again < 2; again++) {
            String doctor =
                    run(root.resolve("syncline"), root, environment, "doctor").out();
            assertTrue(doctor.contains("<-XX:AOTCache=" + plain + ">"), doctor);
            String sync = run(root.resolve("syncline"), root, environment, "sync", "a.mp4")
                    .out();
            assertTrue(sync.contains("<-XX:AOTCache=" + vectors + ">"), sync);
        }
        assertEquals(2, Files.readString(temporary.resolve("made")).lines().count());
    }

    @Test
    void shouldPutTheUsersJavaOptionsAfterItsOwn() throws IOException, InterruptedException {
        makeJar(Instant.now().plusSeconds(60));
        Map<String, String> environment = ours();
        environment.put("SYNCLINE_JAVA_OPTS", "-Xmx2g -Dsyncline.kernels=scalar");
        String out = run(root.resolve("syncline"), root, environment).out();
        assertTrue(out.indexOf("<-Xmx2g>\n<-Dsyncline.kernels=scalar>") > out.indexOf("<-Xmx512m>"), out);
    }

    @Test
    void shouldTakeTheFirstJdkThatIsNewEnough() throws IOException, InterruptedException {
        makeJar(Instant.now().plusSeconds(60));
        Path old = fakeJdk("jdk 17", "17.0.15");
        Path jdks = Files.createDirectories(temporary.toRealPath().resolve(".jdks"));
        Files.createSymbolicLink(jdks.resolve("zulu"), jdk);
        assertEquals(
                0,
                run(
                                root.resolve("syncline"),
                                root,
                                Map.of("JAVA_HOME", jdk.toString(), "SYNCLINE_STARTUP_CACHE", "off"))
                        .exitCode());
        // The system's own folders come before the user's, so a real JDK may be taken here; any will do but the old
        // one.
        Run run = run(
                root.resolve("syncline"),
                root,
                Map.of("JAVA_HOME", old.toString(), "SYNCLINE_STARTUP_CACHE", "off"),
                "--version");
        assertFalse(run.err().contains("no JDK"), run.err());
        Run forced = run(root.resolve("syncline"), root, Map.of("SYNCLINE_JAVA_HOME", old.toString()));
        assertEquals(1, forced.exitCode());
        assertEquals(
                "syncline: SYNCLINE_JAVA_HOME=" + old + " is no JDK 25 or newer; set it to one, or unset it\n",
                forced.err());
    }

    @Test
    void shouldSayInOneLineThatMavenIsMissing() throws IOException, InterruptedException {
        Path bin = Files.createDirectories(temporary.toRealPath().resolve("bin"));
        for (String tool : List.of("dirname", "sed", "head", "find", "readlink")) {
            Path real = Files.exists(Path.of("/usr/bin", tool)) ? Path.of("/usr/bin", tool) : Path.of("/bin", tool);
            Files.createSymbolicLink(bin.resolve(tool), real);
        }
        Map<String, String> environment = ours();
        environment.put("PATH", bin.toString());
        Run run = run(root.resolve("syncline"), root, environment);
        assertEquals(1, run.exitCode());
        assertTrue(run.err().startsWith("syncline: Maven is needed"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    /** One line, and Maven was not asked. */
    private void assertCannotBuild(String expected, Map<String, String> environment)
            throws IOException, InterruptedException {
        Run run = run(root.resolve("syncline"), root, environment);
        assertEquals(1, run.exitCode(), run.out());
        assertTrue(run.err().startsWith("syncline: Syncline in " + root + " " + expected), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void shouldSayInOneLineWhyItCannotBuild() throws IOException, InterruptedException {
        Path target = Files.writeString(root.resolve("cli/target"), "no folder, and none can be made");
        assertCannotBuild("is not built yet, and this user cannot write to " + target + ";", ours());
        Files.delete(target);

        Map<String, String> homeless = ours();
        homeless.put("HOME", "/nonexistent");
        assertCannotBuild("is not built yet, and Maven has no place", homeless);
        makeJar(Instant.now().minusSeconds(3600));
        assertCannotBuild("has sources that are newer than what was built, and Maven has no place", homeless);
        homeless.put("MAVEN_OPTS", "-Dmaven.repo.local=/elsewhere");
        assertEquals(0, run(root.resolve("syncline"), root, homeless).exitCode());
    }

    @Test
    void shouldSayInOneLineThatTooFewAddressesAreLeft() throws IOException, InterruptedException {
        makeJar(Instant.now().plusSeconds(60));
        for (boolean enough : new boolean[] {false, true}) {
            Path script = temporary.resolve("limited.sh");
            script(
                    script,
                    "ulimit -v " + (enough ? 3_145_728 : 3_145_727) + "; exec '" + root.resolve("syncline") + "'");
            Run run = run(script, root, ours());
            assertEquals(enough ? 0 : 1, run.exitCode(), run.err());
            assertEquals(
                    enough
                            ? ""
                            : "syncline: this shell leaves a process 3071 MiB of addresses (ulimit -v), and"
                                    + " Java asks for 3072, most of which it never uses; raise it, and limit memory by other means\n",
                    run.err());
        }
    }

    @Test
    void shouldEndWithOneWhenTheBuildFails() throws IOException, InterruptedException {
        script(temporary.toRealPath().resolve("tools/mvn"), "exit 7");
        Run run = run(root.resolve("syncline"), root, ours());
        assertEquals(1, run.exitCode());
        assertTrue(run.err().endsWith("syncline: the build failed; see above\n"), run.err());
    }

    @Test
    void shouldMakeNoEmptyJarWhereTheBuildMadeNone() throws IOException, InterruptedException {
        script(temporary.toRealPath().resolve("tools/mvn"), "exit 0");
        Run run = run(root.resolve("syncline"), root, ours());
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("syncline.jar is missing"), run.err());
        assertFalse(Files.exists(root.resolve("cli/target/syncline.jar")));
    }

    /** A JDK that, asked for a cache, makes one of the options that it was given, and waits for nothing. */
    private Map<String, String> caching() throws IOException {
        script(
                jdk.resolve("bin/java"),
                "for a in \"$@\"; do case $a in -XX:AOTCacheOutput=*) echo \"$@\" >\"${a#*=}\"; echo made >>"
                        + "\"$MADE\"; esac; done; for a in \"$@\"; do echo \"<$a>\"; done");
        Map<String, String> environment = ours();
        environment.put("SYNCLINE_STARTUP_CACHE", "on");
        environment.put("MADE", temporary.resolve("made").toString());
        makeJar(Instant.now().minusSeconds(60));
        for (String source : List.of("pom.xml", "engine", "native-bindings", "cli")) {
            age(root.resolve(source));
        }
        return environment;
    }

    private static void age(Path tree) throws IOException {
        try (var all = Files.walk(tree)) {
            for (Path path : all.toList()) {
                if (!path.endsWith("syncline.jar")) {
                    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(600)));
                }
            }
        }
    }

    private List<Path> caches() throws IOException {
        try (var files = Files.list(root.resolve("cli/target"))) {
            return files.filter(f -> !f.endsWith("syncline.jar") && !f.endsWith("lib"))
                    .toList();
        }
    }

    /** The cache is made on the side, so it is waited for; nothing else may be left when it is there. */
    private Path awaitCache() throws IOException {
        return awaitCaches(1).getFirst();
    }

    @Test
    void shouldRunAnInstalledCopyOnItsOwnJavaAndKeepTheCacheWithTheUser() throws IOException, InterruptedException {
        Map<String, String> environment = caching();
        Path copy = Files.createDirectories(temporary.toRealPath().resolve("installed"));
        Files.createDirectories(copy.resolve("app/lib"));
        Files.copy(LAUNCHER, copy.resolve("syncline"));
        Files.createFile(copy.resolve("app/syncline.jar"));
        age(copy);
        Files.setLastModifiedTime(
                copy.resolve("app/syncline.jar"), FileTime.from(Instant.now().minusSeconds(600)));
        Files.createDirectories(copy.resolve("java/bin"));
        Files.copy(jdk.resolve("release"), copy.resolve("java/release"));
        Files.copy(jdk.resolve("bin/java"), copy.resolve("java/bin/java"));
        executable(copy.resolve("java/bin/java"));
        environment.remove("SYNCLINE_JAVA_HOME");
        Path home = Files.createDirectories(temporary.toRealPath().resolve("home"));
        environment.put("HOME", home.toString());
        Run first = run(copy.resolve("syncline"), home, environment, "doctor");
        assertEquals(0, first.exitCode(), first.err());
        assertEquals("", first.err());
        assertTrue(first.out().contains("<" + copy.resolve("app/syncline.jar") + ">"), first.out());
        Path folder = home.resolve(".cache/syncline");
        Path cache = awaitFiles(folder, 1).getFirst();
        assertTrue(
                run(copy.resolve("syncline"), home, environment, "doctor").out().contains("AOTCache=" + cache + ">"));
        // An archive's files all have one time: an upgrade is told by their sizes.
        Files.writeString(copy.resolve("app/lib/more.jar"), "more");
        age(copy);
        assertFalse(
                run(copy.resolve("syncline"), home, environment, "doctor").out().contains("AOTCache="));
        awaitFiles(folder, 2);
        try (var files = Files.list(copy.resolve("app"))) {
            assertEquals(2, files.count(), "nothing is written into the copy");
        }
        Run bench = run(copy.resolve("syncline"), home, environment, "bench");
        assertEquals(1, bench.exitCode());
        assertTrue(bench.err().contains("this is an installed copy"), bench.err());
    }

    private static List<Path> awaitFiles(Path folder, int count) throws IOException {
        for (long end = System.nanoTime() + 20_000_000_000L; System.nanoTime() < end; Thread.onSpinWait()) {
            try (var files = Files.list(folder)) {
                List<Path> there = files.toList();
                if (there.size() == count
                        && there.stream().allMatch(c -> c.toString().endsWith(".aot"))) {
                    return there;
                }
            }
        }
        throw new AssertionError("not " + count + " caches in " + folder);
    }

    private List<Path> awaitCaches(int count) throws IOException {
        for (long end = System.nanoTime() + 20_000_000_000L; System.nanoTime() < end; Thread.onSpinWait()) {
            List<Path> there = caches();
            if (there.size() == count
                    && there.stream().allMatch(c -> c.toString().endsWith(".aot"))) {
                return there;
            }
        }
        throw new AssertionError("no cache was made: " + caches());
    }

    @Test
    void shouldMakeAStartUpCacheOnceAndUseItFromThenOn() throws IOException, InterruptedException {
        Map<String, String> environment = caching();
        Run first = run(root.resolve("syncline"), root, environment, "doctor");
        assertEquals(0, first.exitCode(), first.err());
        assertEquals("", first.err());
        assertFalse(first.out().contains("AOTCache"), first.out());
        Path cache = awaitCache();
        assertTrue(Files.readString(cache).contains("--without-vectors"), "made with other options");
        Run second = run(root.resolve("syncline"), root, environment, "doctor");
        assertEquals("", second.err());
        assertTrue(second.out().contains("<-XX:AOTCache=" + cache + ">"), second.out());
        assertEquals(1, Files.readString(temporary.resolve("made")).lines().count());
    }

    @Test
    void shouldNotUseACacheThatIsOlderThanTheJarOrAnotherJdks() throws IOException, InterruptedException {
        Map<String, String> environment = caching();
        run(root.resolve("syncline"), root, environment);
        Path cache = awaitCache();
        Files.setLastModifiedTime(cache, FileTime.from(Instant.now().minusSeconds(120)));
        assertFalse(run(root.resolve("syncline"), root, environment).out().contains("AOTCache="));
        for (long end = System.nanoTime() + 20_000_000_000L; Files.exists(cache) && System.nanoTime() < end; ) {
            Thread.onSpinWait();
        }
        cache = awaitCache();
        assertTrue(run(root.resolve("syncline"), root, environment).out().contains("AOTCache=" + cache));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"y\"\nJAVA_VERSION=\"25.0.4\"\n");
        assertFalse(run(root.resolve("syncline"), root, environment).out().contains("AOTCache=" + cache));
        assertEquals(2, awaitCaches(2).size());
    }

    @Test
    void shouldDeleteADamagedCacheAndMakeAnother() throws IOException, InterruptedException {
        Map<String, String> environment = caching();
        run(root.resolve("syncline"), root, environment);
        byte[] whole = Files.readAllBytes(awaitCache());
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;
        for (byte[] damaged : List.of(flipped, Arrays.copyOf(whole, whole.length - 1), new byte[0])) {
            Files.write(awaitCache(), damaged);
            Run run = run(root.resolve("syncline"), root, environment, "doctor");
            assertEquals(0, run.exitCode());
            assertEquals("", run.err());
            assertFalse(run.out().contains("AOTCache="), run.out());
            assertTrue(run.out().endsWith("<doctor>\n"), run.out());
            assertEquals((double) whole.length, (double) Files.size(awaitCache()), 10, "another, of about that length");
            assertTrue(Files.readString(awaitCache()).endsWith("\n"));
        }
    }

    @Test
    void shouldLetABackgroundJobBeInterrupted() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "no /proc here");
        script(jdk.resolve("bin/java"), "grep SigIgn /proc/self/status");
        Path script = temporary.resolve("job.sh");
        script(script, "trap '' INT; exec '" + root.resolve("syncline") + "'");
        makeJar(Instant.now().plusSeconds(60));
        Run run = run(script, root, ours());
        Assumptions.assumeTrue(
                new ProcessBuilder("env", "--default-signal=INT", "true")
                                .start()
                                .waitFor()
                        == 0,
                "this env cannot give a signal back");
        long ignored = Long.parseUnsignedLong(run.out().strip().replaceAll(".*\\s", ""), 16);
        assertEquals(0, ignored & 2, run.out());
    }

    @Test
    void shouldNameFilesOfEveryAlphabetInTheLocaleC() throws IOException, InterruptedException {
        script(jdk.resolve("bin/java"), "echo \"<$LC_ALL>\"");
        makeJar(Instant.now().plusSeconds(60));
        for (Map<String, String> locale : List.of(
                Map.of("LC_ALL", "C", "LANG", "de_DE.UTF-8"),
                Map.of("LC_ALL", "", "LC_CTYPE", "POSIX", "LANG", "de_DE.UTF-8"),
                Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", ""))) {
            Map<String, String> environment = ours();
            environment.putAll(locale);
            assertEquals(
                    "<C.UTF-8>\n",
                    run(root.resolve("syncline"), root, environment).out());
        }
        Map<String, String> environment = ours();
        environment.putAll(Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", "de_DE.UTF-8"));
        assertEquals("<>\n", run(root.resolve("syncline"), root, environment).out());
    }

    @Test
    void shouldDoWithoutACacheWhereNoneMayBeMade() throws IOException, InterruptedException {
        Map<String, String> environment = caching();
        // Somebody makes it at this moment, as far as the launcher can tell.
        run(root.resolve("syncline"), root, environment);
        Path cache = awaitCache();
        Files.delete(cache);
        Path lock = Path.of(cache.toString().replaceFirst("-\\d+-\\d+\\.aot$", ".lock"));
        Files.createDirectory(lock);
        Run run = run(root.resolve("syncline"), root, environment, "doctor");
        assertEquals("", run.err());
        assertTrue(run.out().endsWith("<doctor>\n"), run.out());
        assertEquals(List.of(lock), caches());
        environment.put("SYNCLINE_STARTUP_CACHE", "off");
        Files.delete(lock);
        assertEquals("", run(root.resolve("syncline"), root, environment).err());
        assertEquals(List.of(), caches());
    }
}
