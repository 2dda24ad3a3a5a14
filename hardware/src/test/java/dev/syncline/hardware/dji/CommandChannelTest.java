package dev.syncline.hardware.dji;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandChannelTest {
    private static final long MS = 1_000_000L;

    private final List<byte[]> sent = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final CommandChannel channel =
            new CommandChannel((frame, length) -> sent.add(Arrays.copyOf(frame, length)));
    private final CommandChannel.ReplyHandler handler = new CommandChannel.ReplyHandler() {
        @Override
        public void acknowledged(byte[] value) {
            heard.add("ack " + Arrays.toString(value));
        }

        @Override
        public void unanswered(DjiCommand command) {
            heard.add(String.format("none %04x", command.code()));
        }
    };

    private boolean acknowledge(int session, int sequence) throws IOException {
        byte[] frame = new byte[FrameWriter.MAX_FRAME_BYTES];
        int length = new FrameWriter().write(frame, 0, session, true, sequence, new byte[] {5}, 1, null);
        boolean[] taken = new boolean[1];
        List<IOException> failures = new ArrayList<>();
        new FrameParser(null).feed(frame, 0, length, 0, ack -> {
            try {
                taken[0] = channel.onAck(ack);
            } catch (IOException e) {
                failures.add(e);
            }
        });
        assertEquals(List.of(), failures);
        return taken[0];
    }

    @Test
    void shouldSendAgainWithSameSequenceUntilAcknowledged() throws IOException {
        channel.send(DjiCommand.version(), null, 0, handler);
        channel.poll(99 * MS);
        assertEquals(1, sent.size());
        channel.poll(100 * MS);
        assertEquals(2, sent.size());
        assertArrayEquals(sent.get(0), sent.get(1));
        assertTrue(acknowledge(2, 0));
        channel.poll(1000 * MS);
        assertEquals(2, sent.size());
        assertEquals(List.of("ack [5]"), heard);
        assertFalse(acknowledge(2, 0), "nothing waits any more");
    }

    @Test
    void shouldGiveUpAfterAsManySendsAsAllowed() throws IOException {
        channel.send(DjiCommand.version(), null, 0, handler);
        for (int ms = 0; ms <= 1000; ms += 20) {
            channel.poll(ms * MS);
        }
        assertEquals(3, sent.size());
        assertEquals(List.of("none 0000"), heard);
    }

    @Test
    void shouldTellRequestsApartBySessionAndSequence() throws IOException {
        channel.send(DjiCommand.setSyncFreq(20, 1), null, 0, handler);
        channel.send(DjiCommand.matchSubscription(), null, 0, handler);
        channel.send(DjiCommand.removePackage(0), null, 0, handler);
        assertArrayEquals(GoldenFrames.MATCH, sent.get(1));
        assertFalse(acknowledge(2, 9), "another sequence");
        assertFalse(acknowledge(4, 1), "another session");
        assertTrue(acknowledge(3, 2));
        assertTrue(acknowledge(2, 1));
    }

    @Test
    void shouldRefuseMoreRequestsThanSessions() throws IOException {
        for (int i = 0; i < 30; i++) {
            channel.send(DjiCommand.version(), null, 0, handler);
        }
        assertThrows(IllegalStateException.class, () -> channel.send(DjiCommand.version(), null, 0, handler));
    }
}
