package dev.syncline.hardware.dji.simulated;

import dev.syncline.hardware.dji.BodyCipher;
import dev.syncline.hardware.dji.DjiCommand;
import dev.syncline.hardware.dji.FrameParser;
import dev.syncline.hardware.dji.FrameView;
import dev.syncline.hardware.dji.FrameWriter;
import dev.syncline.hardware.dji.HardSyncData;
import dev.syncline.hardware.dji.ReplyMemory;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A flight controller in simulated time: answers commands, samples its sensor on the ticks of its own drifting clock,
 * raises the pulse line and sends packets late. Nothing happens but in {@link #advanceTo}. One thread at a time.
 */
public final class SimulatedFlightController {
    private static final long TICK_NS = 2_500_000L;
    private static final int TICKS_PER_S = 400;
    private static final long WORD = 1L << 32;
    private static final long REPLY_LATENCY_NS = 2_000_000L;
    private static final int BITS_PER_BYTE = 10;
    private static final byte[] VERSION =
            "\0\0\0SDK-v1.x BETA A3-03.02.36.06\0\0\0\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private record Departure(long hostNs, byte[] bytes) {}

    private final FlightControllerSpec spec;
    private final MotionSource motion;
    private final SimulationOutput out;
    private final long startHostNs;
    private final SplittableRandom random;
    private final @Nullable BodyCipher cipher;
    private final FrameWriter writer = new FrameWriter();
    private final byte[] frame = new byte[FrameWriter.MAX_FRAME_BYTES];
    private final Deque<Departure> departures = new ArrayDeque<>();
    private final float[] rates = new float[3];

    private DriftingClock clock;
    private FrameParser parser;
    private ReplyMemory replies = new ReplyMemory();
    private long ticksSinceBoot;
    private long bootTicks;
    private long deafUntilNs;
    private long busyUntilNs;
    private int sequence;
    private boolean activated;
    private int packageId = -1;
    private int ticksPerPacket;
    private boolean pulsing;
    private boolean singlePulse;
    private long pulseFromTick;
    private double ticksPerPulse;
    private long pulses;
    private int tag;

    /** @param startHostNs host time at which it is switched on, ns */
    public SimulatedFlightController(
            FlightControllerSpec spec, MotionSource motion, long startHostNs, SimulationOutput out) {
        this.spec = spec;
        this.motion = motion;
        this.out = out;
        this.startHostNs = startHostNs;
        this.random = new SplittableRandom(spec.seed());
        this.cipher = spec.key() == null ? null : BodyCipher.ofHex(spec.key());
        this.parser = new FrameParser(cipher);
        this.bootTicks = spec.firstTicks();
        this.clock = new DriftingClock(startHostNs, spec.skewPpm(), spec.wanderPpb(), random.split());
        this.activated = spec.appId() == null;
    }

    /** Takes what the host sent. */
    public void received(byte[] data, int offset, int length, long hostNs) {
        if (hostNs >= deafUntilNs) {
            parser.feed(data, offset, length, hostNs, request -> answer(request, hostNs));
        }
    }

    /** Lets everything happen that happens until a host time. */
    public void advanceTo(long hostNs) {
        while (clock.hostNs() <= hostNs) {
            tick(clock.hostNs());
            clock.next();
            ticksSinceBoot++;
        }
        for (Departure next = departures.peekFirst();
                next != null && next.hostNs() <= hostNs;
                next = departures.peekFirst()) {
            departures.removeFirst();
            out.bytes(next.hostNs(), next.bytes(), next.bytes().length);
        }
    }

    /** Host time of the next thing that happens, ns. */
    public long nextNs() {
        Departure first = departures.peekFirst();
        return first == null ? clock.hostNs() : Math.min(clock.hostNs(), first.hostNs());
    }

    /** Its power fails; it is back after {@code offNs}, its clock at zero and nothing subscribed. */
    public void reboot(long hostNs, long offNs) {
        departures.clear();
        deafUntilNs = hostNs + offNs;
        bootTicks = 0;
        ticksSinceBoot = 0;
        clock = new DriftingClock(hostNs + offNs, spec.skewPpm(), spec.wanderPpb(), random.split());
        parser = new FrameParser(cipher);
        replies = new ReplyMemory();
        activated = spec.appId() == null;
        packageId = -1;
        pulsing = false;
    }

    /** From now on it neither hears nor says anything for {@code forNs}; its clock runs on. */
    public void fallSilent(long hostNs, long forNs) {
        departures.clear();
        deafUntilNs = hostNs + forNs;
    }

    private void tick(long hostNs) {
        boolean isPulse = pulsing && isPulseTick();
        boolean isPacket = packageId >= 0 && ticksSinceBoot % ticksPerPacket == 0;
        if (isPulse && random.nextDouble() >= spec.lostPulses() && hostNs >= deafUntilNs) {
            out.edge(hostNs);
        }
        if (isPulse && singlePulse) {
            pulsing = false;
        }
        if (!isPacket) {
            return;
        }
        long ticks = (bootTicks + ticksSinceBoot) % WORD;
        long wideNs = (bootTicks + ticksSinceBoot) * TICK_NS + spec.remainderNs();
        long ns = spec.nsField() == FlightControllerSpec.NsField.REMAINDER ? spec.remainderNs() : wideNs % WORD;
        out.sampled(hostNs, ticks, ns);
        long latencyNs =
                spec.minLatencyNs() + (long) (random.nextDouble() * (spec.maxLatencyNs() - spec.minLatencyNs()));
        if (random.nextDouble() < spec.lostPackets() || hostNs < deafUntilNs) {
            return;
        }
        motion.rates(hostNs - startHostNs, rates);
        HardSyncData data = new HardSyncData(
                ticks,
                ns,
                ticksSinceBoot - pulseFromTick,
                tag,
                isPulse || spec.firmware() == FlightControllerSpec.Firmware.MARKS_ALL,
                HardSyncData.Quaternion.NONE,
                new HardSyncData.Vector(0, 0, 1),
                new HardSyncData.Vector(rates[0], rates[1], rates[2]));
        byte[] body = new byte[3 + 55];
        body[0] = (byte) (DjiCommand.PUSH_PACKAGE >>> 8);
        body[1] = (byte) DjiCommand.PUSH_PACKAGE;
        body[2] = (byte) packageId;
        System.arraycopy(data.toBytes(), 0, body, 3, 55);
        send(0, false, sequence++, body, cipher, hostNs + latencyNs);
    }

    private boolean isPulseTick() {
        long since = ticksSinceBoot - pulseFromTick;
        if (since < Math.round(pulses * ticksPerPulse / ticksPerPacket) * ticksPerPacket) {
            return false;
        }
        pulses++;
        return true;
    }

    private void answer(FrameView request, long hostNs) {
        if (!request.isCommand()) {
            return;
        }
        if (request.command() == DjiCommand.SET_SYNC_FREQUENCY) {
            setSync(request);
            return;
        }
        byte[] again = replies.repeated(request);
        if (again != null) {
            depart(again, hostNs + REPLY_LATENCY_NS);
            return;
        }
        byte[] reply = reply(request);
        if (reply.length > 0 && request.session() > 0) {
            int length = send(
                    request.session(),
                    true,
                    request.sequence(),
                    reply,
                    request.encrypted() ? cipher : null,
                    hostNs + REPLY_LATENCY_NS);
            replies.keep(request.session(), request.sequence(), frame, length);
        }
    }

    /** What an acknowledgement says; empty where there is none. */
    private byte[] reply(FrameView request) {
        boolean understood = cipher == null || request.encrypted();
        return switch (request.command()) {
            case DjiCommand.GET_VERSION -> VERSION;
            case DjiCommand.ACTIVATE -> activate(request);
            case DjiCommand.MATCH_SUBSCRIPTION, DjiCommand.RESET_PACKAGES, DjiCommand.REMOVE_PACKAGE -> {
                if (request.command() != DjiCommand.MATCH_SUBSCRIPTION) {
                    packageId = -1;
                }
                yield code(activated && understood ? 0 : 0x50);
            }
            case DjiCommand.ADD_PACKAGE -> code(activated && understood ? add(request) : 0x50);
            default -> new byte[0];
        };
    }

    private byte[] activate(FrameView request) {
        if (request.valueLength() < 12) {
            return new byte[] {1, 0};
        }
        Long wanted = spec.appId();
        activated = wanted == null || wanted == request.u32(0);
        return new byte[] {(byte) (activated ? 0 : 6), 0};
    }

    private int add(FrameView request) {
        if (request.valueLength() != 9 || request.u8(4) != 1) {
            return 0x01;
        }
        int hz = request.u16(1);
        if (hz < 1 || hz > TICKS_PER_S) {
            return 0x06;
        }
        if ((int) request.u32(5) != DjiCommand.TOPIC_HARD_SYNC) {
            return 0x22;
        }
        if (packageId == request.u8(0)) {
            return 0x04;
        }
        packageId = request.u8(0);
        ticksPerPacket = TICKS_PER_S / hz;
        return 0;
    }

    private void setSync(FrameView request) {
        if (request.valueLength() != 6 || (cipher != null && !request.encrypted())) {
            return;
        }
        long hz = request.u32(0);
        if (hz == 0 && spec.firmware() == FlightControllerSpec.Firmware.NO_SINGLE_PULSES) {
            return;
        }
        tag = request.u16(4);
        pulsing = true;
        singlePulse = hz == 0;
        pulses = 0;
        int grid = Math.max(1, ticksPerPacket);
        pulseFromTick = (ticksSinceBoot / grid + 1) * grid;
        ticksPerPulse = singlePulse ? 1 : TICKS_PER_S / (hz * spec.pulseRateFactor());
    }

    private int send(int session, boolean ack, int number, byte[] body, @Nullable BodyCipher with, long earliestNs) {
        int length = writer.write(frame, 0, session, ack, number, body, body.length, with);
        depart(Arrays.copyOf(frame, length), earliestNs);
        return length;
    }

    /** One line: a frame begins when the one before it is out. */
    private void depart(byte[] bytes, long earliestNs) {
        long lineNs = 1_000_000_000L * BITS_PER_BYTE * bytes.length / spec.baud();
        busyUntilNs = Math.max(busyUntilNs, earliestNs - lineNs) + lineNs;
        departures.addLast(new Departure(busyUntilNs, bytes));
    }

    private static byte[] code(int code) {
        return new byte[] {(byte) code};
    }
}
