package dev.syncline.hardware.clocks;

import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.TwoWayFit;
import dev.syncline.engine.clock.TwoWaySample;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Asks a {@link TimeServer} what time it is, many times. */
public final class TimeClient {
    private final InetSocketAddress server;
    private final ExchangeSettings settings;

    /**
     * @throws IOException if the server's name is not known
     */
    public TimeClient(InetSocketAddress server, ExchangeSettings settings) throws IOException {
        if (server.isUnresolved()) {
            throw new IOException("unknown host: " + server.getHostString());
        }
        this.server = server;
        this.settings = settings;
    }

    /**
     * Measures the server's clock, which is taken to be of the same kind, against this host's.
     *
     * @throws IOException if it does not answer, or the network fails
     */
    public TwoWayFit measure(ClockDomain clock) throws IOException {
        List<TwoWaySample> samples = exchange(clock);
        return TwoWayFit.of(samples, clock, clock);
    }

    /**
     * Asks as often as the settings say.
     *
     * @return answers, in order; at least one
     * @throws IOException if the server does not answer so many times in a row, or the network fails
     */
    public List<TwoWaySample> exchange(ClockDomain clock) throws IOException {
        List<TwoWaySample> samples = new ArrayList<>();
        try (DatagramSocket socket = new DatagramSocket(null)) {
            bind(socket);
            socket.connect(server);
            socket.setSoTimeout(settings.timeoutMs());
            DatagramPacket answer =
                    new DatagramPacket(new byte[ExchangeWire.ANSWER_SIZE + 1], ExchangeWire.ANSWER_SIZE + 1);
            int silent = 0;
            while (samples.size() < settings.count()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted after " + samples.size() + " answers");
                }
                long t0 = HostClocks.readNs(clock);
                if (ask(socket, answer, t0, clock, samples)) {
                    silent = 0;
                    LockSupport.parkNanos(settings.pauseNs());
                } else if (++silent == settings.maxTimeouts()) {
                    throw new IOException(server.getHostString() + ":" + server.getPort() + " did not answer "
                            + silent + " questions, each within " + settings.timeoutMs()
                            + " ms; does `syncline clock serve` run there, and is UDP let through?");
                }
            }
        } catch (PortUnreachableException e) {
            throw new IOException(
                    server.getHostString() + ": nobody listens on UDP port " + server.getPort()
                            + "; start `syncline clock serve` there",
                    e);
        }
        return samples;
    }

    private void bind(DatagramSocket socket) throws IOException {
        InetSocketAddress from = settings.from();
        socket.bind(from == null ? new InetSocketAddress(0) : from);
    }

    /** One question; false where no answer came in time. Answers to earlier questions are passed over. */
    private boolean ask(
            DatagramSocket socket, DatagramPacket answer, long t0, ClockDomain clock, List<TwoWaySample> samples)
            throws IOException {
        byte[] question = ExchangeWire.question(t0);
        socket.send(new DatagramPacket(question, question.length));
        long deadline = System.nanoTime() + settings.timeoutMs() * 1_000_000L;
        try {
            while (System.nanoTime() < deadline) {
                answer.setLength(ExchangeWire.ANSWER_SIZE + 1);
                socket.receive(answer);
                long t3 = HostClocks.readNs(clock);
                ByteBuffer data = ByteBuffer.wrap(answer.getData()).order(ByteOrder.BIG_ENDIAN);
                if (answer.getLength() == ExchangeWire.ANSWER_SIZE && data.getLong(0) == t0) {
                    samples.add(new TwoWaySample(t0, data.getLong(8), data.getLong(16), t3));
                    return true;
                }
            }
        } catch (SocketTimeoutException e) {
            return false;
        }
        return false;
    }
}
