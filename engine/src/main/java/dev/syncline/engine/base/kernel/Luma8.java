package dev.syncline.engine.base.kernel;

import java.util.Arrays;

/**
 * 8-bit luma, unsigned.
 *
 * @param luma the pixels, shared and not copied
 */
public record Luma8(byte[] luma, int widthPx, int heightPx, int from, int stride, int borderPx) implements LumaPlane {
    public Luma8 {
        LumaPlane.checkFits(luma.length, widthPx, heightPx, from, stride, borderPx);
    }

    /** A picture without padding, as decoders deliver it. */
    public static Luma8 of(byte[] luma, int widthPx, int heightPx) {
        return new Luma8(luma, widthPx, heightPx, 0, widthPx, 0);
    }

    /** A black plane with a border. */
    public static Luma8 bordered(int widthPx, int heightPx, int borderPx) {
        int stride = widthPx + 2 * borderPx;
        return new Luma8(
                new byte[stride * (heightPx + 2 * borderPx)],
                widthPx,
                heightPx,
                borderPx * stride + borderPx,
                stride,
                borderPx);
    }

    @Override
    public int at(int column, int row) {
        return luma[from + row * stride + column] & 0xff;
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
        return "Luma8 " + widthPx + "x" + heightPx;
    }
}
