package dev.syncline.hardware.clocks;

import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.TwoWayFit;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What runs in a network namespace: a server, with a relay before it that delays packets at random, or a client. */
final class NamespacePeer {
    private static final int RELAY_PORT = 9429;
    private static final long LEAST_NS = 1_000_000;
    private static final double SPREAD_NS = 2_000_000;

    private NamespacePeer() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("serve")) {
            TimeServer server =
                    TimeServer.open(new InetSocketAddress("0.0.0.0", TimeServer.PORT), ClockDomain.MONOTONIC);
            Relay relay = new Relay();
            Thread.ofPlatform().daemon().start(() -> run(server));
            System.out.println("serving");
            int asked = System.in.read();
            System.out.println(asked < 0 ? "nobody asked" : "asymmetry_ns=" + relay.asymmetryNs());
            server.close();
            System.exit(0);
        } else {
            InetSocketAddress server = new InetSocketAddress(args[1], Integer.parseInt(args[2]));
            TwoWayFit fit = new TimeClient(server, ExchangeSettings.usual()).measure(ClockDomain.MONOTONIC);
            System.out.printf(
                    "offset_ns=%d sigma_ns=%.0f bound_ns=%.0f quickest_offset_ns=%d quickest_round_trip_ns=%d%n",
                    fit.model().differenceNs(fit.model().local0Ns()),
                    Math.sqrt(fit.model().offsetVariance()),
                    fit.boundNs(),
                    fit.quickest().offsetNs(),
                    fit.quickest().roundTripNs());
        }
    }

    private static void run(TimeServer server) {
        try {
            server.run();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Passes packets on, 2 ± 1 ms later each way, and says how long the quickest of each way really took. */
    private static final class Relay {
        private final ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(1);
        private final Random random = new Random(8);
        private final DatagramSocket outside;
        private final DatagramSocket inside;
        private volatile @Nullable SocketAddress asker;
        private long quickestThereNs = Long.MAX_VALUE;
        private long quickestBackNs = Long.MAX_VALUE;

        Relay() throws IOException {
            outside = new DatagramSocket(RELAY_PORT);
            inside = new DatagramSocket();
            inside.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), TimeServer.PORT));
            Thread.ofPlatform().daemon().start(() -> pump(outside, true));
            Thread.ofPlatform().daemon().start(() -> pump(inside, false));
        }

        /** Half of what the way there took longer than the way back, ns: what an exchange through this is wrong by. */
        synchronized long asymmetryNs() {
            return (quickestThereNs - quickestBackNs) / 2;
        }

        private void pump(DatagramSocket from, boolean there) {
            byte[] buffer = new byte[64];
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                    from.receive(packet);
                    long came = System.nanoTime();
                    if (there) {
                        asker = packet.getSocketAddress();
                    }
                    byte[] data = Arrays.copyOf(buffer, packet.getLength());
                    long delayNs = LEAST_NS + (long) (random.nextDouble() * SPREAD_NS);
                    ScheduledFuture<?> sent =
                            later.schedule(() -> send(data, there, came), delayNs, TimeUnit.NANOSECONDS);
                    if (sent.isCancelled()) {
                        return;
                    }
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private void send(byte[] data, boolean there, long came) {
            DatagramPacket packet = new DatagramPacket(data, data.length);
            SocketAddress to = asker;
            try {
                if (there) {
                    inside.send(packet);
                } else if (to != null) {
                    packet.setSocketAddress(to);
                    outside.send(packet);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            took(System.nanoTime() - came, there);
        }

        private synchronized void took(long ns, boolean there) {
            if (there) {
                quickestThereNs = Math.min(quickestThereNs, ns);
            } else {
                quickestBackNs = Math.min(quickestBackNs, ns);
            }
        }
    }
}
