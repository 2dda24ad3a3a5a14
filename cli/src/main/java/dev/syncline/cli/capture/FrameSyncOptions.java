package dev.syncline.cli.capture;

import dev.syncline.hardware.framesync.FrameSyncRole;
import dev.syncline.hardware.framesync.SyncKey;
import dev.syncline.hardware.framesync.SyncNetwork;
import dev.syncline.hardware.framesync.SyncSettings;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a camera is kept in step with others: the options that need a network. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class FrameSyncOptions {
    @Option(
            names = "--sync",
            paramLabel = "off|server|client",
            defaultValue = "off",
            description = "what this camera is to the others (default: off)")
    FrameSyncRole role;

    @Option(
            names = "--interface",
            paramLabel = "NAME",
            description = "network interface to sync over (default: the system's choice)")
    @Nullable
    String networkInterface;

    @Option(
            names = "--sync-group",
            paramLabel = "ADDR:PORT",
            defaultValue = "239.255.255.250:10000",
            description = "multicast group and port (default: 239.255.255.250:10000, as Raspberry Pi cameras)")
    String group;

    @Option(
            names = "--sync-ttl",
            paramLabel = "N",
            defaultValue = "1",
            description = "networks that a packet may cross (default: 1, not routed)")
    int timeToLive;

    @Option(
            names = "--server",
            paramLabel = "ADDR",
            description = "the only server to follow (default: the first heard)")
    @Nullable
    String server;

    @Option(names = "--allow", paramLabel = "ADDR", split = ",", description = "senders to believe (default: all)")
    List<String> allowed = new ArrayList<>();

    @Option(
            names = "--sync-key",
            paramLabel = "FILE",
            description =
                    "shared secret: packets carry a code, and others are refused; Syncline only, not stock cameras")
    @Nullable
    Path key;

    @Option(
            names = "--sync-period",
            paramLabel = "FRAMES",
            defaultValue = "30",
            description = "server: frames between packets (default: 30)")
    int periodFrames;

    @Option(
            names = "--ready-frame",
            paramLabel = "FRAME",
            defaultValue = "100",
            description = "server: frame at which recording begins (default: 100)")
    int readyFrame;

    @Option(
            names = "--min-adjustment",
            paramLabel = "TIME",
            defaultValue = "50us",
            description = "client: smaller errors are left alone (default: 50us)")
    Duration minAdjustment;

    @Option(
            names = "--sync-arithmetic",
            paramLabel = "repaired|stock",
            defaultValue = "repaired",
            description = "stock computes what rpicam-vid computes, faults included (default: repaired)")
    SyncSettings.Arithmetic arithmetic;

    /** @throws IllegalArgumentException if a number is out of its range */
    SyncSettings settings() {
        return new SyncSettings(arithmetic, periodFrames, readyFrame, minAdjustment.toNanos());
    }

    /**
     * The network.
     *
     * @throws IllegalArgumentException if an address is none
     * @throws IOException if there is no such interface, or the key cannot be read
     */
    SyncNetwork network() throws IOException {
        Set<InetAddress> believed = new LinkedHashSet<>();
        for (String text : allowed) {
            believed.add(address("--allow", text));
        }
        return new SyncNetwork(
                groupAddress(),
                networkInterface == null ? null : found(networkInterface),
                timeToLive,
                server == null ? null : address("--server", server),
                believed,
                key == null ? null : SyncKey.read(key));
    }

    private InetSocketAddress groupAddress() {
        int colon = group.lastIndexOf(':');
        try {
            if (colon > 0) {
                int port = Integer.parseInt(group.substring(colon + 1));
                return new InetSocketAddress(address("--sync-group", group.substring(0, colon)), port);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--sync-group " + group + ": the port is no number", e);
        }
        throw new IllegalArgumentException("--sync-group " + group + ": expected ADDR:PORT");
    }

    private static InetAddress address(String option, String text) {
        try {
            return Inet4Address.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    option + " " + text + ": expected an IPv4 address such as 192.168.1.20", e);
        }
    }

    private static NetworkInterface found(String name) throws IOException {
        NetworkInterface found = NetworkInterface.getByName(name);
        if (found == null) {
            List<String> names = NetworkInterface.networkInterfaces()
                    .map(NetworkInterface::getName)
                    .sorted()
                    .toList();
            throw new UnknownHostException("--interface " + name + ": there is no such network interface here, only "
                    + String.join(", ", names));
        }
        return found;
    }
}
