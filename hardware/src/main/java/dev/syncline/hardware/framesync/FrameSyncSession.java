package dev.syncline.hardware.framesync;

import dev.syncline.hardware.camera.SteerableCamera;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A server or a client on a socket, with the camera that it steers. */
public final class FrameSyncSession implements FrameSync {
    /** A flood costs at most so many datagrams' work in a frame; the rest waits, or is dropped by the system. */
    private static final int MOST_DATAGRAMS_PER_FRAME = 256;

    private final SteerableCamera camera;
    private final SyncSettings settings;
    private final FrameLengthTrim trim;
    private final @Nullable SyncServer server;
    private final @Nullable SyncClient client;
    private final @Nullable MulticastTransport transport;
    private final PacketGate gate;
    private final @Nullable PacketSeal seal;
    /** One byte more than any packet has, so that longer ones show. */
    private final ByteBuffer datagram = ByteBuffer.allocate(PacketSeal.BYTES + 1);

    private FrameSyncState state = FrameSyncState.FREE;
    private long frames;
    private long sent;
    private long networkFailures;
    private @Nullable String lastFailure;
    private long used;
    private long corrections;
    private long lastCorrectionNs;
    private long framesToReady = FrameSyncVerdict.UNKNOWN;
    private long sealCounter;

    private FrameSyncSession(
            SteerableCamera camera,
            SyncSettings settings,
            SyncNetwork network,
            FrameSyncRole role,
            @Nullable MulticastTransport transport) {
        this.camera = camera;
        this.settings = settings;
        this.trim = new FrameLengthTrim(camera.timing());
        this.server = role == FrameSyncRole.SERVER ? SyncServer.of(settings, camera.timing()) : null;
        this.client = role == FrameSyncRole.CLIENT ? SyncClient.of(settings, camera.timing()) : null;
        this.transport = transport;
        this.gate = new PacketGate(network, settings, camera.timing().nominalFrameNs());
        this.seal = network.key() == null ? null : new PacketSeal(network.key());
    }

    /** A camera that runs by itself: every frame is ready, nothing is sent, heard or corrected. */
    public static FrameSync off(SteerableCamera camera) {
        return new FrameSyncSession(camera, SyncSettings.DEFAULT, SyncNetwork.DEFAULT, FrameSyncRole.OFF, null);
    }

    /** A server. @throws IOException if there is no network to send to: one line */
    public static FrameSync server(SteerableCamera camera, SyncSettings settings, SyncNetwork network)
            throws IOException {
        return new FrameSyncSession(
                camera, settings, network, FrameSyncRole.SERVER, MulticastTransport.sending(network));
    }

    /** A client. @throws IOException if there is no network to listen to: one line */
    public static FrameSync client(SteerableCamera camera, SyncSettings settings, SyncNetwork network)
            throws IOException {
        return new FrameSyncSession(
                camera, settings, network, FrameSyncRole.CLIENT, MulticastTransport.listening(network));
    }

    /** A camera in any role. @throws IOException as for the role's own method */
    public static FrameSync open(FrameSyncRole role, SteerableCamera camera, SyncSettings settings, SyncNetwork network)
            throws IOException {
        return switch (role) {
            case OFF -> off(camera);
            case SERVER -> server(camera, settings, network);
            case CLIENT -> client(camera, settings, network);
        };
    }

    @Override
    public FrameSyncVerdict onFrame(long sequence, long sensorNs, long wallNs) {
        FrameSyncVerdict verdict;
        if (server != null) {
            verdict = server.onFrame(sensorNs, wallNs);
            SyncPayload due = server.due();
            if (due != null) {
                send(due, wallNs);
            }
        } else if (client != null) {
            receive(client, sensorNs, wallNs);
            verdict = steer(client, client.onFrame(sensorNs, wallNs));
        } else {
            verdict = new FrameSyncVerdict(true, false, 0, 0, 0, frames, FrameSyncState.FREE);
        }
        if (verdict.ready() && framesToReady == FrameSyncVerdict.UNKNOWN) {
            framesToReady = frames;
        }
        frames++;
        state = verdict.state();
        return verdict;
    }

    private FrameSyncVerdict steer(SyncClient steered, FrameSyncVerdict verdict) {
        if (verdict.correctionNs() == 0) {
            return verdict;
        }
        boolean stock = settings.arithmetic() == SyncSettings.Arithmetic.STOCK;
        long askedNs = stock ? trim.stock(verdict.correctionNs()) : verdict.correctionNs();
        lastCorrectionNs = camera.shortenNextFrame(askedNs);
        steered.steered(lastCorrectionNs);
        corrections++;
        return verdict;
    }

    private void send(SyncPayload payload, long wallNs) {
        if (transport == null) {
            return;
        }
        datagram.clear();
        SyncPayloadLayout.encode(payload, datagram);
        if (seal != null) {
            // Larger after a restart too, as long as the clock was not turned back.
            sealCounter = Math.max(sealCounter + 1, wallNs / 1000);
            seal.seal(sealCounter, datagram);
        }
        try {
            transport.send(datagram.flip());
            sent++;
        } catch (IOException e) {
            fail(e);
        }
    }

    private void receive(SyncClient listener, long sensorNs, long wallNs) {
        if (transport == null) {
            return;
        }
        try {
            for (int i = 0; i < MOST_DATAGRAMS_PER_FRAME; i++) {
                InetSocketAddress source = transport.receive(datagram.clear());
                if (source == null) {
                    return;
                }
                long changes = gate.serverChanges();
                SyncPayload payload = gate.accept(datagram.flip(), source, sensorNs, wallNs);
                listener.contested(gate.isContested());
                if (gate.serverChanges() > changes) {
                    listener.onServerChanged();
                }
                if (payload != null) {
                    used++;
                    listener.onPacket(payload);
                }
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    private void fail(IOException e) {
        networkFailures++;
        lastFailure = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public FrameSyncStatus status() {
        InetSocketAddress followed = gate.followed();
        PacketRefusal refusal = gate.lastRefusal();
        return new FrameSyncStatus(
                role(),
                state,
                transport == null ? null : transport.words(),
                followed == null ? null : followed.getAddress().getHostAddress() + ":" + followed.getPort(),
                frames,
                client != null ? client.missedFrames() : server != null ? server.missedFrames() : 0,
                sent,
                networkFailures,
                lastFailure,
                used,
                client == null ? 0 : client.packetsLost(),
                gate.refused(),
                refusal == null ? null : refusal.reason(),
                corrections,
                lastCorrectionNs,
                client != null ? client.clockSteps() : server != null ? server.clockSteps() : 0,
                client == null ? 0 : client.serverRestarts(),
                gate.serverChanges(),
                client == null ? 0 : client.rateChanges(),
                client == null ? null : client.note(),
                framesToReady);
    }

    private FrameSyncRole role() {
        if (server != null) {
            return FrameSyncRole.SERVER;
        }
        return client != null ? FrameSyncRole.CLIENT : FrameSyncRole.OFF;
    }

    @Override
    public void close() {
        if (transport == null) {
            return;
        }
        try {
            transport.close();
        } catch (IOException e) {
            fail(e);
        }
    }
}
