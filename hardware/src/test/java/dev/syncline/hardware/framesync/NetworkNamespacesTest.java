package dev.syncline.hardware.framesync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.syncline.hardware.framesync.check.FrameComparison;
import dev.syncline.hardware.framesync.check.RecordedFrames;
import dev.syncline.hardware.framesync.check.RecordedFramesReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server and three clients as processes of their own in network namespaces, joined by a network that delays and loses
 * packets: a bridge with {@code tc netem} on its ports, or {@link LossyRelay} where the kernel has no netem. Needs root and
 * {@code ip}; skipped where they are not to be had.
 */
class NetworkNamespacesTest {
    private static final long WITHIN_NS = 1_000_000;
    private static final int CAMERAS = 4;
    private static final String[] SLOW_PPM = {"-35", "40", "-10", "25"};

    @TempDir
    Path folder = Path.of("");

    private final String prefix = "sl" + ProcessHandle.current().pid() % 100_000;
    private final List<Process> peers = new ArrayList<>();

    @BeforeEach
    void joinNamespaces() throws IOException, InterruptedException {
        assumeTrue(runs("ip", "netns", "add", hub()), "no network namespaces: not root, or no ip");
        boolean joined = true;
        for (int i = 0; i < CAMERAS && joined; i++) {
            joined = join(i);
        }
        assumeTrue(joined, "no veth in this kernel");
        boolean netem = true;
        for (int i = 0; i < CAMERAS && netem; i++) {
            netem = runs(
                    "tc", "-n", hub(), "qdisc", "add", "dev", port(i), "root", "netem", "delay", "2ms", "1ms", "loss",
                    "10%");
        }
        for (int i = 0; i < CAMERAS; i++) {
            awaitLink(namespace(i));
        }
        if (netem) {
            assumeTrue(bridge(), "no bridge in this kernel");
        } else {
            relay();
        }
    }

    private boolean join(int camera) throws IOException, InterruptedException {
        String subnet = "10.99." + camera + ".";
        return runs("ip", "netns", "add", namespace(camera))
                && runs(
                        "ip",
                        "-n",
                        hub(),
                        "link",
                        "add",
                        port(camera),
                        "type",
                        "veth",
                        "peer",
                        "name",
                        "cam",
                        "netns",
                        namespace(camera))
                && runs("ip", "-n", hub(), "addr", "add", subnet + "254/24", "dev", port(camera))
                && runs("ip", "-n", hub(), "link", "set", port(camera), "up")
                && runs("ip", "-n", namespace(camera), "addr", "add", subnet + "1/24", "dev", "cam")
                && runs("ip", "-n", namespace(camera), "link", "set", "cam", "up");
    }

    /** A link that was set up is there a moment later: the kernel looks at carriers on the side. */
    private static void awaitLink(String namespace) throws IOException, InterruptedException {
        for (int tries = 0; tries < 1000; tries++) {
            Process show = new ProcessBuilder("ip", "-n", namespace, "-o", "link", "show", "cam").start();
            String line = new String(show.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            show.waitFor();
            if (line.contains("state UP")) {
                return;
            }
        }
        throw new IOException("cam in " + namespace + " does not come up");
    }

    private boolean bridge() throws IOException, InterruptedException {
        boolean made = runs("ip", "-n", hub(), "link", "add", "br0", "type", "bridge", "mcast_snooping", "0")
                && runs("ip", "-n", hub(), "link", "set", "br0", "up");
        for (int i = 0; i < CAMERAS && made; i++) {
            made = runs("ip", "-n", hub(), "link", "set", port(i), "master", "br0");
        }
        return made;
    }

    private void relay() throws IOException {
        List<String> ports = new ArrayList<>();
        for (int i = 0; i < CAMERAS; i++) {
            ports.add(port(i));
        }
        startIn(hub(), LossyRelay.class, ports);
    }

    @AfterEach
    void endEverything() throws IOException, InterruptedException {
        for (Process peer : peers) {
            peer.descendants().forEach(ProcessHandle::destroyForcibly);
            peer.destroyForcibly().waitFor();
        }
        for (int i = 0; i < CAMERAS; i++) {
            runs("ip", "netns", "del", namespace(i));
        }
        runs("ip", "netns", "del", hub());
    }

    @Test
    void shouldRecordTheSameFramesWithinAMillisecond() throws IOException, InterruptedException {
        List<Process> running = new ArrayList<>();
        for (int i = 1; i < CAMERAS; i++) {
            running.add(start(FrameSyncRole.CLIENT, i, "client" + i, 200));
        }
        running.add(start(FrameSyncRole.SERVER, 0, "server", 200));
        for (Process peer : running) {
            end(peer);
        }
        for (int i = 1; i < CAMERAS; i++) {
            FrameComparison comparison = new FrameComparison(recording("server"), recording("client" + i));
            assertTrue(comparison.isSameFrame(), "client " + i + " begins with another frame, or slips");
            assertTrue(comparison.withinNs(1) < WITHIN_NS, "client " + i + " off by " + comparison.withinNs(1) + " ns");
        }
    }

    @Test
    void shouldDoSoWithALateClientAndAServerThatIsStartedAgain() throws IOException, InterruptedException {
        List<Process> clients = new ArrayList<>();
        for (int i = 1; i < CAMERAS - 1; i++) {
            clients.add(start(FrameSyncRole.CLIENT, i, "client" + i, 900));
        }
        Process server = start(FrameSyncRole.SERVER, 0, "first", 150);
        end(server);
        Process again = start(FrameSyncRole.SERVER, 0, "second", 500);
        assertEquals("recording", again.inputReader(StandardCharsets.UTF_8).readLine());
        Process late = start(FrameSyncRole.CLIENT, CAMERAS - 1, "late", 900);
        end(again);
        for (int i = 1; i < CAMERAS - 1; i++) {
            compareWithSecond("client" + i);
            FrameComparison first = new FrameComparison(recording("first"), recording("client" + i));
            assertEquals(0, first.firstShift());
            assertTrue(first.withinNs(1) < WITHIN_NS, "off by " + first.withinNs(1) + " ns");
        }
        compareWithSecond("late");
        for (Process client : clients) {
            assertTrue(client.isAlive(), "a client died");
        }
        assertTrue(late.isAlive(), "the late client died");
    }

    @Test
    void shouldNotBeginByTheReadyTimeOfAServerThatEndedBeforeIt() throws IOException, InterruptedException {
        List<Process> clients = new ArrayList<>();
        for (int i = 1; i < CAMERAS; i++) {
            clients.add(start(FrameSyncRole.CLIENT, i, "client" + i, 200));
        }
        // Half way to its ready frame; the next one is there as soon as its program has started.
        end(start(FrameSyncRole.SERVER, 0, "ended", 200, "45"));
        Process again = start(FrameSyncRole.SERVER, 0, "second", 200);
        for (Process client : clients) {
            end(client);
        }
        end(again);
        for (int i = 1; i < CAMERAS; i++) {
            FrameComparison comparison = new FrameComparison(recording("second"), recording("client" + i));
            assertTrue(comparison.isSameFrame(), "client " + i + " begins with another frame, or slips");
            assertTrue(comparison.withinNs(1) < WITHIN_NS, "client " + i + " off by " + comparison.withinNs(1) + " ns");
        }
    }

    private void compareWithSecond(String name) throws IOException {
        FrameComparison comparison = new FrameComparison(recording("second"), recording(name));
        assertTrue(comparison.pairs() > 60, name + ": " + comparison.pairs() + " frames beside the server's");
        assertEquals(0, comparison.shiftChanges(), name);
        assertEquals(0, comparison.misnumbered(), name);
        assertTrue(comparison.withinNs(1) < WITHIN_NS, name + " off by " + comparison.withinNs(1) + " ns");
    }

    private RecordedFrames recording(String name) throws IOException {
        return RecordedFramesReader.read(folder.resolve(name + ".json"), null);
    }

    private Process start(FrameSyncRole role, int camera, String name, int frames, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                role.name(),
                "cam",
                folder.resolve(name + ".json").toString(),
                Integer.toString(frames),
                SLOW_PPM[camera],
                Integer.toString(camera + 1)));
        arguments.addAll(List.of(more));
        return startIn(namespace(camera), RealTimePeer.class, arguments);
    }

    private Process startIn(String where, Class<?> program, List<String> arguments) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(
                "ip",
                "netns",
                "exec",
                where,
                java,
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath));
        command.add(program.getName());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        peers.add(process);
        assertEquals("running", process.inputReader(StandardCharsets.UTF_8).readLine());
        return process;
    }

    private static void end(Process peer) throws IOException, InterruptedException {
        String said = String.join("\n", peer.inputReader(StandardCharsets.UTF_8).readAllLines());
        assertTrue(peer.waitFor(60, TimeUnit.SECONDS), "did not end: " + said);
        assertEquals(0, peer.exitValue(), said);
    }

    private static String port(int camera) {
        return "p" + camera;
    }

    private String hub() {
        return prefix + "h";
    }

    private String namespace(int camera) {
        return prefix + "c" + camera;
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
