package dev.syncline.hardware.framesync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.hardware.camera.FrameTiming;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers that stock rpicam programs compute. */
class StockArithmeticTest {
    private static final SyncSettings STOCK = SyncSettings.DEFAULT.with(SyncSettings.Arithmetic.STOCK);
    private static final long EPOCH_US = 1_767_225_600_000_000L;
    private static final long FRAME_US = 33_333;
    private static final FrameTiming TIMING =
            new FrameTiming(FRAME_US * 1000, 20_000, 16_000_000, 200_000_000, 2, ClockDomain.MONOTONIC);

    @ParameterizedTest
    @CsvSource({
        "25000, -8333",
        "40000, 6667",
        "-10000, -10000",
        "-20000, -20000",
        "-40000, -40000",
        "49, 0",
        "-49, 0",
        "50, 50"
    })
    void shouldCorrectByWhatStockCorrectsBy(long sinceUs, long correctionUs) {
        SyncClient client = SyncClient.of(STOCK, TIMING);
        client.onPacket(new SyncPayload(FRAME_US, EPOCH_US, EPOCH_US + 70 * FRAME_US));
        FrameSyncVerdict verdict = frame(client, EPOCH_US + sinceUs);
        assertEquals(correctionUs * 1000, verdict.correctionNs());
        assertEquals((70 * FRAME_US - sinceUs) * 1000, verdict.timerNs());
        assertFalse(verdict.ready());
        assertEquals(0, frame(client, EPOCH_US + sinceUs + FRAME_US).correctionNs(), "once for a packet");
    }

    @Test
    void shouldBelieveTheLastOfSeveralPackets() {
        SyncClient client = SyncClient.of(STOCK, TIMING);
        client.onPacket(new SyncPayload(FRAME_US, EPOCH_US - 5_000, EPOCH_US));
        client.onPacket(new SyncPayload(FRAME_US, EPOCH_US, EPOCH_US + FRAME_US));
        assertEquals(1_000_000, frame(client, EPOCH_US + 1_000).correctionNs());
    }

    @Test
    void shouldCallALateClientReadyAtOnceAsStockDoes() {
        SyncClient client = SyncClient.of(STOCK, TIMING);
        assertEquals(FrameSyncState.WAITING, frame(client, EPOCH_US).state());
        client.onPacket(new SyncPayload(FRAME_US, EPOCH_US, EPOCH_US - 50 * FRAME_US));
        FrameSyncVerdict verdict = frame(client, EPOCH_US + FRAME_US + 10_000);
        assertTrue(verdict.ready());
        assertFalse(verdict.aligned());
    }

    @Test
    void shouldSendWithFrames30And60And90AndBeReadyAtFrame100() {
        SyncServer server = SyncServer.of(STOCK, TIMING);
        List<Integer> sentWith = new ArrayList<>();
        int ready = -1;
        for (int i = 0; i < 130; i++) {
            FrameSyncVerdict verdict = frame(server, EPOCH_US + i * FRAME_US);
            SyncPayload due = server.due();
            if (due != null) {
                sentWith.add(i);
                assertEquals(new SyncPayload(FRAME_US, EPOCH_US + i * FRAME_US, EPOCH_US + 100 * FRAME_US), due);
            }
            if (verdict.ready() && ready < 0) {
                ready = i;
            }
        }
        assertEquals(List.of(30, 60, 90, 120), sentWith);
        assertEquals(100, ready);
    }

    @Test
    void shouldMeanTheFrameDurationAndCountDroppedFramesAsStockDoes() {
        SyncServer server = SyncServer.of(STOCK, TIMING);
        // 0, then a frame of 33343, then three lengths of 33333 in one: two dropped.
        frame(server, EPOCH_US);
        frame(server, EPOCH_US + 33_343);
        FrameSyncVerdict third = frame(server, EPOCH_US + 33_343 + 3 * FRAME_US);
        assertEquals(2, server.missedFrames());
        // Count 1: 33343. Then the count is 4, so (4·33343 + 33333)/5 = 33341; 96 frames of it are left.
        assertEquals(96 * 33_341_000L, third.timerNs());
        assertNull(server.due());
    }

    @Test
    void shouldGoOnByHalfAFrameWhenTheClockGoesBack() {
        SyncServer server = SyncServer.of(STOCK, TIMING);
        for (int i = 0; i < 29; i++) {
            frame(server, EPOCH_US + i * FRAME_US);
        }
        server.onFrame((EPOCH_US + 29 * FRAME_US) * 1000, (EPOCH_US - 1_000_000) * 1000);
        server.onFrame((EPOCH_US + 30 * FRAME_US) * 1000, (EPOCH_US - 1_000_000) * 1000);
        SyncPayload due = server.due();
        assertEquals(EPOCH_US + 28 * FRAME_US + 2 * (FRAME_US / 2), due == null ? 0 : due.serverFrameUs());
    }

    @ParameterizedTest
    @CsvSource({
        // As long as the least time between two runs, and just shorter; 60, 90 and 120 frames a second.
        "29999700, 1, 100",
        "29999699, 2, 100",
        "16666667, 2, 100",
        "11111111, 3, 102",
        "8333333, 4, 100"
    })
    void shouldRunTheServerOnEveryKthFrameOfAFastCamera(long frameNs, int everyFrames, int beginsWith) {
        SyncServer server = SyncServer.of(STOCK, timing(frameNs));
        List<Integer> sentWith = new ArrayList<>();
        int ready = -1;
        for (int i = 0; i < 130; i++) {
            long ns = EPOCH_US * 1000 + i * frameNs;
            FrameSyncVerdict verdict = server.onFrame(ns, ns);
            boolean looked = verdict.timerNs() != FrameSyncVerdict.UNKNOWN;
            assertEquals(i % everyFrames == 0, looked, "frame " + i);
            assertEquals(i - 100, verdict.syncFrame(), "frame " + i);
            if (server.due() != null) {
                sentWith.add(i);
            }
            if (verdict.ready() && ready < 0) {
                ready = i;
            }
        }
        assertEquals(everyFrames, StockRunRule.everyFrames(frameNs));
        int first = Math.ceilDiv(30, everyFrames) * everyFrames;
        assertEquals(List.of(first, 2 * first, 3 * first, 4 * first), sentWith, "dropped frames are counted");
        assertEquals(beginsWith, ready);
        assertEquals(0, server.missedFrames(), "frames that are not looked at are not lost");
    }

    @Test
    void shouldTakeAPacketWithTheNextFrameThatAFastClientLooksAt() {
        long frameUs = 16_667;
        SyncClient client = SyncClient.of(STOCK, timing(frameUs * 1000));
        frame(client, EPOCH_US);
        client.onPacket(new SyncPayload(frameUs, EPOCH_US - 1_000, EPOCH_US + 3 * frameUs));
        FrameSyncVerdict unseen = frame(client, EPOCH_US + frameUs);
        assertEquals(FrameSyncState.WAITING, unseen.state());
        assertEquals(0, unseen.correctionNs());
        FrameSyncVerdict seen = frame(client, EPOCH_US + 2 * frameUs);
        assertEquals(1_000_000, seen.correctionNs());
        // The point is frame 3, which it does not look at.
        FrameSyncVerdict point = frame(client, EPOCH_US + 3 * frameUs);
        assertFalse(point.ready());
        assertEquals(0, point.correctionNs(), "once for a packet");
        assertEquals(0, point.syncFrame());
        assertTrue(frame(client, EPOCH_US + 4 * frameUs).ready());
        assertTrue(frame(client, EPOCH_US + 5 * frameUs).ready(), "stays ready");
        assertEquals(0, client.missedFrames());
    }

    private static FrameTiming timing(long frameNs) {
        return new FrameTiming(frameNs, 20_000, frameNs / 2, 200_000_000, 2, ClockDomain.MONOTONIC);
    }

    private static FrameSyncVerdict frame(SyncClient client, long wallUs) {
        return client.onFrame(wallUs * 1000, wallUs * 1000);
    }

    private static FrameSyncVerdict frame(SyncServer server, long wallUs) {
        return server.onFrame(wallUs * 1000, wallUs * 1000);
    }
}
