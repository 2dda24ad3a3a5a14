package dev.syncline.bindings.gpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A picture in the host's memory, and where its pyramid is on the device while it is there. Its place belongs to whoever
 * uses the device.
 */
final class Picture {
    /** Pictures are halved while they stay as large as this, px. */
    private static final int LEAST_PX = 8;

    final int widthPx;
    final int heightPx;
    final int levels;
    final HostBuffer pixels;

    /** Where its pyramid is, in the arena's units; -1 while it is not there. */
    int at = -1;

    /** Whether the pyramid is of other pixels than the host's. */
    boolean stale = true;

    /** Number of the batch that used it last. */
    long usedIn;

    Picture(int widthPx, int heightPx, int halvings, HostBuffer pixels) {
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        int count = 0;
        while (count < halvings && (Math.min(widthPx, heightPx) >> (count + 1)) >= LEAST_PX) {
            count++;
        }
        this.levels = count + 1;
        this.pixels = pixels;
    }

    /** Takes other pixels. */
    void take(byte[] luma) {
        MemorySegment.copy(luma, 0, pixels.memory(), ValueLayout.JAVA_BYTE, 0, widthPx * heightPx);
        stale = true;
    }

    /** Bytes of the full picture. */
    long bytes() {
        return (long) widthPx * heightPx;
    }

    /** Bytes of the pyramid: levels behind each other, each rounded up to 16 bytes, as in the kernels. */
    long pyramidBytes() {
        long bytes = 0;
        int w = widthPx;
        int h = heightPx;
        for (int level = 0; level < levels; level++) {
            bytes += ((long) w * h + 15) / 16 * 16;
            w = (w + 1) / 2;
            h = (h + 1) / 2;
        }
        return bytes;
    }
}
