package dev.syncline.engine.base.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector lane against the scalar one, over awkward sizes, and both against what is known. */
class ImageKernelsAgreementTest {
    private static final ImageKernels SCALAR = new ScalarImageKernels();
    private static final ImageKernels VECTOR = new VectorImageKernels();
    private static final ImageKernels[] LANES = {SCALAR, VECTOR};
    private static final float MARK = 777;

    static IntStream widths() {
        return IntStream.of(1, 2, 3, 4, 5, 7, 8, 13, 16, 17, 31, 33, 61, 64, 65, 66, 67, 68, 127, 131, 207, 509);
    }

    static IntStream sides() {
        return IntStream.of(5, 7, 9, 15, 16, 17, 19, 21, 23, 31, 33, 41);
    }

    private static Luma8 noise8(int width, int height, int border) {
        SplittableRandom random = new SplittableRandom(width * 1009L + height);
        Luma8 plane = Luma8.bordered(width, height, border);
        random.nextBytes(plane.luma());
        plane.repeatEdges();
        return plane;
    }

    private static Luma16 noise16(int width, int height, int border) {
        SplittableRandom random = new SplittableRandom(width * 1013L + height);
        Luma16 plane = Luma16.bordered(width, height, border);
        for (int i = 0; i < plane.luma().length; i++) {
            plane.luma()[i] = (short) random.nextInt();
        }
        plane.repeatEdges();
        return plane;
    }

    private static float[] floats(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] a = new float[n];
        for (int i = 0; i < n; i++) {
            a[i] = (float) random.nextDouble(-20, 230);
        }
        return a;
    }

    private static float[] marked(int n) {
        float[] a = new float[n];
        Arrays.fill(a, MARK);
        return a;
    }

    @ParameterizedTest
    @MethodSource("widths")
    void shouldHalveToTheSameBytes(int width) {
        for (int height : new int[] {1, 2, 3, 5, 12, 17}) {
            for (int border : new int[] {0, 3}) {
                Luma8 in = noise8(width, height, border);
                Luma16 in16 = noise16(width, height, border);
                int w = (width + 1) / 2;
                int h = (height + 1) / 2;
                Luma8[] out = {Luma8.bordered(w, h, 2), Luma8.bordered(w, h, 2)};
                Luma16[] out16 = {Luma16.bordered(w, h, 2), Luma16.bordered(w, h, 2)};
                for (int lane = 0; lane < 2; lane++) {
                    LANES[lane].halve(in, out[lane], new short[ImageKernels.halvingScratch(width)]);
                    LANES[lane].halve(in16, out16[lane], new int[ImageKernels.halvingScratch(width)]);
                }
                // The whole arrays: the border must not be touched.
                assertArrayEquals(out[0].luma(), out[1].luma(), width + "x" + height);
                assertArrayEquals(out16[0].luma(), out16[1].luma(), width + "x" + height);
            }
        }
    }

    @Test
    void shouldHalveAFlatAndASlopingPictureToThemselves() {
        for (ImageKernels kernels : LANES) {
            Luma8 in = Luma8.bordered(100, 40, 0);
            for (int i = 0; i < in.luma().length; i++) {
                in.luma()[i] = (byte) (2 * (i % 100) + i / 100);
            }
            Luma8 out = Luma8.bordered(50, 20, 0);
            kernels.halve(in, out, new short[ImageKernels.halvingScratch(100)]);
            for (int y = 1; y < 19; y++) {
                for (int x = 1; x < 49; x++) {
                    // Pixel (x, y) of the half is pixel (2x, 2y) of the whole: no shift.
                    assertEquals(4 * x + 2 * y, out.at(x, y), kernels.name());
                }
            }
            Luma16 white = Luma16.bordered(70, 9, 0);
            Arrays.fill(white.luma(), (short) 0xffff);
            Luma16 half = Luma16.bordered(35, 5, 0);
            kernels.halve(white, half, new int[ImageKernels.halvingScratch(70)]);
            assertEquals(0xffff, half.at(17, 2));
            assertEquals(0xffff, half.at(34, 4));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 15, 16, 17, 24, 31, 32, 33, ImageKernels.MOST_COLUMNS})
    void shouldCopyTheSameRegionsInsideAndOverTheEdges(int size) {
        int stride = ImageKernels.PATCH_STRIDE;
        for (LumaPlane plane : new LumaPlane[] {
            noise8(61, 33, 0), noise8(61, 33, 9), noise16(61, 33, 0), noise16(61, 33, 9), noise8(3, 2, 0)
        }) {
            for (int[] at : new int[][] {{0, 0}, {5, 4}, {-3, -2}, {-200, 9}, {50, 30}, {60, 300}, {-9, -9}}) {
                float[][] out = {marked(5 * stride), marked(5 * stride)};
                for (int lane = 0; lane < 2; lane++) {
                    LANES[lane].region(plane, at[0], at[1], size, 4, out[lane]);
                }
                for (int y = 0; y < 4; y++) {
                    assertArrayEquals(
                            Arrays.copyOfRange(out[0], y * stride, y * stride + size),
                            Arrays.copyOfRange(out[1], y * stride, y * stride + size),
                            plane + " from " + at[0] + ", " + at[1]);
                }
                assertEquals(MARK, out[1][4 * stride]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("widths")
    void shouldFindTheSameCorners(int width) {
        int padded = width + 4 + ImageKernels.PAD;
        for (LumaPlane plane : new LumaPlane[] {noise8(width, 7, 0), noise8(width, 7, 2), noise16(width, 7, 0)}) {
            double scale = plane instanceof Luma8 ? 255 : 65_535;
            float[][] strength = new float[2][];
            for (int lane = 0; lane < 2; lane++) {
                float[][] rows = new float[15][width + ImageKernels.PAD];
                for (int row = 0; row < 5; row++) {
                    float[] gx = new float[padded];
                    float[] gy = new float[padded];
                    LANES[lane].slopesRow(plane, row + 1, gx, gy, 2);
                    assertEquals(0, gx[2 + width], "written past the row");
                    LANES[lane].tensorRow(gx, gy, width, rows[3 * row], rows[3 * row + 1], rows[3 * row + 2]);
                }
                strength[lane] = marked(width + 3);
                LANES[lane].cornerRow(rows, width, strength[lane], 1);
                assertEquals(MARK, strength[lane][0]);
                assertEquals(MARK, strength[lane][width + 1]);
            }
            assertArrayEquals(strength[0], strength[1], (float) (1e-5 * scale * scale));
            assertEquals(
                    SCALAR.largest(strength[0], 1, width), VECTOR.largest(strength[0], 1, width), "width " + width);
        }
    }

    @Test
    void shouldMeasureAKnownSlope() {
        Luma8 plane = Luma8.bordered(90, 20, 0);
        for (int i = 0; i < plane.luma().length; i++) {
            plane.luma()[i] = (byte) (2 * (i % 90) + 3 * (i / 90));
        }
        for (ImageKernels kernels : LANES) {
            float[] gx = new float[100];
            float[] gy = new float[100];
            kernels.slopesRow(plane, 7, gx, gy, 0);
            for (int x = 1; x < 89; x++) {
                assertEquals(2, gx[x], kernels.name());
                assertEquals(3, gy[x], kernels.name());
            }
        }
    }

    @Test
    void shouldFindNothingLargestInNothing() {
        for (ImageKernels kernels : LANES) {
            assertEquals(Float.NEGATIVE_INFINITY, kernels.largest(new float[3], 3, 0));
        }
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldFollowAlike(int side) {
        int stride = ImageKernels.PATCH_STRIDE;
        int size = (side + 12) * stride + ImageKernels.PAD;
        float[] region = floats(size, side);
        float[][] patch = {new float[size], new float[size]};
        float[][] gx = {marked(size), marked(size)};
        float[][] gy = {marked(size), marked(size)};
        float[][] tensor = new float[2][3 + ImageKernels.PAD];
        float[][] sums = new float[2][2 + ImageKernels.PAD];
        float[][] moments = new float[2][6 + ImageKernels.PAD];
        float[][] compared = new float[2][5 + ImageKernels.PAD];
        for (int lane = 0; lane < 2; lane++) {
            LANES[lane].sample(region, stride + 2, 0.3f, 0.85f, side + 2, side + 2, patch[lane]);
            LANES[lane].slopes(patch[lane], side, gx[lane], gy[lane], tensor[lane]);
            LANES[lane].mismatch(
                    region, 3 * stride + 5, 0.6f, 0.1f, patch[lane], stride + 1, gx[lane], gy[lane], side, sums[lane]);
            LANES[lane].moments(gx[lane], gy[lane], side, moments[lane]);
            LANES[lane].compare(patch[lane], region, side, compared[lane]);
        }
        float tolerance = 2e-3f * side * side;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < (side + 15) / 16 * 16; x++) {
                int k = y * stride + x;
                assertEquals(gx[0][k], gx[1][k], 1e-4f);
                assertEquals(gy[0][k], gy[1][k], 1e-4f);
                assertTrue(x < side || gx[1][k] == 0);
            }
        }
        assertArrayEquals(Arrays.copyOf(tensor[0], 3), Arrays.copyOf(tensor[1], 3), tolerance);
        assertArrayEquals(Arrays.copyOf(moments[0], 6), Arrays.copyOf(moments[1], 6), side * tolerance);
        assertArrayEquals(Arrays.copyOf(sums[0], 2), Arrays.copyOf(sums[1], 2), 10 * tolerance);
        assertArrayEquals(Arrays.copyOf(compared[0], 5), Arrays.copyOf(compared[1], 5), 10 * tolerance);
        assertTrue(tensor[0][0] > 100 && compared[0][4] > 100);
    }

    @Test
    void shouldRefusePlanesThatDoNotFit() {
        assertThrows(IllegalArgumentException.class, () -> Luma8.of(new byte[99], 10, 10));
        assertThrows(IllegalArgumentException.class, () -> new Luma16(new short[100], 10, 10, 0, 10, 1));
        assertThrows(IllegalArgumentException.class, () -> new Luma8(new byte[1000], 10, 10, 0, 9, 0));
        for (ImageKernels kernels : LANES) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> kernels.halve(Luma8.bordered(10, 10, 0), Luma8.bordered(6, 5, 0), new short[1000]));
        }
    }

    @Test
    void shouldTakeTheLaneOfTheOtherKernels() {
        assertEquals(Kernels.active().name(), ImageKernels.active().name());
    }
}
