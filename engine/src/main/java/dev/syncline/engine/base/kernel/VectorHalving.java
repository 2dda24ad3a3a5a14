package dev.syncline.engine.base.kernel;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Halving on vectors. Neighbouring pixels are read as the two halves of a lane twice as wide, so that even and odd
 * columns need no shuffling apart. Each row is filtered along itself once and kept for the three output rows that it
 * has a part in.
 */
final class VectorHalving {
    private static final int ROWS = 5;
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Byte> HALF_BYTES = VectorSpecies.of(byte.class, half(SHORTS.vectorShape()));
    private static final VectorSpecies<Short> HALF_SHORTS = VectorSpecies.of(short.class, half(INTS.vectorShape()));

    private VectorHalving() {}

    private static VectorShape half(VectorShape shape) {
        return VectorShape.forBitSize(Math.max(64, shape.vectorBitSize() / 2));
    }

    static void halve(Luma8 in, Luma8 out, short[] scratch) {
        ScalarImageKernels.checkHalf(in, out);
        int stride = ImageKernels.halvingStride(in.widthPx());
        int filtered = 0;
        for (int row = 0; row < out.heightPx(); row++) {
            for (; filtered <= Math.min(2 * row + 2, in.heightPx() - 1); filtered++) {
                along(in, filtered, scratch, filtered % ROWS * stride);
            }
            int height = in.heightPx();
            down(
                    scratch,
                    slot(2 * row - 2, height) * stride,
                    slot(2 * row - 1, height) * stride,
                    slot(2 * row, height) * stride,
                    slot(2 * row + 1, height) * stride,
                    slot(2 * row + 2, height) * stride,
                    out,
                    row);
        }
    }

    /** Which row of the scratch holds a row of the picture. */
    private static int slot(int row, int heightPx) {
        return ScalarImageKernels.mirrored(row, heightPx) % ROWS;
    }

    /** First output column whose taps vectors cannot all read from within the row. */
    private static int vectorEnd(int widthPx) {
        return (widthPx - 2) / 2;
    }

    private static void along(Luma8 in, int row, short[] out, int to) {
        byte[] luma = in.luma();
        int from = in.from() + row * in.stride();
        int lanes = SHORTS.length();
        int end = vectorEnd(in.widthPx());
        int done = 1;
        if (end - lanes >= 1) {
            for (int x = 1; x < end; x += lanes) {
                // The last vector overlaps the one before it.
                int c = Math.min(x, end - lanes);
                ShortVector before = pairs(luma, from + 2 * c - 2);
                ShortVector here = pairs(luma, from + 2 * c);
                ShortVector after = pairs(luma, from + 2 * c + 2);
                ShortVector outer = even(before).add(even(after));
                ShortVector inner = odd(before).add(odd(here));
                ShortVector middle = even(here);
                outer.add(inner.add(middle).lanewise(VectorOperators.LSHL, 2))
                        .add(middle)
                        .add(middle)
                        .intoArray(out, to + c);
            }
            done = end;
        }
        out[to] = (short) tap(in, 0, row);
        for (int x = done; x < (in.widthPx() + 1) / 2; x++) {
            out[to + x] = (short) tap(in, x, row);
        }
    }

    private static ShortVector pairs(byte[] a, int at) {
        return ByteVector.fromArray(BYTES, a, at).reinterpretAsShorts();
    }

    private static ShortVector even(ShortVector pairs) {
        return pairs.and((short) 0xff);
    }

    private static ShortVector odd(ShortVector pairs) {
        return pairs.lanewise(VectorOperators.LSHR, 8);
    }

    /** One pixel of a row filtered along itself. */
    private static int tap(LumaPlane in, int column, int row) {
        int width = in.widthPx();
        return in.at(ScalarImageKernels.mirrored(2 * column - 2, width), row)
                + 4 * in.at(ScalarImageKernels.mirrored(2 * column - 1, width), row)
                + 6 * in.at(2 * column, row)
                + 4 * in.at(ScalarImageKernels.mirrored(2 * column + 1, width), row)
                + in.at(ScalarImageKernels.mirrored(2 * column + 2, width), row);
    }

    private static void down(short[] rows, int r0, int r1, int r2, int r3, int r4, Luma8 out, int row) {
        int to = out.from() + row * out.stride();
        int width = out.widthPx();
        int lanes = SHORTS.length();
        if (width < lanes) {
            for (int x = 0; x < width; x++) {
                int sum = rows[r0 + x] + 4 * (rows[r1 + x] + rows[r3 + x]) + 6 * rows[r2 + x] + rows[r4 + x];
                out.luma()[to + x] = (byte) ((sum + 128) >>> 8);
            }
            return;
        }
        for (int x = 0; x < width; x += lanes) {
            int c = Math.min(x, width - lanes);
            ShortVector middle = ShortVector.fromArray(SHORTS, rows, r2 + c);
            ShortVector outer =
                    ShortVector.fromArray(SHORTS, rows, r0 + c).add(ShortVector.fromArray(SHORTS, rows, r4 + c));
            ShortVector inner =
                    ShortVector.fromArray(SHORTS, rows, r1 + c).add(ShortVector.fromArray(SHORTS, rows, r3 + c));
            // At most 16 · 16 · 255 + 128: it fits into 16 bits without a sign.
            ShortVector sum = outer.add(inner.add(middle).lanewise(VectorOperators.LSHL, 2))
                    .add(middle)
                    .add(middle)
                    .add((short) 128);
            ((ByteVector) sum.lanewise(VectorOperators.LSHR, 8).convertShape(VectorOperators.S2B, HALF_BYTES, 0))
                    .intoArray(out.luma(), to + c);
        }
    }

    static void halve(Luma16 in, Luma16 out, int[] scratch) {
        ScalarImageKernels.checkHalf(in, out);
        int stride = ImageKernels.halvingStride(in.widthPx());
        int filtered = 0;
        for (int row = 0; row < out.heightPx(); row++) {
            for (; filtered <= Math.min(2 * row + 2, in.heightPx() - 1); filtered++) {
                along(in, filtered, scratch, filtered % ROWS * stride);
            }
            int height = in.heightPx();
            down(
                    scratch,
                    slot(2 * row - 2, height) * stride,
                    slot(2 * row - 1, height) * stride,
                    slot(2 * row, height) * stride,
                    slot(2 * row + 1, height) * stride,
                    slot(2 * row + 2, height) * stride,
                    out,
                    row);
        }
    }

    private static void along(Luma16 in, int row, int[] out, int to) {
        short[] luma = in.luma();
        int from = in.from() + row * in.stride();
        int lanes = INTS.length();
        int end = vectorEnd(in.widthPx());
        int done = 1;
        if (end - lanes >= 1) {
            for (int x = 1; x < end; x += lanes) {
                int c = Math.min(x, end - lanes);
                IntVector before = pairs(luma, from + 2 * c - 2);
                IntVector here = pairs(luma, from + 2 * c);
                IntVector after = pairs(luma, from + 2 * c + 2);
                IntVector outer = even(before).add(even(after));
                IntVector inner = odd(before).add(odd(here));
                IntVector middle = even(here);
                outer.add(inner.add(middle).lanewise(VectorOperators.LSHL, 2))
                        .add(middle)
                        .add(middle)
                        .intoArray(out, to + c);
            }
            done = end;
        }
        out[to] = tap(in, 0, row);
        for (int x = done; x < (in.widthPx() + 1) / 2; x++) {
            out[to + x] = tap(in, x, row);
        }
    }

    private static IntVector pairs(short[] a, int at) {
        return ShortVector.fromArray(SHORTS, a, at).reinterpretAsInts();
    }

    private static IntVector even(IntVector pairs) {
        return pairs.and(0xffff);
    }

    private static IntVector odd(IntVector pairs) {
        return pairs.lanewise(VectorOperators.LSHR, 16);
    }

    private static void down(int[] rows, int r0, int r1, int r2, int r3, int r4, Luma16 out, int row) {
        int to = out.from() + row * out.stride();
        int width = out.widthPx();
        int lanes = INTS.length();
        if (width < lanes) {
            for (int x = 0; x < width; x++) {
                int sum = rows[r0 + x] + 4 * (rows[r1 + x] + rows[r3 + x]) + 6 * rows[r2 + x] + rows[r4 + x];
                out.luma()[to + x] = (short) ((sum + 128) >>> 8);
            }
            return;
        }
        for (int x = 0; x < width; x += lanes) {
            int c = Math.min(x, width - lanes);
            IntVector middle = IntVector.fromArray(INTS, rows, r2 + c);
            IntVector outer = IntVector.fromArray(INTS, rows, r0 + c).add(IntVector.fromArray(INTS, rows, r4 + c));
            IntVector inner = IntVector.fromArray(INTS, rows, r1 + c).add(IntVector.fromArray(INTS, rows, r3 + c));
            IntVector sum = outer.add(inner.add(middle).lanewise(VectorOperators.LSHL, 2))
                    .add(middle)
                    .add(middle)
                    .add(128);
            ((ShortVector) sum.lanewise(VectorOperators.LSHR, 8).convertShape(VectorOperators.I2S, HALF_SHORTS, 0))
                    .intoArray(out.luma(), to + c);
        }
    }
}
