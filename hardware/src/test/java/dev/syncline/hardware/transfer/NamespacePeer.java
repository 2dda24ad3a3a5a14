package dev.syncline.hardware.transfer;

import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.TwoWayFit;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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
            Thread.ofPlatform().daemon().start(NamespacePeer::relay);
            System.out.println("serving");
            server.run();
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

    /** Passes packets on, 2 ± 1 ms later, each way. */
    private static void relay() {
        Random random = new Random(8);
        try (ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
                DatagramSocket outside = new DatagramSocket(RELAY_PORT);
                DatagramSocket inside = new DatagramSocket()) {
            inside.connect(new InetSocketAddress("127.0.0.1", TimeServer.PORT));
            SocketAddress[] asker = new SocketAddress[1];
            Thread.ofPlatform().daemon().start(() -> pump(inside, data -> {
                SocketAddress to = asker[0];
                later.schedule(() -> send(outside, data, to), delayNs(random), TimeUnit.NANOSECONDS);
            }));
            byte[] buffer = new byte[64];
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                outside.receive(packet);
                asker[0] = packet.getSocketAddress();
                byte[] data = Arrays.copyOf(buffer, packet.getLength());
                later.schedule(() -> send(inside, data, null), delayNs(random), TimeUnit.NANOSECONDS);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Taker {
        void take(byte[] data);
    }

    private static void pump(DatagramSocket from, Taker taker) {
        byte[] buffer = new byte[64];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                from.receive(packet);
                taker.take(Arrays.copyOf(buffer, packet.getLength()));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(DatagramSocket by, byte[] data, @Nullable SocketAddress to) {
        try {
            DatagramPacket packet = new DatagramPacket(data, data.length);
            if (to != null) {
                packet.setSocketAddress(to);
            }
            by.send(packet);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static synchronized long delayNs(Random random) {
        return LEAST_NS + (long) (random.nextDouble() * SPREAD_NS);
    }
}
