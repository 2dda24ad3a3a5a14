package dev.syncline.engine.base.kernel;

/**
 * The inner loops over pictures. Every lane computes the same; they differ by rounding only, and not at all where the
 * result is whole numbers. Implementations are stateless and thread-safe, and allocate nothing.
 *
 * <p>Patches and regions are rows of floats in grey levels, {@link #PATCH_STRIDE} apart. Vectors may read up to {@link
 * #PAD} floats past the last column asked for and may write as many where said so; what is read there does not count.
 */
public sealed interface ImageKernels permits ScalarImageKernels, VectorImageKernels {
    /** Floats that a row must have to spare behind its last column. */
    int PAD = 16;

    /** Floats from one row of a patch or a region to the next. Fixed, so that the compiler can check bounds once a loop. */
    int PATCH_STRIDE = 64;

    /** Most columns of a patch or a region. */
    int MOST_COLUMNS = PATCH_STRIDE - PAD;

    /** Half of the side that the structure tensor is summed over by {@link #tensorRow}, px. */
    int TENSOR_REACH = 2;

    /** Name for results and benchmarks: {@code scalar} or {@code vector-512}. */
    String name();

    /** Elements that {@link #halve} needs for its work. */
    static int halvingScratch(int widthPx) {
        return 5 * halvingStride(widthPx);
    }

    /** Elements from one row of the scratch of {@link #halve} to the next. */
    static int halvingStride(int widthPx) {
        return (widthPx + 1) / 2 + 64;
    }

    /**
     * Every second pixel of every second row, after the binomial filter 1 4 6 4 1 in both directions, rounded to the
     * nearest whole level; pictures are mirrored about their outermost pixels.
     *
     * @param out {@code (width + 1) / 2} by {@code (height + 1) / 2} px; its border is left alone
     * @param scratch {@link #halvingScratch} elements
     */
    void halve(Luma8 in, Luma8 out, short[] scratch);

    /** The same on 16 bits. */
    void halve(Luma16 in, Luma16 out, int[] scratch);

    /**
     * Copies a rectangle as floats; outside of the picture its outermost pixels repeat.
     *
     * @param left,top first pixel, may be anywhere
     * @param columns at most {@link #MOST_COLUMNS}
     * @param out {@link #PAD} may be written behind each row
     */
    void region(LumaPlane plane, int left, int top, int columns, int rows, float[] out);

    /**
     * Slopes of one row by Sobel's filter, grey levels a pixel; outside of the picture its outermost pixels repeat.
     *
     * @param gx,gy float[at + width] at least
     */
    void slopesRow(LumaPlane plane, int row, float[] gx, float[] gy, int at);

    /**
     * Products of slopes, summed over five columns: {@code xx[i] = Σ gx[i..i+4]²} and so on, for {@code 0 <= i < n}.
     *
     * @param gx,gy float[n + 4 + PAD]
     * @param xx,xy,yy float[n + PAD], the pad may be written
     */
    void tensorRow(float[] gx, float[] gy, int n, float[] xx, float[] xy, float[] yy);

    /**
     * Smaller eigenvalue of the mean structure tensor of five rows that {@link #tensorRow} made: (grey levels a
     * pixel)².
     *
     * @param rows float[15][n + PAD]: xx, xy, yy of each row
     * @param out float[at + n] at least
     */
    void cornerRow(float[][] rows, int n, float[] out, int at);

    /** Largest value, {@link Float#NEGATIVE_INFINITY} when n is 0. */
    float largest(float[] a, int from, int n);

    /**
     * Samples a patch between the pixels of a region, bilinear:
     * {@code out[y][x] = region(at + y·PATCH_STRIDE + x shifted by (fx, fy))}.
     *
     * @param fx,fy in [0, 1]
     * @param out {@link #PAD} may be written behind each row
     */
    void sample(float[] region, int at, float fx, float fy, int columns, int rows, float[] out);

    /**
     * Slopes of a patch by Scharr's filter, grey levels a pixel, and their structure tensor.
     *
     * @param patch {@code (side + 2)²} px; slopes are found of all but the outermost
     * @param gx,gy written with zeros to the next multiple of {@link #PAD} columns
     * @param tensor Σgx², Σgx·gy, Σgy²: float[3 + PAD], the pad may be written
     */
    void slopes(float[] patch, int side, float[] gx, float[] gy, float[] tensor);

    /**
     * How a patch between the pixels of a region differs from another: the right side of the normal equations of Lucas
     * and Kanade, {@code Σ (region(at + …, shifted by (fx, fy)) − patch) · (gx, gy)}.
     *
     * @param patchAt first of the {@code side²} pixels of the patch
     * @param gx,gy as {@link #slopes} wrote them
     * @param sums Σ·gx, Σ·gy: float[2 + PAD], the pad may be written
     */
    void mismatch(
            float[] region,
            int at,
            float fx,
            float fy,
            float[] patch,
            int patchAt,
            float[] gx,
            float[] gy,
            int side,
            float[] sums);

    /**
     * First moments of the products of slopes, places counted from the middle of the patch:
     * Σgx²·u, Σgx²·v, Σgx·gy·u, Σgx·gy·v, Σgy²·u, Σgy²·v.
     *
     * @param gx,gy as {@link #slopes} wrote them
     * @param moments float[6 + PAD], the pad may be written
     */
    void moments(float[] gx, float[] gy, int side, float[] moments);

    /**
     * Two patches compared: the tensor of their mean slopes (central differences), and their differences.
     *
     * @param a,b {@code (side + 2)²} px each; all but the outermost are compared
     * @param sums Σgx², Σgx·gy, Σgy², Σ(b − a), Σ(b − a)²: float[5 + PAD], the pad may be
     *     written
     */
    void compare(float[] a, float[] b, int side, float[] sums);

    /** The lane in use, the same as {@link Kernels#active}. */
    static ImageKernels active() {
        return ImageLane.ACTIVE;
    }
}
