package dev.syncline.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Runs the launcher: how it builds, finds a JDK and starts Java. */
class LauncherTest extends LauncherCheckout {
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
}
