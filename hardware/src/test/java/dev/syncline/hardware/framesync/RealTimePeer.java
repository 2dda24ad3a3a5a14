package dev.syncline.hardware.framesync;

import dev.syncline.hardware.camera.simulated.PacedCamera;
import dev.syncline.hardware.camera.simulated.SimulatedFrame;
import dev.syncline.hardware.camera.simulated.SimulatedSensor;
import dev.syncline.hardware.clocks.WallReading;
import dev.syncline.hardware.framesync.clockrecovery.RecoverySettings;
import dev.syncline.hardware.framesync.clockrecovery.WallClockRecovery;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A camera of its own process for {@link NetworkNamespacesTest}: a simulated sensor in real time that writes the metadata
 * of the frames that it would record. Arguments: role, interface, file, frames to record, ppm slow, seed, and for
 * one that dies the frames until then.
 */
final class RealTimePeer {
    private static final double FRAMES_PER_SECOND = 60;
    static final SyncSettings SETTINGS = new SyncSettings(SyncSettings.Arithmetic.REPAIRED, 15, 90, 50_000);

    private RealTimePeer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        FrameSyncRole role = FrameSyncRole.valueOf(args[0]);
        NetworkInterface onInterface = NetworkInterface.getByName(args[1]);
        int wanted = Integer.parseInt(args[3]);
        PacedCamera camera = new PacedCamera(SimulatedSensor.DEFAULT
                .atFramerate(FRAMES_PER_SECOND)
                .withOscillator(Double.parseDouble(args[4]), 0.02, Long.parseLong(args[5])));
        WallClockRecovery recovery = new WallClockRecovery(RecoverySettings.DEFAULT);
        WallReading clocks = new WallReading();
        try (FrameSync sync =
                        FrameSyncSession.open(role, camera, SETTINGS, SyncNetwork.DEFAULT.withInterface(onInterface));
                PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(args[2]), StandardCharsets.UTF_8))) {
            System.out.println("running");
            int recorded = 0;
            int left = args.length > 6 ? Integer.parseInt(args[6]) : Integer.MAX_VALUE;
            while (recorded < wanted && left-- > 0) {
                SimulatedFrame frame = camera.next();
                clocks.read();
                recovery.add(clocks.monotonicNs(), clocks.wallNs());
                long wallNs = recovery.wallNs(frame.stampNs());
                FrameSyncVerdict verdict = sync.onFrame(frame.sequence(), frame.stampNs(), wallNs);
                if (verdict.ready()) {
                    if (recorded++ == 0) {
                        System.out.println("recording");
                    }
                    out.printf(
                            "{\"SensorTimestamp\":%d,\"FrameWallClock\":%d,\"SyncAligned\":%b%s}%n",
                            frame.stampNs(),
                            wallNs,
                            verdict.aligned(),
                            verdict.syncFrame() == FrameSyncVerdict.UNKNOWN
                                    ? ""
                                    : ",\"SyncFrame\":" + verdict.syncFrame());
                    out.flush();
                }
            }
            System.out.println(sync.status());
        }
    }
}
