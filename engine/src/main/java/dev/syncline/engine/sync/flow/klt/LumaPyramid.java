package dev.syncline.engine.sync.flow.klt;

import dev.syncline.engine.base.kernel.ImageKernels;
import dev.syncline.engine.base.kernel.Luma8;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A frame and its halvings. Built once a frame, and used for following into the frame, back from it, and out of it. The
 * full picture is not copied: it must not change while the pyramid is in use.
 *
 * <p>A pixel with its centre at (x, y), the first at (0, 0), is at (x/2, y/2) one level up.
 */
public final class LumaPyramid {
    /** Border of the halved pictures, px: windows hang over the edges of small pictures most of the time. */
    private static final int BORDER_PX = 40;

    /** Pictures are halved while they stay as large as this, px. */
    private static final int LEAST_PX = 8;

    private final ImageKernels kernels;
    private final int halvings;
    private @Nullable Luma8 full;
    private Luma8[] halved = new Luma8[0];
    private short[] scratch = new short[0];

    /**
     * An empty pyramid.
     *
     * @param halvings levels above the full picture, where the picture is large enough
     */
    public LumaPyramid(ImageKernels kernels, int halvings) {
        this.kernels = kernels;
        this.halvings = halvings;
    }

    /** Takes another picture; its memory is used again when the size has not changed. */
    public void build(byte[] luma, int widthPx, int heightPx) {
        Luma8 below = Luma8.of(luma, widthPx, heightPx);
        if (full == null || full.widthPx() != widthPx || full.heightPx() != heightPx) {
            allocate(widthPx, heightPx);
        }
        full = below;
        for (Luma8 level : halved) {
            kernels.halve(below, level, scratch);
            level.repeatEdges();
            below = level;
        }
    }

    private void allocate(int widthPx, int heightPx) {
        int count = 0;
        while (count < halvings && (Math.min(widthPx, heightPx) >> (count + 1)) >= LEAST_PX) {
            count++;
        }
        halved = new Luma8[count];
        int w = widthPx;
        int h = heightPx;
        for (int i = 0; i < count; i++) {
            w = (w + 1) / 2;
            h = (h + 1) / 2;
            halved[i] = Luma8.bordered(w, h, BORDER_PX);
        }
        scratch = new short[ImageKernels.halvingScratch(widthPx)];
    }

    /** Number of levels, the full picture counted. */
    public int levels() {
        return halved.length + 1;
    }

    /**
     * One level; 0 is the full picture.
     *
     * @throws NullPointerException before the first {@link #build}
     */
    public Luma8 level(int level) {
        return level == 0 ? Objects.requireNonNull(full) : halved[level - 1];
    }

    /** Lets go of the full picture. */
    void release() {
        full = null;
    }
}
