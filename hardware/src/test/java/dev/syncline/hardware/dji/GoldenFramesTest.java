package dev.syncline.hardware.dji;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.clock.TickClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GoldenFramesTest {
    private static byte[] written(int session, int sequence, DjiCommand command, @Nullable BodyCipher cipher) {
        byte[] frame = new byte[FrameWriter.MAX_FRAME_BYTES];
        byte[] body = command.body();
        int length = new FrameWriter().write(frame, 0, session, false, sequence, body, body.length, cipher);
        return Arrays.copyOf(frame, length);
    }

    private static HardSyncData hardSync(byte[] frame) {
        List<HardSyncData> found = new ArrayList<>();
        new FrameParser(null).feed(frame, 0, frame.length, 0, view -> {
            assertEquals(DjiCommand.PUSH_PACKAGE, view.command());
            assertEquals(1 + HardSyncView.BYTES, view.valueLength());
            found.add(new HardSyncView()
                    .wrap(view.memory(), view.valueOffset() + 1)
                    .copy());
        });
        assertEquals(1, found.size());
        return found.getFirst();
    }

    @Test
    void shouldBuildSetSyncFrequency() {
        assertArrayEquals(GoldenFrames.SET_SYNC, written(0, 0, DjiCommand.setSyncFreq(20, 0x1234), null));
    }

    @Test
    void shouldBuildVersionMatch() {
        assertArrayEquals(GoldenFrames.MATCH, written(2, 1, DjiCommand.matchSubscription(), null));
    }

    @Test
    void shouldBuildAddPackage() {
        DjiCommand add = DjiCommand.addPackage(0, 400, DjiCommand.TOPIC_HARD_SYNC);
        assertArrayEquals(GoldenFrames.ADD, written(2, 2, add, null));
    }

    @Test
    void shouldBuildRemovePackage() {
        assertArrayEquals(GoldenFrames.REMOVE, written(3, 5, DjiCommand.removePackage(0), null));
    }

    @Test
    void shouldBuildEncryptedSetSyncFrequency() {
        BodyCipher cipher = BodyCipher.ofHex(GoldenFrames.KEY);
        assertArrayEquals(GoldenFrames.ENCRYPTED, written(0, 3, DjiCommand.setSyncFreq(0, 7), cipher));
    }

    @Test
    void shouldBuildAcknowledgement() {
        byte[] frame = new byte[FrameWriter.MAX_FRAME_BYTES];
        int length = new FrameWriter().write(frame, 0, 2, true, 2, new byte[1], 1, null);
        assertArrayEquals(GoldenFrames.ADD_ACK, Arrays.copyOf(frame, length));
    }

    @Test
    void shouldReadAcknowledgementWithoutSetAndId() {
        List<FrameView> seen = new ArrayList<>();
        new FrameParser(null).feed(GoldenFrames.ADD_ACK, 0, GoldenFrames.ADD_ACK.length, 77, view -> {
            assertTrue(view.isAck());
            assertFalse(view.isCommand());
            assertEquals(2, view.session());
            assertEquals(2, view.sequence());
            assertEquals(77, view.arrivalNs());
            assertArrayEquals(new byte[1], view.value());
            seen.add(view);
        });
        assertEquals(1, seen.size());
    }

    @Test
    void shouldReadHardSyncPush() {
        HardSyncData data = hardSync(GoldenFrames.PUSH);
        assertEquals(400_000, data.ticks());
        assertEquals(1_250_000, data.ns());
        assertEquals(1200, data.ticksSinceStart());
        assertEquals(0x1234, data.tag());
        assertTrue(data.isPulse());
        assertEquals(HardSyncData.Quaternion.NONE, data.orientation());
        assertEquals(new HardSyncData.Vector(0, 0, 1), data.accelerationG());
        assertEquals(new HardSyncData.Vector(0.5f, -0.25f, 0.125f), data.rateRadS());
        assertEquals(1_000_001_250_000L, TickClock.documentedNs((int) data.ticks(), (int) data.ns()));
        assertArrayEquals(Arrays.copyOfRange(GoldenFrames.PUSH, 15, 70), data.toBytes());
    }

    @Test
    void shouldReadUnsignedTimesOfPush() {
        HardSyncData data = hardSync(GoldenFrames.PUSH_UNSIGNED);
        assertEquals(400_001, data.ticks());
        assertEquals(3_999_999_999L, data.ns());
        assertFalse(data.isPulse());
        assertEquals(new HardSyncData.Quaternion(0.5f, 0.5f, 0.5f, 0.5f), data.orientation());
        assertEquals(1_000_004_999_999L, TickClock.documentedNs((int) data.ticks(), (int) data.ns()));
    }

    @Test
    void shouldDecryptWithKeyAndOnlyCountWithout() {
        List<byte[]> values = new ArrayList<>();
        FrameParser with = new FrameParser(BodyCipher.ofHex(GoldenFrames.KEY));
        with.feed(GoldenFrames.ENCRYPTED, 0, GoldenFrames.ENCRYPTED.length, 0, view -> {
            assertTrue(view.encrypted());
            assertEquals(DjiCommand.SET_SYNC_FREQUENCY, view.command());
            values.add(view.value());
        });
        assertArrayEquals(new byte[] {0, 0, 0, 0, 7, 0}, values.getFirst());
        FrameParser without = new FrameParser(null);
        without.feed(GoldenFrames.ENCRYPTED, 0, GoldenFrames.ENCRYPTED.length, 0, view -> values.clear());
        assertEquals(1, values.size());
        assertEquals(1, without.counts().withoutKey());
    }

    @Test
    void shouldNotRepeatKeyInError() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> BodyCipher.ofHex("secret-secret"));
        assertEquals("a key is 64 hexadecimal digits, found 13 characters", e.getMessage());
    }
}
