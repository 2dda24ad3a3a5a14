package dev.syncline.cli.clock;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Collections;
import java.util.List;

/** Names of interfaces, addresses and hosts as they are typed. */
final class NetworkFlags {
    private NetworkFlags() {}

    /**
     * An address of an interface, IPv4 first.
     *
     * @param sameAs a peer whose kind of address is wanted, or any
     * @throws IOException if there is no such interface, or it has no address
     */
    static InetAddress ofInterface(String name, InetAddress sameAs) throws IOException {
        NetworkInterface found = NetworkInterface.getByName(name);
        if (found == null) {
            List<String> names = Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                    .map(NetworkInterface::getName)
                    .toList();
            throw new IOException("no network interface " + name + "; there are " + String.join(", ", names));
        }
        boolean four = sameAs instanceof Inet4Address || sameAs.isAnyLocalAddress();
        return found.inetAddresses()
                .filter(address -> four == address instanceof Inet4Address)
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "the network interface " + name + " has no " + (four ? "IPv4" : "IPv6") + " address"));
    }
}
