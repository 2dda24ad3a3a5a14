package dev.syncline.hardware.clocks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.TwoWayFit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimeExchangeTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    /** A server for as long as a test runs. */
    private static final class Served implements AutoCloseable {
        private final TimeServer server;
        private final Thread thread;

        Served(ClockDomain clock) throws IOException {
            server = TimeServer.open(ANY_PORT, clock);
            thread = Thread.ofVirtual().unstarted(() -> {
                try {
                    server.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            thread.start();
        }

        @Override
        public void close() throws IOException {
            server.close();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void shouldWriteBigEndianLongs() {
        ByteBuffer answer = ByteBuffer.allocate(ExchangeWire.ANSWER_SIZE);
        ExchangeWire.writeAnswer(answer, 1, 0x0102030405060708L, -2);

        assertArrayEquals(HexFormat.of().parseHex("00000000000003e8"), ExchangeWire.question(1000));
        assertArrayEquals(
                HexFormat.of().parseHex("0000000000000001" + "0102030405060708" + "fffffffffffffffe"), answer.array());
    }

    @Test
    void shouldFindNoOffsetToItsOwnHost() throws Exception {
        try (Served served = new Served(ClockDomain.MONOTONIC)) {
            TwoWayFit fit = new TimeClient(
                            served.server.address(),
                            ExchangeSettings.usual().withCount(100).withPauseNs(100_000))
                    .measure(ClockDomain.MONOTONIC);

            assertEquals(100, fit.samples());
            long offsetNs = fit.model().differenceNs(fit.model().local0Ns());
            assertTrue(Math.abs(offsetNs) <= fit.boundNs() + 1, offsetNs + " ns, bound " + fit.boundNs());
        }
    }

    @Test
    void shouldNotAnswerWhatIsNoQuestion() throws Exception {
        try (Served served = new Served(ClockDomain.MONOTONIC);
                DatagramSocket socket = new DatagramSocket()) {
            socket.connect(served.server.address());
            for (int length : new int[] {1, 7, 9, 24, 1400}) {
                socket.send(new DatagramPacket(new byte[length], length));
            }
            socket.send(new DatagramPacket(ExchangeWire.question(77), ExchangeWire.QUESTION_SIZE));
            DatagramPacket answer = new DatagramPacket(new byte[64], 64);
            socket.receive(answer);

            assertEquals(ExchangeWire.ANSWER_SIZE, answer.getLength());
            assertEquals(77, ByteBuffer.wrap(answer.getData()).getLong(0));
            assertEquals(5, served.server.malformed());
        }
    }

    @Test
    void shouldSayThatNobodyAnswers() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(ANY_PORT)) {
            ExchangeSettings impatient = new ExchangeSettings(5, 0, 20, 3, null);
            TimeClient client = new TimeClient((InetSocketAddress) silent.getLocalSocketAddress(), impatient);

            IOException e = assertThrows(IOException.class, () -> client.measure(ClockDomain.REALTIME));
            assertTrue(String.valueOf(e.getMessage()).contains("did not answer 3 questions"), e.getMessage());
        }
    }

    @Test
    void shouldSayThatNobodyListens() throws IOException {
        int port;
        try (DatagramSocket taken = new DatagramSocket(ANY_PORT)) {
            port = taken.getLocalPort();
        }
        TimeClient client = new TimeClient(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                new ExchangeSettings(5, 0, 200, 10, null));

        IOException e = assertThrows(IOException.class, () -> client.measure(ClockDomain.REALTIME));
        assertTrue(String.valueOf(e.getMessage()).contains("clock serve"), e.getMessage());
    }

    @Test
    void shouldSayThatAPortIsTaken() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(ANY_PORT)) {
            IOException e = assertThrows(
                    IOException.class,
                    () -> TimeServer.open((InetSocketAddress) taken.getLocalSocketAddress(), ClockDomain.REALTIME));
            assertTrue(String.valueOf(e.getMessage()).contains("cannot listen on UDP port"), e.getMessage());
        }
    }

    @Test
    void shouldPassOverAnswersToEarlierQuestions() throws Exception {
        try (DatagramSocket server = new DatagramSocket(ANY_PORT)) {
            Thread confused = Thread.ofVirtual().start(() -> {
                try {
                    DatagramPacket question = new DatagramPacket(new byte[64], 64);
                    for (int i = 0; i < 3; i++) {
                        server.receive(question);
                        long t0 = ByteBuffer.wrap(question.getData()).getLong(0);
                        for (long answered : new long[] {t0 - 1, t0}) {
                            ByteBuffer answer = ByteBuffer.allocate(ExchangeWire.ANSWER_SIZE);
                            ExchangeWire.writeAnswer(answer, answered, 5, 6);
                            server.send(new DatagramPacket(
                                    answer.array(), ExchangeWire.ANSWER_SIZE, question.getSocketAddress()));
                        }
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            TimeClient client = new TimeClient(
                    (InetSocketAddress) server.getLocalSocketAddress(),
                    ExchangeSettings.usual().withCount(3).withPauseNs(0));

            assertEquals(3, client.exchange(ClockDomain.MONOTONIC).size());
            confused.join();
        }
    }
}
