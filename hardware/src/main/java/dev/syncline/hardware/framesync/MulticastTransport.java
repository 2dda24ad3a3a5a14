package dev.syncline.hardware.framesync;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** A UDP socket of a multicast group, on one interface, that never waits. */
final class MulticastTransport implements AutoCloseable {
    private final DatagramChannel channel;
    private final InetSocketAddress group;
    private final NetworkInterface onInterface;

    private MulticastTransport(DatagramChannel channel, InetSocketAddress group, NetworkInterface onInterface) {
        this.channel = channel;
        this.group = group;
        this.onInterface = onInterface;
    }

    /** A socket that sends. @throws IOException if the system refuses, or there is no interface for the group */
    static MulticastTransport sending(SyncNetwork network) throws IOException {
        NetworkInterface chosen = chosen(network);
        DatagramChannel channel = open(network, chosen);
        return new MulticastTransport(channel, network.group(), chosen);
    }

    /** A socket that listens; several on one machine do. @throws IOException as for {@link #sending} */
    static MulticastTransport listening(SyncNetwork network) throws IOException {
        NetworkInterface chosen = chosen(network);
        DatagramChannel channel = open(network, chosen);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(network.group().getPort()));
            channel.join(network.group().getAddress(), chosen);
            return new MulticastTransport(channel, network.group(), chosen);
        } catch (IOException e) {
            channel.close();
            throw new IOException(
                    "cannot listen to " + network.group().getAddress().getHostAddress() + " port "
                            + network.group().getPort() + " on " + chosen.getName() + ": " + e.getMessage(),
                    e);
        }
    }

    private static DatagramChannel open(SyncNetwork network, NetworkInterface chosen) throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, chosen);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, network.timeToLive());
            channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static NetworkInterface chosen(SyncNetwork network) throws IOException {
        NetworkInterface asked = network.networkInterface();
        NetworkInterface found = asked == null ? routed(network.group()) : asked;
        if (found == null) {
            throw new IOException(
                    "no interface leads to " + network.group().getAddress().getHostAddress()
                            + ": a network interface must be named (this machine has " + names() + ")");
        }
        if (!found.isUp()) {
            throw new IOException("interface " + found.getName() + " is down: bring it up or name another one");
        }
        return found;
    }

    /** The interface that the system would send to the group from. */
    private static @Nullable NetworkInterface routed(InetSocketAddress group) throws IOException {
        try (DatagramChannel probe = DatagramChannel.open(StandardProtocolFamily.INET)) {
            probe.connect(group);
            InetAddress local = ((InetSocketAddress) probe.getLocalAddress()).getAddress();
            return NetworkInterface.getByInetAddress(local);
        } catch (SocketException e) {
            // No route: a camera without a gateway. The caller says so, with the interfaces that there are.
            return null;
        }
    }

    private static String names() throws SocketException {
        return String.join(
                ", ",
                Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                        .map(NetworkInterface::getName)
                        .sorted()
                        .toList());
    }

    /** Sends a packet to the group. @throws IOException if the system refuses */
    void send(ByteBuffer packet) throws IOException {
        channel.send(packet, group);
    }

    /** Takes a waiting datagram, cut to the buffer's length. @return where it came from; {@code null} if none waits */
    @Nullable
    InetSocketAddress receive(ByteBuffer into) throws IOException {
        return (InetSocketAddress) channel.receive(into);
    }

    /** Group, port and interface. */
    String words() {
        return group.getAddress().getHostAddress() + ":" + group.getPort() + " on " + onInterface.getName();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
