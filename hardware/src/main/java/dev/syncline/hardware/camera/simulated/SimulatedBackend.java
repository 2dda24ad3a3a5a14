package dev.syncline.hardware.camera.simulated;

import dev.syncline.hardware.camera.CameraBackend;
import dev.syncline.hardware.camera.CameraDescription;
import dev.syncline.hardware.camera.CameraRequest;
import dev.syncline.hardware.camera.CameraSession;
import dev.syncline.hardware.camera.FrameTiming;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Eight cameras that exist only in this process, paced by the machine's clock: to try a rig out, and to test without
 * hardware. Each has an oscillator of its own, up to 40 ppm off, always the same.
 */
public final class SimulatedBackend implements CameraBackend {
    private static final int CAMERAS = 8;
    private static final double MOST_PPM = 40;
    private static final double WANDER_PPM = 0.05;
    private static final String PREFIX = "sim";
    private static final long SEED = 20_260_101;

    @Override
    public String name() {
        return "sim";
    }

    @Override
    public List<CameraDescription> cameras() {
        List<CameraDescription> all = new ArrayList<>();
        for (int i = 0; i < CAMERAS; i++) {
            FrameTiming timing = sensor(i, 60).timing();
            all.add(new CameraDescription(
                    name(),
                    PREFIX + i,
                    "simulated",
                    List.of(new CameraDescription.Mode(
                            "YU12", 640, 480, timing.shortestFrameNs(), timing.longestFrameNs())),
                    true,
                    false,
                    "not real"));
        }
        return all;
    }

    @Override
    public CameraSession open(String id, CameraRequest request) throws IOException {
        request.refusePicture("sim");
        for (int i = 0; i < CAMERAS; i++) {
            if (id.equals(PREFIX + i)) {
                return SimulatedCameraSession.open(id, sensor(i, request.framesPerSecond()), request);
            }
        }
        throw new IOException(
                "there is no simulated camera " + id + ", only " + PREFIX + "0 to " + PREFIX + (CAMERAS - 1));
    }

    private static SimulatedSensor sensor(int index, double framesPerSecond) {
        SplittableRandom random = new SplittableRandom(SEED + index);
        double ppm = MOST_PPM * (2 * random.nextDouble() - 1);
        return SimulatedSensor.DEFAULT.atFramerate(framesPerSecond).withOscillator(ppm, WANDER_PPM, random.nextLong());
    }
}
