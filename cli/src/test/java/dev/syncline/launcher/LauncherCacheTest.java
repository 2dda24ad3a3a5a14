package dev.syncline.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs the launcher where it may keep a start-up cache. */
class LauncherCacheTest extends LauncherCheckout {
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
