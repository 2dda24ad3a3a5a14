package dev.syncline.hardware.framesync.simulated;

import dev.syncline.hardware.camera.simulated.SimulatedSensor;
import dev.syncline.hardware.framesync.FrameSyncVerdict;
import dev.syncline.hardware.framesync.SyncSettings;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * A long run of a server and two clients in which everything happens that happens to machines: wall clocks of the whole
 * rig stepped a few seconds after each other, one machine's clock set wrong and right again, machines that sleep, a
 * server and a client that are started again, lost, late, repeated packets and dropped frames.
 */
public final class Soak {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int CAMERAS = 3;
    /** What a client is told last about a server that died cannot be held against it for so long, ns. */
    private static final long SERVER_DIED_NS = 2 * SECOND_NS;
    /** Offsets beyond this are wrong where the client says that its frames lie together, ns. */
    private static final long WRONG_NS = 1_000_000;

    private final SplittableRandom random;
    private final SimulatedCameras rig;
    private long excusedUntilNs;
    private int clockSteps;
    private int sleeps;
    private int serverStarts;
    private int clientStarts;
    private long frames;
    private long aligned;
    private long alignedWrong;
    private long numbered;
    private long misnumbered;
    private long worstNumber;
    private long worstAlignedNs;

    private Soak(SyncSettings settings, long seed) {
        random = new SplittableRandom(seed);
        List<SimulatedSensor> sensors = List.of(sensor(-40), sensor(35), sensor(10));
        rig = new SimulatedCameras(new RigSpec(
                settings, sensors, List.of(SECOND_NS, 0L, SECOND_NS / 3), 50_000, 300_000, 0.05, 0.01, seed));
    }

    private SimulatedSensor sensor(double slowPpm) {
        return new SimulatedSensor(33_333_333, 18_900, 20_000_000, 2, slowPpm, 0.02, 5_000, 0.001, random.nextLong());
    }

    /**
     * Runs.
     *
     * @param durationNs simulated time, ns
     * @param everyHour called with the simulated time, ns, once in each simulated hour
     */
    public static Outcome run(SyncSettings settings, long durationNs, long seed, LongConsumer everyHour) {
        Soak soak = new Soak(settings, seed);
        long nowNs = 20 * SECOND_NS;
        long hourNs = 0;
        soak.rig.runUntil(nowNs, soak::see);
        while (nowNs < durationNs) {
            nowNs = soak.trouble(nowNs);
            nowNs += soak.seconds(30, 900);
            soak.rig.runUntil(nowNs, soak::see);
            while (hourNs < nowNs) {
                everyHour.accept(hourNs);
                hourNs += 3600 * SECOND_NS;
            }
        }
        return soak.outcome(nowNs);
    }

    /** Makes something happen. @return the simulated time afterwards, ns */
    private long trouble(long nowNs) {
        int client = random.nextInt(1, CAMERAS);
        switch (random.nextInt(6)) {
            case 0 -> {
                return stepAll(nowNs);
            }
            case 1 -> {
                long stepNs = stepNs();
                int camera = random.nextInt(CAMERAS);
                rig.stepClock(camera, stepNs);
                long backNs = nowNs + seconds(1, 300);
                rig.runUntil(backNs, this::see);
                rig.stepClock(camera, -stepNs);
                clockSteps += 2;
                return backNs;
            }
            case 2 -> {
                rig.suspend(client, seconds(5, 600));
                sleeps++;
            }
            case 3 -> {
                rig.suspend(0, seconds(60, 600));
                sleeps++;
            }
            case 4 -> {
                long downNs = seconds(1, 90);
                rig.restartServer(downNs);
                excusedUntilNs = nowNs + downNs + SERVER_DIED_NS;
                serverStarts++;
            }
            default -> {
                rig.restartClient(client);
                clientStarts++;
            }
        }
        return nowNs;
    }

    /** All machines take the same step, each a little later than the one before. */
    private long stepAll(long nowNs) {
        long stepNs = stepNs();
        long timeNs = nowNs;
        int first = random.nextInt(CAMERAS);
        for (int i = 0; i < CAMERAS; i++) {
            rig.stepClock((first + i) % CAMERAS, stepNs);
            timeNs += seconds(0, 10);
            rig.runUntil(timeNs, this::see);
        }
        clockSteps += CAMERAS;
        return timeNs;
    }

    /** Time daemons slew what is smaller than about 0.4 s. */
    private long stepNs() {
        long sizeNs = Math.round(0.4 * SECOND_NS * Math.exp(random.nextDouble(Math.log(9000))));
        return random.nextBoolean() ? sizeNs : -sizeNs;
    }

    private long seconds(int from, int to) {
        return random.nextLong(from * SECOND_NS, to * SECOND_NS);
    }

    private void see(RigFrame frame) {
        if (frame.camera() == 0) {
            return;
        }
        FrameSyncVerdict verdict = frame.verdict();
        if (!frame.isKnown() || frame.simulatedNs() < excusedUntilNs) {
            return;
        }
        frames++;
        if (verdict.aligned()) {
            aligned++;
            worstAlignedNs = Math.max(worstAlignedNs, Math.abs(frame.trueOffsetNs()));
            if (Math.abs(frame.trueOffsetNs()) > WRONG_NS) {
                alignedWrong++;
            }
        }
        if (verdict.syncFrame() != FrameSyncVerdict.UNKNOWN) {
            numbered++;
            long wrong = Math.abs(verdict.syncFrame() - frame.trueFrame());
            worstNumber = Math.max(worstNumber, wrong);
            if (wrong != 0) {
                misnumbered++;
            }
        }
    }

    private Outcome outcome(long nowNs) {
        return new Outcome(
                nowNs,
                clockSteps,
                sleeps,
                serverStarts,
                clientStarts,
                frames,
                aligned,
                alignedWrong,
                worstAlignedNs,
                numbered,
                misnumbered,
                worstNumber);
    }

    /**
     * What came of it.
     *
     * @param simulatedNs how long it ran, ns
     * @param clockSteps steps of wall clocks
     * @param sleeps times that a machine slept
     * @param serverStarts times that the server was started again
     * @param clientStarts times that a client was started again
     * @param frames frames of the clients while the server made frames
     * @param aligned frames that a client said lie together with the server's
     * @param alignedWrong of these, frames more than a millisecond off
     * @param worstAlignedNs largest offset of these, ns
     * @param numbered frames that a client gave a number on the server's timeline
     * @param misnumbered of these, frames with another number than the server's frame has
     * @param worstNumber by how many frames the worst of these is off
     */
    public record Outcome(
            long simulatedNs,
            int clockSteps,
            int sleeps,
            int serverStarts,
            int clientStarts,
            long frames,
            long aligned,
            long alignedWrong,
            long worstAlignedNs,
            long numbered,
            long misnumbered,
            long worstNumber) {}
}
