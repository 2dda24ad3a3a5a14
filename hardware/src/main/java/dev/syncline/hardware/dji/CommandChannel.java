package dev.syncline.hardware.dji;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands and sees to their acknowledgements: each waits in a session of its own and is sent again, with the same
 * sequence number, until it is acknowledged or was sent often enough. One thread at a time; nothing happens by itself but
 * in {@link #poll}.
 */
public final class CommandChannel {
    /** Where frames go out. */
    @FunctionalInterface
    public interface Transmitter {
        /** @param length bytes from the start of {@code frame} that are to be sent; the array is used again */
        void send(byte[] frame, int length) throws IOException;
    }

    /** Gets to know how a command ended. */
    public interface ReplyHandler {
        /** It was acknowledged; {@code value} is what the acknowledgement says. */
        void acknowledged(byte[] value) throws IOException;

        /** It was sent as often as it may be, and nothing came back. */
        void unanswered(DjiCommand command) throws IOException;
    }

    private static final int SESSIONS = 32;
    private static final int FIRST_ALLOCATED = 2;

    private static final class Pending {
        private final DjiCommand command;
        private final ReplyHandler handler;
        private final int sequence;
        private final byte[] frame;
        private long sentNs;
        private int sends = 1;

        Pending(DjiCommand command, ReplyHandler handler, int sequence, byte[] frame, long sentNs) {
            this.command = command;
            this.handler = handler;
            this.sequence = sequence;
            this.frame = frame;
            this.sentNs = sentNs;
        }
    }

    private final Transmitter out;
    private final FrameWriter writer = new FrameWriter();
    private final byte[] frame = new byte[FrameWriter.MAX_FRAME_BYTES];
    private final @Nullable Pending[] sessions = new Pending[SESSIONS];
    private int sequence;

    public CommandChannel(Transmitter out) {
        this.out = out;
    }

    /**
     * Sends a command.
     *
     * @param cipher null to send it as it is
     * @param handler told how it ended; not for a command that wants no acknowledgement
     * @throws IllegalStateException if all sessions wait
     */
    public void send(DjiCommand command, @Nullable BodyCipher cipher, long nowNs, ReplyHandler handler)
            throws IOException {
        int session = command.wantsAck() ? freeSession() : 0;
        byte[] body = command.body();
        int number = sequence++ & 0xFFFF;
        int length = writer.write(frame, 0, session, false, number, body, body.length, cipher);
        if (command.wantsAck()) {
            byte[] copy = java.util.Arrays.copyOf(frame, length);
            sessions[session] = new Pending(command, handler, number, copy, nowNs);
        }
        out.send(frame, length);
    }

    /** Takes an acknowledgement. @return whether a command waited for it */
    public boolean onAck(FrameView ack) throws IOException {
        Pending pending = sessions[ack.session()];
        if (!ack.isAck() || pending == null || pending.sequence != ack.sequence()) {
            return false;
        }
        sessions[ack.session()] = null;
        pending.handler.acknowledged(ack.value());
        return true;
    }

    /** Sends again what has waited too long, and gives up what was sent often enough. Call it every 20 ms or so. */
    public void poll(long nowNs) throws IOException {
        for (int i = 0; i < SESSIONS; i++) {
            Pending pending = sessions[i];
            if (pending == null || nowNs - pending.sentNs < pending.command.timeoutNs()) {
                continue;
            }
            if (pending.sends >= pending.command.tries()) {
                sessions[i] = null;
                pending.handler.unanswered(pending.command);
                continue;
            }
            pending.sends++;
            pending.sentNs = nowNs;
            out.send(pending.frame, pending.frame.length);
        }
    }

    /** Forgets what waits: the line was lost. */
    public void forget() {
        java.util.Arrays.fill(sessions, null);
    }

    private int freeSession() {
        for (int i = FIRST_ALLOCATED; i < SESSIONS; i++) {
            if (sessions[i] == null) {
                return i;
            }
        }
        throw new IllegalStateException("all " + (SESSIONS - FIRST_ALLOCATED) + " sessions wait for acknowledgements");
    }
}
