package dev.syncline.hardware.framesync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.syncline.hardware.camera.simulated.SimulatedCamera;
import dev.syncline.hardware.camera.simulated.SimulatedFrame;
import dev.syncline.hardware.camera.simulated.SimulatedSensor;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions on real sockets of the loopback interface; the cameras' time is simulated, so nothing waits. */
class FrameSyncSessionTest {
    private static final long EPOCH_NS = 1_767_225_600_000_000_000L;
    private static final SyncKey KEY = SyncKey.of("sixteen bytes or more".getBytes(StandardCharsets.UTF_8));

    private SyncNetwork network = SyncNetwork.DEFAULT;

    @BeforeEach
    void chooseLoopbackAndAFreePort() throws IOException {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        assumeTrue(loopback != null && loopback.isUp(), "no loopback interface");
        int port;
        try (DatagramSocket free = new DatagramSocket()) {
            port = free.getLocalPort();
        }
        network = SyncNetwork.DEFAULT
                .withGroup(new InetSocketAddress(SyncNetwork.DEFAULT.group().getAddress(), port))
                .withInterface(loopback);
    }

    @Test
    void shouldBringTwoClientsToTheServersFrames() throws IOException {
        for (SyncNetwork each : new SyncNetwork[] {network, network.withKey(KEY)}) {
            Camera[] cameras = {
                new Camera(20, 0), new Camera(-30, 11_000_000), new Camera(40, 19_000_000),
            };
            try (FrameSync server = FrameSyncSession.server(cameras[0].camera, SyncSettings.DEFAULT, each);
                    FrameSync first = FrameSyncSession.client(cameras[1].camera, SyncSettings.DEFAULT, each);
                    FrameSync second = FrameSyncSession.client(cameras[2].camera, SyncSettings.DEFAULT, each)) {
                FrameSync[] sessions = {server, first, second};
                FrameSyncVerdict[] verdicts = new FrameSyncVerdict[3];
                for (int i = 0; i < 200; i++) {
                    for (int c = 0; c < 3; c++) {
                        verdicts[c] = cameras[c].feed(sessions[c]);
                    }
                }
                for (int c = 1; c < 3; c++) {
                    long offsetNs = cameras[c].frame.beginNs() - cameras[0].frame.beginNs();
                    long lengthNs = cameras[0].frame.lengthNs();
                    long within = Math.abs(Math.floorMod(offsetNs + lengthNs / 2, lengthNs) - lengthNs / 2);
                    assertTrue(within < 150_000, "off by " + within + " ns");
                    assertEquals(FrameSyncState.LOCKED, verdicts[c].state());
                    FrameSyncStatus status = sessions[c].status();
                    assertEquals(server.status().packetsSent(), status.packetsUsed());
                    assertEquals(0, status.packetsLost());
                    assertNull(status.note());
                    assertTrue(status.corrections() > 0);
                    assertTrue(String.valueOf(status.server()).startsWith("127."), status.server());
                }
            }
        }
    }

    @Test
    void shouldRefuseOpenPacketsWhereAKeyIsAsked() throws IOException {
        Camera serverCamera = new Camera(0, 0);
        Camera clientCamera = new Camera(0, 5_000_000);
        try (FrameSync server = FrameSyncSession.server(serverCamera.camera, SyncSettings.DEFAULT, network);
                FrameSync client =
                        FrameSyncSession.client(clientCamera.camera, SyncSettings.DEFAULT, network.withKey(KEY))) {
            for (int i = 0; i < 150; i++) {
                serverCamera.feed(server);
                assertFalse(clientCamera.feed(client).ready());
            }
            assertEquals(0, client.status().packetsUsed());
            assertEquals(server.status().packetsSent(), client.status().packetsRefused());
        }
    }

    @Test
    void shouldDoBoundedWorkInAFloodAndStillHearTheServer() throws IOException {
        Camera serverCamera = new Camera(20, 0);
        Camera clientCamera = new Camera(-20, 5_000_000);
        try (FrameSync server = FrameSyncSession.server(serverCamera.camera, SyncSettings.DEFAULT, network);
                FrameSync client = FrameSyncSession.client(clientCamera.camera, SyncSettings.DEFAULT, network);
                DatagramChannel flood = DatagramChannel.open()) {
            flood.setOption(StandardSocketOptions.IP_MULTICAST_IF, network.networkInterface());
            FrameSyncVerdict verdict = null;
            for (int i = 0; i < 200; i++) {
                for (int n = 0; n < 200; n++) {
                    flood.send(ByteBuffer.allocate(n % 90), network.group());
                }
                serverCamera.feed(server);
                long before = client.status().packetsRefused();
                verdict = clientCamera.feed(client);
                assertTrue(client.status().packetsRefused() - before <= 256);
            }
            assertTrue(verdict != null && verdict.aligned(), String.valueOf(client.status()));
            assertTrue(client.status().packetsRefused() > 10_000);
        }
    }

    @Test
    void shouldLetEveryFrameThroughWhenOff() {
        Camera camera = new Camera(0, 0);
        try (FrameSync off = FrameSyncSession.off(camera.camera)) {
            for (int i = 0; i < 5; i++) {
                FrameSyncVerdict verdict = camera.feed(off);
                assertTrue(verdict.ready());
                assertEquals(i, verdict.syncFrame());
                assertEquals(0, verdict.correctionNs());
            }
            assertEquals(FrameSyncRole.OFF, off.status().role());
        }
    }

    @Test
    void shouldRefuseAGroupThatIsNone() {
        assertThrows(
                IllegalArgumentException.class,
                () -> network.withGroup(new InetSocketAddress(InetAddress.getLoopbackAddress(), 10_000)));
    }

    @Test
    void shouldGoOnWhenTheNetworkFails() throws IOException {
        Camera camera = new Camera(0, 0);
        FrameSync server = FrameSyncSession.server(camera.camera, SyncSettings.DEFAULT, network);
        server.close();
        server.close();
        FrameSyncVerdict verdict = camera.feed(server);
        for (int i = 0; i < 120; i++) {
            verdict = camera.feed(server);
        }
        assertTrue(verdict.ready());
        assertTrue(server.status().networkFailures() > 0);
    }

    private static final class Camera {
        private final SimulatedCamera camera;
        private SimulatedFrame frame = new SimulatedFrame(0, 0, 0, 1);

        Camera(double slowPpm, long startNs) {
            camera = new SimulatedCamera(
                    SimulatedSensor.DEFAULT.withOscillator(slowPpm, 0.02, startNs + 1), 1_000_000_000L + startNs);
        }

        FrameSyncVerdict feed(FrameSync sync) {
            frame = camera.next();
            return sync.onFrame(frame.sequence(), frame.stampNs(), EPOCH_NS + frame.stampNs());
        }
    }
}
