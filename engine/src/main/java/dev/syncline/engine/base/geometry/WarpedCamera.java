package dev.syncline.engine.base.geometry;

/**
 * A lens whose picture the camera stretches before it is stored, as GoPro's SuperView and HyperView do. The warp is a pair
 * of polynomials from the place in the stored picture to the place in the picture before it, both counted from the middle
 * in widths and heights: −½ to ½.
 */
public final class WarpedCamera implements CameraModel {
    private static final int MAX_ITERATIONS = 50;
    private static final int MAX_HALVINGS = 10;
    private static final double SMALL_ENOUGH = 1e-15;
    /** A little beyond the picture's edge the polynomials are still what they should be. */
    private static final double WIDEST = 0.51;

    private static final double STEP = 1e-6;

    private final CameraModel before;
    private final int widthPx;
    private final int heightPx;
    private final Warp warp;

    /**
     * One term of a polynomial in x and y.
     *
     * @param coefficient no unit
     * @param powerX 0 or more
     * @param powerY 0 or more
     */
    public record Term(double coefficient, int powerX, int powerY) {
        double at(double x, double y) {
            double value = coefficient;
            for (int i = 0; i < powerX; i++) {
                value *= x;
            }
            for (int i = 0; i < powerY; i++) {
                value *= y;
            }
            return value;
        }
    }

    /**
     * Two polynomials.
     *
     * @param x the column before the warp, in widths of that picture from its middle
     * @param y its row, in heights
     * @param mirrored true where they describe the quarter of the picture with positive places only, and the others mirror it
     */
    public record Warp(java.util.List<Term> x, java.util.List<Term> y, boolean mirrored) {
        /** Keeps copies of the lists. */
        public Warp {
            x = java.util.List.copyOf(x);
            y = java.util.List.copyOf(y);
        }

        /** Polynomials of the whole picture. */
        public Warp(java.util.List<Term> x, java.util.List<Term> y) {
            this(x, y, false);
        }

        /** {@return the same warp, into a picture that is drawn wider or narrower: columns are multiplied by a factor} */
        public Warp stretched(double factor) {
            return new Warp(
                    x.stream()
                            .map(term -> new Term(factor * term.coefficient(), term.powerX(), term.powerY()))
                            .toList(),
                    y,
                    mirrored);
        }

        private double sum(java.util.List<Term> terms, double atX, double atY) {
            double u = mirrored ? Math.abs(atX) : atX;
            double v = mirrored ? Math.abs(atY) : atY;
            double sum = 0;
            for (Term term : terms) {
                sum += term.at(u, v);
            }
            return sum;
        }

        /** The column before the warp. */
        public double xAt(double atX, double atY) {
            return mirrored ? Math.signum(atX) * sum(x, atX, atY) : sum(x, atX, atY);
        }

        /** The row before the warp. */
        public double yAt(double atX, double atY) {
            return mirrored ? Math.signum(atY) * sum(y, atX, atY) : sum(y, atX, atY);
        }
    }

    /**
     * A warped picture.
     *
     * @param before the lens on the picture before the warp
     * @param widthPx width of the stored picture
     * @param heightPx height of the stored picture
     * @param warp from the stored picture to the one before
     * @throws IllegalArgumentException when a size is not positive, or the warp does not keep left and right, up and down
     *     at the middle of the picture
     */
    public WarpedCamera(CameraModel before, int widthPx, int heightPx, Warp warp) {
        if (widthPx <= 0 || heightPx <= 0) {
            throw new IllegalArgumentException("picture size must be positive, got " + widthPx + "x" + heightPx);
        }
        this.before = before;
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.warp = warp;
        if (!(slopeX() > 0.1 && slopeX() < 10 && slopeY() > 0.1 && slopeY() < 10)) {
            throw new IllegalArgumentException("the warp's slopes at the middle of the picture are " + slopeX()
                    + " and " + slopeY() + ", expected near 1");
        }
    }

    private double slopeX() {
        return (warp.xAt(STEP, 0) - warp.xAt(-STEP, 0)) / (2 * STEP);
    }

    private double slopeY() {
        return (warp.yAt(0, STEP) - warp.yAt(0, -STEP)) / (2 * STEP);
    }

    @Override
    public int widthPx() {
        return widthPx;
    }

    @Override
    public int heightPx() {
        return heightPx;
    }

    /** {@inheritDoc} At the middle of the stored picture. */
    @Override
    public double focalXPx() {
        return before.focalXPx() * widthPx / (before.widthPx() * slopeX());
    }

    /** {@inheritDoc} At the middle of the stored picture. */
    @Override
    public double focalYPx() {
        return before.focalYPx() * heightPx / (before.heightPx() * slopeY());
    }

    @Override
    public void bearing(double xPx, double yPx, double[] bearing, int at) {
        double x = Math.clamp(xPx / widthPx - 0.5, -WIDEST, WIDEST);
        double y = Math.clamp(yPx / heightPx - 0.5, -WIDEST, WIDEST);
        before.bearing(
                (warp.xAt(x, y) + 0.5) * before.widthPx(), (warp.yAt(x, y) + 0.5) * before.heightPx(), bearing, at);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The warp is undone by a damped Newton iteration inside the stored picture.
     */
    @Override
    public boolean project(double x, double y, double z, double[] pixel, int at) {
        double[] inside = new double[2];
        if (!before.project(x, y, z, inside, 0)) {
            return false;
        }
        double u = inside[0] / before.widthPx() - 0.5;
        double v = inside[1] / before.heightPx() - 0.5;
        if (!unwarp(u, v, inside)) {
            return false;
        }
        pixel[at] = (inside[0] + 0.5) * widthPx;
        pixel[at + 1] = (inside[1] + 0.5) * heightPx;
        return true;
    }

    private boolean unwarp(double u, double v, double[] place) {
        double x = Math.clamp(u, -WIDEST, WIDEST);
        double y = Math.clamp(v, -WIDEST, WIDEST);
        double ex = u - warp.xAt(x, y);
        double ey = v - warp.yAt(x, y);
        for (int i = 0; i < MAX_ITERATIONS && Math.hypot(ex, ey) > SMALL_ENOUGH; i++) {
            double xx = (warp.xAt(x + STEP, y) - warp.xAt(x - STEP, y)) / (2 * STEP);
            double xy = (warp.xAt(x, y + STEP) - warp.xAt(x, y - STEP)) / (2 * STEP);
            double yx = (warp.yAt(x + STEP, y) - warp.yAt(x - STEP, y)) / (2 * STEP);
            double yy = (warp.yAt(x, y + STEP) - warp.yAt(x, y - STEP)) / (2 * STEP);
            double det = xx * yy - xy * yx;
            double dx = (yy * ex - xy * ey) / det;
            double dy = (xx * ey - yx * ex) / det;
            if (!(Math.abs(dx) + Math.abs(dy) < Double.MAX_VALUE)) {
                break;
            }
            boolean better = false;
            for (int half = 0; half < MAX_HALVINGS && !better; half++) {
                double nx = Math.clamp(x + dx, -WIDEST, WIDEST);
                double ny = Math.clamp(y + dy, -WIDEST, WIDEST);
                double nex = u - warp.xAt(nx, ny);
                double ney = v - warp.yAt(nx, ny);
                better = Math.hypot(nex, ney) < Math.hypot(ex, ey);
                if (better) {
                    x = nx;
                    y = ny;
                    ex = nex;
                    ey = ney;
                }
                dx /= 2;
                dy /= 2;
            }
            if (!better) {
                break;
            }
        }
        place[0] = x;
        place[1] = y;
        return Math.hypot(ex, ey) < 1e-9;
    }

    @Override
    public WarpedCamera scaledTo(int newWidthPx, int newHeightPx) {
        // The picture before the warp keeps its size: the polynomials count in shares of it.
        return new WarpedCamera(before, newWidthPx, newHeightPx, warp);
    }

    @Override
    public WarpedCamera withFocalScaled(double factor) {
        return new WarpedCamera(before.withFocalScaled(factor), widthPx, heightPx, warp);
    }

    @Override
    public String toString() {
        return "warped " + widthPx + "x" + heightPx + " from " + before;
    }
}
