package dev.syncline.hardware.framesync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.hardware.camera.FrameTiming;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packets that come twice, late, or from another time change nothing. */
class PacketOrderTest {
    private static final long EPOCH_NS = 1_767_225_600_000_000_000L;
    private static final long FRAME_NS = 33_340_000;
    private static final FrameTiming TIMING =
            new FrameTiming(FRAME_NS, 20_000, 16_000_000, 200_000_000, 2, ClockDomain.MONOTONIC);

    @Test
    void shouldDecideTheSameWithRepeatedAndOlderPackets() {
        assertEquals(run(false, false), run(true, false));
    }

    @Test
    void shouldNotMoveForASinglePacketOfAnotherTime() {
        List<FrameSyncVerdict> verdicts = run(false, true);
        assertTrue(
                verdicts.stream().allMatch(v -> Math.abs(v.correctionNs()) <= 60_000), "no correction but for drift");
        assertTrue(verdicts.getLast().aligned());
        assertEquals(run(false, false).getLast().syncFrame(), verdicts.getLast().syncFrame());
    }

    /** A client 30 ppm slow that begins in step. */
    private static List<FrameSyncVerdict> run(boolean repeated, boolean stray) {
        SyncClient client = SyncClient.of(SyncSettings.DEFAULT, TIMING);
        List<FrameSyncVerdict> verdicts = new ArrayList<>();
        double timeNs = 0;
        double[] shorterNs = new double[1000];
        for (int i = 0; i < 600; i++) {
            if (i % 30 == 0) {
                client.onPacket(packet(i));
                if (repeated && i > 0) {
                    client.onPacket(packet(i - 30));
                    client.onPacket(packet(i));
                }
            }
            if (stray && i == 315) {
                client.onPacket(new SyncPayload(
                        33_340, packet(i).serverFrameUs() + 12_000, packet(i).readyUs()));
            }
            long sensorNs = Math.round(timeNs);
            FrameSyncVerdict verdict = client.onFrame(sensorNs, EPOCH_NS + sensorNs);
            verdicts.add(verdict);
            shorterNs[i + 2] = verdict.correctionNs();
            timeNs += FRAME_NS * (1 + 30e-6) - shorterNs[i];
        }
        return verdicts;
    }

    private static SyncPayload packet(int frame) {
        long frameUs = (EPOCH_NS + frame * FRAME_NS) / 1000;
        return new SyncPayload(33_340, frameUs, frameUs + (100 - frame) * 33_340L);
    }
}
