package dev.syncline.hardware.framesync.simulated;

import dev.syncline.hardware.camera.simulated.SimulatedCamera;
import dev.syncline.hardware.camera.simulated.SimulatedFrame;
import dev.syncline.hardware.camera.simulated.SimulatedSensor;
import dev.syncline.hardware.framesync.FrameLengthTrim;
import dev.syncline.hardware.framesync.FrameSyncVerdict;
import dev.syncline.hardware.framesync.PacketGate;
import dev.syncline.hardware.framesync.SyncClient;
import dev.syncline.hardware.framesync.SyncNetwork;
import dev.syncline.hardware.framesync.SyncPayload;
import dev.syncline.hardware.framesync.SyncPayloadLayout;
import dev.syncline.hardware.framesync.SyncServer;
import dev.syncline.hardware.framesync.SyncSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server and its clients, each on a machine with clocks of its own, in simulated time; packets pass each client's gate.
 * Clocks can be stepped, machines sent to sleep, the server started again, a second one started beside it. One thread; the same spec and calls give the same frames.
 */
public final class SimulatedCameras {
    /** The wall clock at the beginning of simulated time: the first of January 2026. */
    private static final long EPOCH_NS = 1_767_225_600_000_000_000L;

    /** The first port of servers; each start has the next one. */
    private static final int FIRST_PORT = 40_000;

    private static final long SERVER_GONE_NS = 500_000_000L;

    private final RigSpec spec;
    private final SplittableRandom random;
    private final List<Machine> machines = new ArrayList<>();
    private SyncServer server;
    private @Nullable SimulatedFrame serverFrame;
    private long readySequence = FrameSyncVerdict.UNKNOWN;
    private int serverStarts;
    private @Nullable Machine second;
    private @Nullable SyncServer secondServer;

    /** A rig at the beginning of simulated time. */
    public SimulatedCameras(RigSpec spec) {
        this.spec = spec;
        this.random = new SplittableRandom(spec.seed());
        for (int i = 0; i < spec.sensors().size(); i++) {
            machines.add(new Machine(spec, i));
        }
        this.server = SyncServer.of(spec.settings(), machines.getFirst().camera.timing());
    }

    /** Runs until a time, ns, and shows every frame to an observer. */
    public void runUntil(long simulatedNs, Consumer<RigFrame> observer) {
        while (true) {
            Machine next = machines.stream()
                    .min(Comparator.comparingLong(m -> m.deliveredNs))
                    .orElseThrow();
            Machine beside = second;
            if (beside != null && beside.deliveredNs < next.deliveredNs) {
                next = beside;
            }
            if (next.deliveredNs > simulatedNs) {
                return;
            }
            if (next == beside) {
                serveBeside(next);
            } else {
                observer.accept(next.index == 0 ? serve(next) : follow(next));
            }
            next.advance();
        }
    }

    private RigFrame serve(Machine machine) {
        SimulatedFrame frame = machine.frame;
        FrameSyncVerdict verdict = server.onFrame(machine.sensorNs(), machine.wallNs());
        serverFrame = frame;
        // The frame of the point may have been dropped, so it is counted back to.
        if (verdict.ready() && readySequence == FrameSyncVerdict.UNKNOWN) {
            readySequence = frame.sequence() - verdict.syncFrame();
        }
        SyncPayload due = server.due();
        if (due != null) {
            InetSocketAddress source = source(1, FIRST_PORT + serverStarts);
            machines.stream().skip(1).forEach(m -> transmit(due, source, machine.deliveredNs, m));
        }
        return new RigFrame(0, frame.beginNs(), verdict, 0, frame.sequence() - readyAt());
    }

    private void serveBeside(Machine machine) {
        SyncServer beside = secondServer;
        if (beside == null) {
            return;
        }
        FrameSyncVerdict _ = beside.onFrame(machine.sensorNs(), machine.wallNs());
        SyncPayload due = beside.due();
        if (due != null) {
            InetSocketAddress source = source(2, FIRST_PORT);
            machines.stream().skip(1).forEach(m -> transmit(due, source, machine.deliveredNs, m));
        }
    }

    private static InetSocketAddress source(int host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) host}), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private void transmit(SyncPayload packet, InetSocketAddress source, long sentNs, Machine to) {
        int copies = random.nextDouble() < spec.duplicates() ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            if (random.nextDouble() >= spec.loss()) {
                double lateNs = -Math.log(1 - random.nextDouble()) * spec.jitterNs();
                long arrivesNs = sentNs + spec.delayNs() + Math.round(lateNs);
                if (arrivesNs >= to.awakeNs) {
                    to.inFlight.add(new Packet(arrivesNs, packet, source));
                }
            }
        }
    }

    private RigFrame follow(Machine machine) {
        SimulatedFrame frame = machine.frame;
        while (!machine.inFlight.isEmpty() && machine.inFlight.peek().arrivesNs <= machine.deliveredNs) {
            machine.hear(machine.inFlight.remove());
        }
        FrameSyncVerdict verdict = machine.client.onFrame(machine.sensorNs(), machine.wallNs());
        if (verdict.correctionNs() != 0) {
            long askedNs = spec.settings().arithmetic() == SyncSettings.Arithmetic.STOCK
                    ? machine.trim.stock(verdict.correctionNs())
                    : verdict.correctionNs();
            machine.client.steered(machine.camera.shortenNextFrame(askedNs));
        }
        SimulatedFrame reference = serverFrame;
        if (reference == null || Math.abs(frame.beginNs() - reference.beginNs()) > SERVER_GONE_NS) {
            return new RigFrame(
                    machine.index, frame.beginNs(), verdict, FrameSyncVerdict.UNKNOWN, FrameSyncVerdict.UNKNOWN);
        }
        long sinceNs = frame.beginNs() - reference.beginNs();
        long frames = Math.round((double) sinceNs / reference.lengthNs());
        return new RigFrame(
                machine.index,
                frame.beginNs(),
                verdict,
                sinceNs - frames * reference.lengthNs(),
                reference.sequence() + frames - readyAt());
    }

    /** The sequence number of the ready frame: frames are counted from it, and it is the ready frame'th that was made. */
    private long readyAt() {
        return readySequence == FrameSyncVerdict.UNKNOWN ? spec.settings().readyFrame() : readySequence;
    }

    /** Steps a machine's wall clock, ns. */
    public void stepClock(int camera, long byNs) {
        machines.get(camera).wallErrorNs += byNs;
    }

    /** Sends a machine to sleep: no frames, no packets, its monotonic clock stands, its wall clock goes on. */
    public void suspend(int camera, long durationNs) {
        Machine machine = machines.get(camera);
        machine.awakeNs = machine.deliveredNs + durationNs;
        machine.sleptNs += durationNs;
        machine.camera.suspend(durationNs);
        machine.inFlight.clear();
        machine.advance();
    }

    /** Ends the server's program and starts it again some time later, with a camera that begins again. */
    public void restartServer(long downNs) {
        Machine machine = machines.getFirst();
        serverStarts++;
        SimulatedSensor sensor = spec.sensors().getFirst();
        machine.camera = new SimulatedCamera(
                sensor.withOscillator(sensor.slowPpm(), sensor.wanderPpm(), sensor.seed() + serverStarts),
                machine.deliveredNs + downNs);
        machine.advance();
        server = SyncServer.of(spec.settings(), machine.camera.timing());
        serverFrame = null;
        readySequence = FrameSyncVerdict.UNKNOWN;
    }

    /** Starts a second server on another machine, in so long; its frames are not shown. */
    public void startSecondServer(long inNs) {
        Machine beside = new Machine(spec, 0);
        SimulatedSensor sensor = spec.sensors().getFirst();
        beside.camera = new SimulatedCamera(
                sensor.withOscillator(-sensor.slowPpm(), sensor.wanderPpm(), ~sensor.seed()),
                machines.getFirst().deliveredNs + inNs);
        beside.advance();
        second = beside;
        secondServer = SyncServer.of(spec.settings(), beside.camera.timing());
    }

    /** Puts another client's program in a camera's place, as after a crash: it knows nothing. */
    public void restartClient(int camera) {
        Machine machine = machines.get(camera);
        machine.client = SyncClient.of(spec.settings(), machine.camera.timing());
        machine.gate = Machine.gate(spec, machine.camera);
    }

    /** A camera's client. */
    public SyncClient client(int camera) {
        return machines.get(camera).client;
    }

    private record Packet(long arrivesNs, SyncPayload payload, InetSocketAddress source) {}

    private static final class Machine {
        /** A frame is handed over when it has been read out, and then some. */
        private static final long HANDOVER_NS = 1_500_000;

        private final int index;
        private final FrameLengthTrim trim;
        private final PriorityQueue<Packet> inFlight = new PriorityQueue<>(Comparator.comparingLong(Packet::arrivesNs));
        private SimulatedCamera camera;
        private SyncClient client;
        private PacketGate gate;
        private final ByteBuffer datagram = ByteBuffer.allocate(SyncPayloadLayout.BYTES);
        private SimulatedFrame frame;
        private long deliveredNs;
        private long wallErrorNs;
        private long sleptNs;
        private long awakeNs = Long.MIN_VALUE;

        Machine(RigSpec spec, int index) {
            this.index = index;
            this.camera = new SimulatedCamera(
                    spec.sensors().get(index), spec.startNs().get(index));
            this.trim = new FrameLengthTrim(camera.timing());
            this.client = SyncClient.of(spec.settings(), camera.timing());
            this.gate = gate(spec, camera);
            this.frame = camera.next();
            this.deliveredNs = frame.beginNs() + frame.lengthNs() + HANDOVER_NS;
        }

        private static PacketGate gate(RigSpec spec, SimulatedCamera camera) {
            return new PacketGate(
                    SyncNetwork.DEFAULT, spec.settings(), camera.timing().nominalFrameNs());
        }

        void hear(Packet packet) {
            datagram.clear();
            SyncPayloadLayout.encode(packet.payload, datagram);
            long changes = gate.serverChanges();
            SyncPayload payload = gate.accept(datagram.flip(), packet.source, sensorNs(), wallNs());
            client.contested(gate.isContested());
            if (gate.serverChanges() > changes) {
                client.onServerChanged();
            }
            if (payload != null) {
                client.onPacket(payload);
            }
        }

        void advance() {
            frame = camera.next();
            deliveredNs = frame.beginNs() + frame.lengthNs() + HANDOVER_NS;
        }

        long sensorNs() {
            return frame.stampNs() - sleptNs;
        }

        long wallNs() {
            return EPOCH_NS + frame.stampNs() + wallErrorNs;
        }
    }
}
