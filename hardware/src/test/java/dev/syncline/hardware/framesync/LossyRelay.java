package dev.syncline.hardware.framesync;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands in for {@code tc netem} where the kernel has none: passes the group's packets from the first interface on to the
 * others, each copy lost with a probability of 10 % or delayed by 1 to 3 ms.
 */
final class LossyRelay {
    private static final double LOSS = 0.1;

    private LossyRelay() {}

    public static void main(String[] args) throws IOException {
        InetAddress group = SyncNetwork.DEFAULT.group().getAddress();
        int port = SyncNetwork.DEFAULT.group().getPort();
        SplittableRandom random = new SplittableRandom(1);
        List<DatagramChannel> outs = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            DatagramChannel out = DatagramChannel.open(StandardProtocolFamily.INET);
            out.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName(args[i]));
            outs.add(out);
        }
        try (DatagramChannel in = DatagramChannel.open(StandardProtocolFamily.INET)) {
            in.bind(new InetSocketAddress(port));
            in.join(group, NetworkInterface.getByName(args[0]));
            System.out.println("running");
            ByteBuffer packet = ByteBuffer.allocate(2048);
            while (in.receive(packet.clear()) != null) {
                packet.flip();
                for (DatagramChannel out : outs) {
                    if (random.nextDouble() >= LOSS) {
                        LockSupport.parkNanos(random.nextLong(1_000_000, 3_000_000) / outs.size());
                        out.send(packet.duplicate(), new InetSocketAddress(group, port));
                    }
                }
            }
        }
    }
}
