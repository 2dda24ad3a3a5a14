package dev.syncline.hardware.dji;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last acknowledgement of each session, on the side that is asked: a request that comes again, since its
 * acknowledgement was lost, gets the same one and is not carried out twice.
 */
public final class ReplyMemory {
    private static final int SESSIONS = 32;
    private static final int FIRST_REPEATED = 2;

    private final int[] sequences = new int[SESSIONS];
    private final byte[] @Nullable [] replies = new byte[SESSIONS][];

    /** The frame that already answered this request; null where it is new. */
    public byte @Nullable [] repeated(FrameView request) {
        byte[] reply = replies[request.session()];
        return reply != null && sequences[request.session()] == request.sequence() ? reply : null;
    }

    /** Keeps what a request was answered with. */
    public void keep(int session, int sequence, byte[] frame, int length) {
        if (session >= FIRST_REPEATED) {
            sequences[session] = sequence;
            replies[session] = Arrays.copyOf(frame, length);
        }
    }
}
