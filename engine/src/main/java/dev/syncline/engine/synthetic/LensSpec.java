package dev.syncline.engine.synthetic;

import dev.syncline.engine.base.geometry.CameraModel;
import java.util.List;

/**
 * The lens that a clip is rendered through, with the principal point in the middle of the picture unless moved.
 *
 * @param projection which of OpenCV's two models
 * @param focalPx focal length, the same along x and y, px
 * @param centreXPx,centreYPx principal point; the centre of the first pixel is (½, ½)
 * @param distortion OpenCV's order: k1, k2, p1, p2 for a pinhole, k1 to k4 for a fisheye
 */
public record LensSpec(
        Projection projection,
        int widthPx,
        int heightPx,
        double focalPx,
        double centreXPx,
        double centreYPx,
        List<Double> distortion) {
    /** OpenCV's models. */
    public enum Projection {
        PINHOLE,
        FISHEYE
    }

    public LensSpec {
        distortion = List.copyOf(distortion);
        if (widthPx < 2 || heightPx < 2 || widthPx % 2 != 0 || heightPx % 2 != 0) {
            throw new IllegalArgumentException("picture size must be even, got " + widthPx + "x" + heightPx);
        }
        if (!(focalPx > 0)) {
            throw new IllegalArgumentException("focal length must be positive, got " + focalPx + " px");
        }
        if (distortion.size() != 4) {
            throw new IllegalArgumentException("expected 4 distortion coefficients, got " + distortion.size());
        }
    }

    /** A lens without distortion. */
    public static LensSpec pinhole(int widthPx, int heightPx, double focalPx) {
        return distorted(Projection.PINHOLE, widthPx, heightPx, focalPx, 0, 0, 0, 0);
    }

    /** A lens centred in the picture. */
    public static LensSpec distorted(
            Projection projection,
            int widthPx,
            int heightPx,
            double focalPx,
            double d1,
            double d2,
            double d3,
            double d4) {
        return new LensSpec(
                projection, widthPx, heightPx, focalPx, widthPx / 2.0, heightPx / 2.0, List.of(d1, d2, d3, d4));
    }

    /** The lens as the renderer sees through it. */
    public CameraModel model() {
        return new RenderLens(this);
    }
}
