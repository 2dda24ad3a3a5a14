package dev.syncline.hardware.camera.simulated;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.syncline.hardware.camera.FrameFormat;
import java.lang.foreign.MemorySegment;

/**
 * What a simulated camera sees: a bright bar that moves, and in the first rows the frame's number as blocks, black 0 and
 * white 1, the highest of 32 bits first, so that a frame of a recording can be told from all others.
 */
final class SimulatedPicture {
    /** Bits of the number. */
    static final int BITS = 32;

    private static final byte BLACK = 16;
    private static final byte WHITE = (byte) 235;
    private static final byte GREY = 96;
    private static final byte NEUTRAL = (byte) 128;

    private SimulatedPicture() {}

    /** What stays the same from frame to frame. */
    static void background(MemorySegment pixels, FrameFormat format) {
        long luma = (long) format.strideBytes() * format.heightPx();
        pixels.asSlice(0, luma).fill(GREY);
        pixels.asSlice(luma).fill(NEUTRAL);
    }

    /** Rows and columns of a block of the number. */
    static int blockPx(FrameFormat format) {
        return Math.max(1, format.widthPx() / BITS);
    }

    /** Draws what differs from frame to frame, over what an older frame left in the buffer. */
    static void draw(MemorySegment pixels, FrameFormat format, long sequence, long olderSequence) {
        int block = blockPx(format);
        for (int y = 0; y < Math.min(block, format.heightPx()); y++) {
            long row = (long) y * format.strideBytes();
            for (int bit = 0; bit < BITS; bit++) {
                byte value = (sequence >>> (BITS - 1 - bit) & 1) == 0 ? BLACK : WHITE;
                // Byte by byte: a slice for each block would be an object for each block.
                for (int x = bit * block; x < (bit + 1) * block; x++) {
                    pixels.set(JAVA_BYTE, row + x, value);
                }
            }
        }
        bar(pixels, format, olderSequence, GREY);
        bar(pixels, format, sequence, WHITE);
    }

    private static void bar(MemorySegment pixels, FrameFormat format, long sequence, byte value) {
        int x = (int) Math.floorMod(sequence * 4, (long) format.widthPx());
        for (int y = blockPx(format); y < format.heightPx(); y++) {
            pixels.set(JAVA_BYTE, (long) y * format.strideBytes() + x, value);
        }
    }
}
