package dev.syncline.hardware.framesync;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where packets go and come from, and whose are believed.
 *
 * @param group IPv4 multicast address and port
 * @param networkInterface interface to send and listen on; {@code null} takes the one that the system routes the group to
 * @param timeToLive how many routers a packet may pass, plus one, 0 to 255
 * @param server the only server to follow; {@code null} follows the first that is heard
 * @param allowed the only sources to believe; empty believes all
 * @param key shared secret of the authenticated mode; {@code null} for the open protocol of stock cameras
 */
public record SyncNetwork(
        InetSocketAddress group,
        @Nullable NetworkInterface networkInterface,
        int timeToLive,
        @Nullable InetAddress server,
        Set<InetAddress> allowed,
        @Nullable SyncKey key) {
    /** Group and port of stock cameras, not routed, everyone believed. */
    public static final SyncNetwork DEFAULT =
            new SyncNetwork(new InetSocketAddress(stockGroup(), 10_000), null, 1, null, Set.of(), null);

    /** @throws IllegalArgumentException if the group is no IPv4 multicast address or the time to live is out of range */
    public SyncNetwork {
        if (!(group.getAddress() instanceof Inet4Address address) || !address.isMulticastAddress()) {
            throw new IllegalArgumentException(
                    group.getHostString() + " is no IPv4 multicast address (224.0.0.0 to 239.255.255.255)");
        }
        if (timeToLive < 0 || timeToLive > 255) {
            throw new IllegalArgumentException("time to live " + timeToLive + ", expected 0 to 255");
        }
        allowed = Set.copyOf(allowed);
    }

    private static InetAddress stockGroup() {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 239, (byte) 255, (byte) 255, (byte) 250});
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an IPv4 address", e);
        }
    }

    /** The same on another group or port. */
    public SyncNetwork withGroup(InetSocketAddress other) {
        return new SyncNetwork(other, networkInterface, timeToLive, server, allowed, key);
    }

    /** The same on an interface. */
    public SyncNetwork withInterface(@Nullable NetworkInterface other) {
        return new SyncNetwork(group, other, timeToLive, server, allowed, key);
    }

    /** The same, following one server. */
    public SyncNetwork withServer(@Nullable InetAddress other) {
        return new SyncNetwork(group, networkInterface, timeToLive, other, allowed, key);
    }

    /** The same, believing these sources only. */
    public SyncNetwork withAllowed(Set<InetAddress> others) {
        return new SyncNetwork(group, networkInterface, timeToLive, server, others, key);
    }

    /** The same in the authenticated mode, or in the open one for {@code null}. */
    public SyncNetwork withKey(@Nullable SyncKey other) {
        return new SyncNetwork(group, networkInterface, timeToLive, server, allowed, other);
    }
}
