package dev.syncline.bindings.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class FrameQuantizerTest {
    private static final int HEADER = 64;
    private static final int BLOCK = 20;

    @Test
    void shouldGiveTheMeanOverTheBlocks() {
        assertEquals(26.0, FrameQuantizer.mean(params(3, HEADER, BLOCK, 25, 0, 1, 2)));
        assertEquals(25.0, FrameQuantizer.mean(params(0, HEADER, BLOCK, 25)));
    }

    @Test
    void shouldNotReadBeyondTheBytes() {
        assertTrue(Double.isNaN(FrameQuantizer.mean(params(4, HEADER, BLOCK, 25, 0, 1, 2))));
        assertTrue(Double.isNaN(FrameQuantizer.mean(params(-1, HEADER, BLOCK, 25, 0))));
        assertTrue(Double.isNaN(FrameQuantizer.mean(params(1, -8, BLOCK, 25, 0))));
        assertTrue(Double.isNaN(FrameQuantizer.mean(params(1, HEADER, 4, 25, 0))));
        assertTrue(Double.isNaN(FrameQuantizer.mean(params(2, HEADER, Long.MAX_VALUE, 25, 0, 0))));
        assertTrue(Double.isNaN(FrameQuantizer.mean(params(1, Long.MAX_VALUE, BLOCK, 25, 0))));
    }

    private static ByteBuffer params(int blocks, long offset, long size, int base, int... deltas) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + BLOCK * deltas.length).order(ByteOrder.nativeOrder());
        bytes.putInt(0, blocks).putLong(8, offset).putLong(16, size).putInt(28, base);
        for (int i = 0; i < deltas.length; i++) {
            bytes.putInt(HEADER + BLOCK * i + 16, deltas[i]);
        }
        return bytes;
    }
}
