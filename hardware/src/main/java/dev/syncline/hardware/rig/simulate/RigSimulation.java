package dev.syncline.hardware.rig.simulate;

import dev.syncline.hardware.camera.simulated.SimulatedCamera;
import dev.syncline.hardware.camera.simulated.SimulatedFrame;
import dev.syncline.hardware.camera.simulated.SimulatedSensor;
import dev.syncline.hardware.rig.ExposureAlignment;
import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.RigCamera;
import dev.syncline.hardware.rig.RigDevice;
import dev.syncline.hardware.rig.data.Socket;
import dev.syncline.hardware.rig.timing.RigPlan;
import dev.syncline.hardware.rig.trim.FrameTrim;
import dev.syncline.hardware.rig.trim.TrimSettings;
import dev.syncline.hardware.rig.units.FrameRate;
import dev.syncline.hardware.rig.verify.FrameStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes the timestamps that a rig's cameras would give: cameras on a line follow its edges, PTP cameras are locked onto
 * the slots of their clock, others run on oscillators of their own. The same seed gives the same frames.
 */
public final class RigSimulation {
    /** The colour camera of an OAK-D gains or loses a frame in 80 s against the stereo pair (Luxonis). */
    private static final double COLOUR_PPM = 417;

    private static final long STAMP_JITTER_NS = 2_000;
    private static final int CONTROL_DELAY_FRAMES = 3;
    private static final long USUAL_LINE_NS = 15_000;
    private static final double BLANKING = 0.2;

    private final Rig rig;
    private final FrameRate rate;
    private final FreeCameras free;
    private final long beginNs;
    private final int frames;
    private final SplittableRandom random;

    private RigSimulation(Rig rig, FrameRate rate, FreeCameras free, long beginNs, int frames, long seed) {
        this.rig = rig;
        this.rate = rate;
        this.free = free;
        this.beginNs = beginNs;
        this.frames = frames;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Records a rig.
     *
     * @param beginNs when the recording begins, ns of the rig's common clock
     * @param frames frames of each camera
     * @throws IllegalArgumentException if the rig has no frame rate or no camera
     */
    public static List<FrameStream> record(Rig rig, FreeCameras free, long beginNs, int frames, long seed) {
        FrameRate rate = RigPlan.of(rig).rate();
        if (rate == null) {
            throw new IllegalArgumentException("the rig has no frame rate; give it one, such as fps: 30");
        }
        if (rig.cameras().isEmpty()) {
            throw new IllegalArgumentException("the rig has no camera");
        }
        return new RigSimulation(rig, rate, free, beginNs, frames, seed).record();
    }

    private List<FrameStream> record() {
        List<FrameStream> streams = new ArrayList<>();
        for (RigCamera camera : rig.cameras()) {
            long[] times =
                    switch (camera.role()) {
                        case INPUT, OUTPUT -> onLine(camera);
                        case PTP -> steered(camera, random.nextDouble(-50, 50), (random.nextLong(2001) - 1000));
                        case OFF -> running(camera, streams.isEmpty());
                    };
            long[] exposures = new long[times.length];
            Arrays.fill(exposures, camera.exposureNs() == null ? 0 : camera.exposureNs());
            streams.add(new FrameStream(camera.name(), times, exposures));
        }
        return streams;
    }

    private long[] onLine(RigCamera camera) {
        long sofNs = camera.delayNs();
        if (rig.alignment() == ExposureAlignment.START && camera.exposureNs() != null) {
            sofNs += camera.exposureNs();
        }
        long[] times = new long[frames];
        long first = rate.slotAt(beginNs) + 1;
        for (int i = 0; i < frames; i++) {
            times[i] = rate.edgeNs(first + i) + sofNs + late();
        }
        return times;
    }

    private long[] running(RigCamera camera, boolean leads) {
        if (leads || startsWithTheFirst(camera)) {
            return onLine(camera);
        }
        if (free == FreeCameras.TRIM) {
            return steered(camera, camera.sensor().canDrive() ? 0 : COLOUR_PPM, 0);
        }
        SimulatedCamera simulated = simulated(camera, random.nextDouble(-50, 50));
        long[] times = new long[frames];
        for (int i = 0; i < frames; i++) {
            times[i] = simulated.next().stampNs();
        }
        return times;
    }

    /** Equal sensors on the bus of the stereo pair share their clock and their start command. */
    private boolean startsWithTheFirst(RigCamera camera) {
        RigCamera first = rig.cameras().getFirst();
        return camera.device().equals(first.device())
                && camera.sensor().equals(first.sensor())
                && "B+C".equals(bus(camera))
                && "B+C".equals(bus(first));
    }

    private @Nullable String bus(RigCamera camera) {
        RigDevice device = rig.devices().get(camera.device());
        Socket socket = device == null ? null : device.board().sockets().get(camera.socket());
        return socket == null ? null : socket.i2c();
    }

    /** A camera whose frames are brought onto the slots of the rate; on its own clock, which is off by a constant. */
    private long[] steered(RigCamera camera, double slowPpm, long clockErrorNs) {
        SimulatedCamera simulated = simulated(camera, slowPpm);
        FrameTrim trim = new FrameTrim(simulated, Math.round(rate.periodNs()), TrimSettings.DEFAULT);
        long[] times = new long[frames];
        for (int i = 0; i < frames; i++) {
            SimulatedFrame frame = simulated.next();
            long onClockNs = frame.stampNs() + clockErrorNs;
            long slot = rate.slotAt(onClockNs + Math.round(rate.periodNs() / 2));
            trim.observe(frame.sequence(), onClockNs, rate.edgeNs(slot));
            times[i] = frame.stampNs();
        }
        return times;
    }

    private SimulatedCamera simulated(RigCamera camera, double slowPpm) {
        long lineNs = camera.picture() == null
                ? USUAL_LINE_NS
                : Math.max(1, Math.round(camera.picture().rowNs()));
        long frameNs = Math.round(rate.periodNs());
        SimulatedSensor sensor = new SimulatedSensor(
                frameNs,
                lineNs,
                Math.round(frameNs * (1 - BLANKING)),
                CONTROL_DELAY_FRAMES,
                slowPpm,
                0.02,
                STAMP_JITTER_NS,
                0,
                random.nextLong());
        long firstNs = rate.edgeNs(rate.slotAt(beginNs) + 1) + random.nextLong(frameNs);
        return new SimulatedCamera(sensor, firstNs);
    }

    private long late() {
        return Math.round(-Math.log(1 - random.nextDouble()) * STAMP_JITTER_NS);
    }
}
