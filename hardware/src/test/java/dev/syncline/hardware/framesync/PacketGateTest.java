package dev.syncline.hardware.framesync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketGateTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long NOW_US = 1_767_225_601_000_000L;
    private static final SyncKey KEY = SyncKey.of("sixteen bytes or more".getBytes(StandardCharsets.UTF_8));
    private static final InetSocketAddress SERVER = address(1, 40_000);

    @TempDir
    Path folder = Path.of("");

    private PacketGate gate = new PacketGate(SyncNetwork.DEFAULT, SyncSettings.DEFAULT);

    @Test
    void shouldBelieveAStockPacket() {
        assertNotNull(accept(payload(0), SERVER, 0));
        assertEquals(SERVER, gate.followed());
        assertEquals(0, gate.refused());
    }

    @Test
    void shouldRefuseOtherLengths() {
        for (int length : new int[] {0, 1, 39, 41, 80, 81}) {
            assertNull(gate.accept(ByteBuffer.allocate(length), SERVER, 0, NOW_US * 1000));
            assertEquals(PacketRefusal.LENGTH, gate.lastRefusal());
        }
    }

    @Test
    void shouldTellTimesInNanosecondsFromTimesInMicroseconds() {
        refuses(new SyncPayload(33_333, NOW_US * 1000, NOW_US * 1000 + 5), PacketRefusal.NANOSECONDS);
    }

    @Test
    void shouldRefuseImplausibleValues() {
        refuses(new SyncPayload(0, NOW_US, NOW_US), PacketRefusal.FRAME_DURATION);
        refuses(new SyncPayload(999, NOW_US, NOW_US), PacketRefusal.FRAME_DURATION);
        refuses(new SyncPayload(10_000_001, NOW_US, NOW_US), PacketRefusal.FRAME_DURATION);
        refuses(new SyncPayload(33_333, 0, 0), PacketRefusal.TIMES);
        refuses(new SyncPayload(33_333, -NOW_US, NOW_US), PacketRefusal.TIMES);
        refuses(new SyncPayload(33_333, NOW_US, Long.MIN_VALUE), PacketRefusal.TIMES);
        refuses(new SyncPayload(33_333, NOW_US, NOW_US + 40_000_000_000L), PacketRefusal.TIMES);
        refuses(new SyncPayload(33_333, NOW_US, 1), PacketRefusal.TIMES);
    }

    private void refuses(SyncPayload payload, PacketRefusal reason) {
        assertNull(accept(payload, SERVER, 0));
        assertEquals(reason, gate.lastRefusal());
    }

    @Test
    void shouldFollowOneServerUntilItIsSilent() {
        accept(payload(0), SERVER, 0);
        assertNull(accept(payload(1), address(2, 40_000), SECOND_NS));
        assertEquals(PacketRefusal.OTHER_SERVER, gate.lastRefusal());
        assertNull(accept(payload(1), address(1, 40_001), SECOND_NS / 2));
        assertNotNull(accept(payload(2), SERVER, 2 * SECOND_NS));
        assertNotNull(accept(payload(5), address(1, 40_001), 5 * SECOND_NS), "the same machine started again");
        assertNull(accept(payload(9), address(2, 40_000), 9 * SECOND_NS));
        assertNotNull(accept(payload(11), address(2, 40_000), 11 * SECOND_NS), "another one after a long silence");
    }

    /** Its port is another one, and its point of synchronisation too. */
    @Test
    void shouldFollowAServerThatIsStartedAgainAtOnce() {
        InetSocketAddress again = address(1, 40_001);
        accept(payload(0), SERVER, 0);
        assertNull(accept(payload(1), again, 11 * SECOND_NS / 10));
        assertTrue(gate.isContested(), "the old one should have spoken: its ready time is doubtful");
        assertNotNull(accept(payload(2), again, 21 * SECOND_NS / 10));
        assertTrue(!gate.isContested());
        assertEquals(1, gate.serverChanges());
        assertNotNull(accept(payload(3), again, 31 * SECOND_NS / 10));
        assertNotNull(accept(payload(4), address(1, 40_002), 44 * SECOND_NS / 10), "1.3 periods: it is not alive");
    }

    @Test
    void shouldNotTakeASecondServerOfTheSameMachineForOneStartedAgain() {
        InetSocketAddress second = address(1, 40_001);
        accept(payload(0), SERVER, 0);
        assertNull(accept(payload(0), second, SECOND_NS / 2));
        accept(payload(1), SERVER, SECOND_NS);
        assertNull(accept(payload(1), second, 3 * SECOND_NS / 2));
        assertNull(accept(payload(2), second, 5 * SECOND_NS / 2), "one packet of the followed one was lost");
        assertNotNull(accept(payload(3), SERVER, 3 * SECOND_NS));
        assertEquals(0, gate.serverChanges());
    }

    @Test
    void shouldNotBeLockedOutByOnePacketOfAnotherRate() {
        gate = new PacketGate(SyncNetwork.DEFAULT, SyncSettings.DEFAULT, 33_333_333);
        assertNotNull(accept(new SyncPayload(10_000_000, NOW_US, NOW_US), address(9, 9), 0));
        assertNotNull(accept(payload(0), SERVER, 1_000_000));
        assertNull(accept(new SyncPayload(10_000_000, NOW_US, NOW_US), address(9, 9), 2_000_000));
        assertNotNull(accept(payload(1), SERVER, SECOND_NS));
    }

    @Test
    void shouldFollowTheNamedServerAndTheAllowedSourcesOnly() {
        gate = new PacketGate(SyncNetwork.DEFAULT.withServer(address(7, 1).getAddress()), SyncSettings.DEFAULT);
        assertNull(accept(payload(0), SERVER, 0));
        assertNotNull(accept(payload(0), address(7, 99), 0));
        gate = new PacketGate(
                SyncNetwork.DEFAULT.withAllowed(Set.of(address(7, 1).getAddress())), SyncSettings.DEFAULT);
        assertNull(accept(payload(0), SERVER, 0));
        assertEquals(PacketRefusal.SOURCE_NOT_ALLOWED, gate.lastRefusal());
        assertNotNull(accept(payload(0), address(7, 99), 0));
    }

    @Test
    void shouldBelieveOnlyFreshUnchangedUnrepeatedPacketsWithAKey() {
        gate = new PacketGate(SyncNetwork.DEFAULT.withKey(KEY), SyncSettings.DEFAULT);
        assertNull(accept(payload(0), SERVER, 0), "open packet");
        assertEquals(PacketRefusal.LENGTH, gate.lastRefusal());
        ByteBuffer first = sealed(KEY, 10, payload(0));
        assertNull(gate.accept(first.duplicate(), SERVER, 0, (NOW_US + 20_000_000) * 1000));
        assertEquals(PacketRefusal.STALE, gate.lastRefusal());
        assertNotNull(gate.accept(first.duplicate(), SERVER, 0, NOW_US * 1000));
        assertNull(gate.accept(first.duplicate(), SERVER, 1, NOW_US * 1000));
        assertEquals(PacketRefusal.REPLAYED, gate.lastRefusal());
        assertNull(gate.accept(sealed(KEY, 9, payload(1)), SERVER, 1, NOW_US * 1000));
        assertEquals(PacketRefusal.REPLAYED, gate.lastRefusal());
        assertNotNull(gate.accept(sealed(KEY, 11, payload(1)), SERVER, 1, NOW_US * 1000));
        SyncKey other = SyncKey.of(new byte[16]);
        assertNull(gate.accept(sealed(other, 12, payload(2)), SERVER, 2, NOW_US * 1000));
        assertEquals(PacketRefusal.NOT_AUTHENTIC, gate.lastRefusal());
    }

    @Property(tries = 80)
    void shouldNoticeAnyChangedBit(@ForAll @net.jqwik.api.constraints.IntRange(max = 80 * 8 - 1) int bit) {
        PacketGate authentic = new PacketGate(SyncNetwork.DEFAULT.withKey(KEY), SyncSettings.DEFAULT);
        ByteBuffer packet = sealed(KEY, 10, payload(0));
        packet.put(bit / 8, (byte) (packet.get(bit / 8) ^ (1 << bit % 8)));
        assertNull(authentic.accept(packet, SERVER, 0, NOW_US * 1000));
        assertEquals(PacketRefusal.NOT_AUTHENTIC, authentic.lastRefusal());
    }

    @Property(tries = 500)
    void shouldSurviveGarbage(@ForAll @Size(max = 96) byte[] bytes) {
        PacketGate open = new PacketGate(SyncNetwork.DEFAULT, SyncSettings.DEFAULT);
        SyncPayload payload = open.accept(ByteBuffer.wrap(bytes), SERVER, 0, NOW_US * 1000);
        assertEquals(payload == null ? 1 : 0, open.refused());
    }

    @Test
    void shouldReadKeysFromFilesAndKeepThemSecret() throws IOException {
        Path file = folder.resolve("key");
        Files.writeString(file, "sixteen bytes or more\n");
        SyncKey read = SyncKey.read(file);
        gate = new PacketGate(SyncNetwork.DEFAULT.withKey(read), SyncSettings.DEFAULT);
        assertNotNull(gate.accept(sealed(KEY, 1, payload(0)), SERVER, 0, NOW_US * 1000));
        assertTrue(!read.toString().contains("sixteen"));
        Files.writeString(file, "short\n");
        IOException e = assertThrows(IOException.class, () -> SyncKey.read(file));
        assertTrue(String.valueOf(e.getMessage()).contains("a key of 5 bytes, expected 16 to 4096"), e.getMessage());
    }

    private static ByteBuffer sealed(SyncKey key, long counter, SyncPayload payload) {
        ByteBuffer packet = ByteBuffer.allocate(PacketSeal.BYTES);
        SyncPayloadLayout.encode(payload, packet);
        new PacketSeal(key).seal(counter, packet);
        return packet.flip();
    }

    private @Nullable SyncPayload accept(SyncPayload payload, InetSocketAddress source, long nowNs) {
        ByteBuffer packet = ByteBuffer.allocate(SyncPayloadLayout.BYTES);
        SyncPayloadLayout.encode(payload, packet);
        return gate.accept(packet.flip(), source, nowNs, NOW_US * 1000 + nowNs);
    }

    private static SyncPayload payload(int second) {
        long frameUs = NOW_US + second * 1_000_000L;
        return new SyncPayload(33_333, frameUs, frameUs + 70 * 33_333);
    }

    private static InetSocketAddress address(int lastByte, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) lastByte}), port);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }
}
