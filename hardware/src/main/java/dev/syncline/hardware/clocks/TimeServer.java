package dev.syncline.hardware.clocks;

import dev.syncline.engine.clock.ClockDomain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicLong;

/** Answers what time it is: one thread, one UDP port, no memory per asker. */
public final class TimeServer implements AutoCloseable {
    /** Port of the exchange. */
    public static final int PORT = 9428;

    private final DatagramChannel channel;
    private final ClockDomain clock;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();

    private TimeServer(DatagramChannel channel, ClockDomain clock) {
        this.channel = channel;
        this.clock = clock;
    }

    /**
     * @param address where to listen; port 0 takes any
     * @param clock which of the host's clocks to tell
     * @throws IOException if the port is taken, or the clock is not there
     */
    public static TimeServer open(InetSocketAddress address, ClockDomain clock) throws IOException {
        HostClocks.readNs(clock);
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.bind(address);
        } catch (IOException e) {
            channel.close();
            throw new IOException(
                    "cannot listen on UDP port " + address.getPort() + " of " + address.getHostString() + ": "
                            + e.getMessage(),
                    e);
        }
        return new TimeServer(channel, clock);
    }

    /** Where it listens. */
    public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    /** Questions answered so far. */
    public long answered() {
        return answered.get();
    }

    /** Packets that were no question. */
    public long malformed() {
        return malformed.get();
    }

    /**
     * Answers until another thread closes it or interrupts this one.
     *
     * @throws IOException if the network fails
     */
    public void run() throws IOException {
        // One byte more than a question, so that a longer packet is known for one.
        ByteBuffer question =
                ByteBuffer.allocateDirect(ExchangeWire.QUESTION_SIZE + 1).order(ByteOrder.BIG_ENDIAN);
        ByteBuffer answer = ByteBuffer.allocateDirect(ExchangeWire.ANSWER_SIZE);
        while (channel.isOpen()) {
            try {
                question.clear();
                SocketAddress asker = channel.receive(question);
                long t1 = HostClocks.readNs(clock);
                if (question.position() != ExchangeWire.QUESTION_SIZE) {
                    malformed.incrementAndGet();
                    continue;
                }
                ExchangeWire.writeAnswer(answer, question.getLong(0), t1, HostClocks.readNs(clock));
                channel.send(answer, asker);
                answered.incrementAndGet();
            } catch (ClosedChannelException e) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
