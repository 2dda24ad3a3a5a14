package dev.syncline.hardware.clocks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The two packets of the exchange, big-endian: 8 bytes t0 as the question, 24 bytes t0, t1, t2 as the answer. */
final class ExchangeWire {
    static final int QUESTION_SIZE = 8;
    static final int ANSWER_SIZE = 24;

    private ExchangeWire() {}

    static byte[] question(long t0) {
        return ByteBuffer.allocate(QUESTION_SIZE)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(t0)
                .array();
    }

    static void writeAnswer(ByteBuffer into, long t0, long t1, long t2) {
        into.clear()
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(t0)
                .putLong(t1)
                .putLong(t2)
                .flip();
    }
}
