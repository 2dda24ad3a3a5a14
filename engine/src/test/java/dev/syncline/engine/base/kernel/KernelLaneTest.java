package dev.syncline.engine.base.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which lane a JVM gets, in JVMs of the test's own: with and without the vector module. */
@Timeout(60)
class KernelLaneTest {
    private record Child(int exitCode, String printed) {}

    private static Child run(boolean module, String lane, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        if (module) {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        if (!lane.isEmpty()) {
            command.add("-Dsyncline.kernels=" + lane);
        }
        command.add(Lane.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the JVM did not end");
            return new Child(process.exitValue(), printed);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void shouldFailLoudlyWhenVectorsAreForcedWithoutTheirModule() throws IOException, InterruptedException {
        Child child = run(false, "vector");
        assertNotEquals(0, child.exitCode(), child.printed());
        assertTrue(child.printed().contains("start Java with --add-modules jdk.incubator.vector"), child.printed());
    }

    @Test
    void shouldFallBackToScalarAndSaySoWhenNothingIsForced() throws IOException, InterruptedException {
        Child child = run(false, "");
        assertEquals(0, child.exitCode(), child.printed());
        assertTrue(child.printed().contains("lane scalar"), child.printed());
        assertTrue(child.printed().contains("scalar kernels in use, several times slower"), child.printed());
    }

    @Test
    void shouldTakeVectorsWhereTheModuleIs() throws IOException, InterruptedException {
        Child child = run(true, "auto");
        assertEquals(0, child.exitCode(), child.printed());
        assertTrue(child.printed().contains("lane vector-"), child.printed());
        assertTrue(child.printed().contains("for little work scalar"), child.printed());
        assertTrue(child.printed().contains("for much work vector-"), child.printed());
    }

    @Test
    void shouldTakePlainLoopsWhereNothingMakesVectorInstructions() throws IOException, InterruptedException {
        Child child = run(true, "auto", "-XX:TieredStopAtLevel=1");
        assertEquals(0, child.exitCode(), child.printed());
        assertTrue(child.printed().contains("lane scalar"), child.printed());
        assertTrue(child.printed().contains("without its optimizing compiler C2"), child.printed());
    }

    @Test
    void shouldTakeNoOtherThanTheForcedLaneForLittleWork() throws IOException, InterruptedException {
        Child child = run(true, "vector");
        assertEquals(0, child.exitCode(), child.printed());
        assertTrue(child.printed().contains("for little work vector-"), child.printed());
    }

    @Test
    void shouldNameTheChoicesWhenTheLaneIsUnknown() {
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> KernelLane.choose("avx"));
        assertEquals("syncline.kernels is 'avx', expected auto, vector or scalar", thrown.getMessage());
        assertEquals("scalar", KernelLane.choose("scalar").name());
    }

    /** Prints the lanes in use. */
    static final class Lane {
        private Lane() {}

        public static void main(String[] args) {
            System.out.println("lane " + Kernels.active().name());
            System.out.println("for little work " + Kernels.forWork(1e3).name());
            System.out.println("for much work " + Kernels.forWork(1e12).name());
        }
    }
}
