package dev.syncline.engine.base.kernel;

import java.util.Arrays;

/**
 * 16-bit luma, unsigned.
 *
 * @param luma the pixels, shared and not copied
 */
public record Luma16(short[] luma, int widthPx, int heightPx, int from, int stride, int borderPx) implements LumaPlane {
    public Luma16 {
        LumaPlane.checkFits(luma.length, widthPx, heightPx, from, stride, borderPx);
    }

    /** A picture without padding, as decoders deliver it. */
    public static Luma16 of(short[] luma, int widthPx, int heightPx) {
        return new Luma16(luma, widthPx, heightPx, 0, widthPx, 0);
    }

    /** A black plane with a border. */
    public static Luma16 bordered(int widthPx, int heightPx, int borderPx) {
        int stride = widthPx + 2 * borderPx;
        return new Luma16(
                new short[stride * (heightPx + 2 * borderPx)],
                widthPx,
                heightPx,
                borderPx * stride + borderPx,
                stride,
                borderPx);
    }

    @Override
    public int at(int column, int row) {
        return luma[from + row * stride + column] & 0xffff;
    }

    @Override
    public void repeatEdges() {
        for (int row = 0; row < heightPx; row++) {
            int first = from + row * stride;
            Arrays.fill(luma, first - borderPx, first, luma[first]);
            int end = first + widthPx;
            Arrays.fill(luma, end, end + borderPx, luma[end - 1]);
        }
        int top = from - borderPx;
        int bottom = top + (heightPx - 1) * stride;
        int length = widthPx + 2 * borderPx;
        for (int i = 1; i <= borderPx; i++) {
            System.arraycopy(luma, top, luma, top - i * stride, length);
            System.arraycopy(luma, bottom, luma, bottom + i * stride, length);
        }
    }

    @Override
    public String toString() {
        return "Luma16 " + widthPx + "x" + heightPx;
    }
}
