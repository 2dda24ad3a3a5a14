package dev.syncline.engine.sync.flow;

import dev.syncline.engine.video.FrameKind;
import dev.syncline.engine.video.LumaFrame;
import java.util.Arrays;

/** A plane of analytic texture, seen shifted and turned by known amounts: every pixel is computed, none interpolated. */
public final class TexturedScene {
    private final int widthPx;
    private final int heightPx;

    public TexturedScene(int widthPx, int heightPx) {
        this.widthPx = widthPx;
        this.heightPx = heightPx;
    }

    /** Where the point seen at (x, y) of the unmoved picture is in the moved one: double[2], px. */
    double[] moved(double x, double y, Motion motion) {
        double u = x - widthPx / 2.0;
        double v = y - heightPx / 2.0;
        double cos = Math.cos(motion.turnRad);
        double sin = Math.sin(motion.turnRad);
        return new double[] {
            cos * u - sin * v + widthPx / 2.0 + motion.shiftXPx, sin * u + cos * v + heightPx / 2.0 + motion.shiftYPx
        };
    }

    /** Where the point seen at (x, y) of the moved picture is in the unmoved one: double[2], px. */
    double[] unmoved(double x, double y, Motion motion) {
        double u = x - widthPx / 2.0 - motion.shiftXPx;
        double v = y - heightPx / 2.0 - motion.shiftYPx;
        double cos = Math.cos(motion.turnRad);
        double sin = Math.sin(motion.turnRad);
        return new double[] {cos * u + sin * v + widthPx / 2.0, -sin * u + cos * v + heightPx / 2.0};
    }

    public LumaFrame frame(long timeNs, Motion motion) {
        byte[] luma = new byte[widthPx * heightPx];
        for (int row = 0; row < heightPx; row++) {
            for (int column = 0; column < widthPx; column++) {
                double[] at = unmoved(column + 0.5, row + 0.5, motion);
                luma[row * widthPx + column] = (byte) Math.round(brightness(at[0], at[1]));
            }
        }
        return new LumaFrame(timeNs, widthPx, heightPx, luma, FrameKind.PREDICTED, true, Double.NaN);
    }

    public static LumaFrame flat(int widthPx, int heightPx, long timeNs) {
        byte[] luma = new byte[widthPx * heightPx];
        Arrays.fill(luma, (byte) 117);
        return new LumaFrame(timeNs, widthPx, heightPx, luma, FrameKind.INTRA, true, Double.NaN);
    }

    private static double brightness(double x, double y) {
        // Waves of periods 9 to 70 px, at angles and ratios that repeat nowhere in the picture.
        return 128
                + 24 * Math.sin(0.53 * x + 0.21 * y)
                + 24 * Math.sin(-0.19 * x + 0.47 * y + 1.3)
                + 22 * Math.sin(0.231 * x - 0.317 * y + 0.4)
                + 20 * Math.sin(0.109 * x + 0.083 * y + 2.1)
                + 20 * Math.sin(-0.067 * x + 0.091 * y + 0.7);
    }

    /** A turn about the picture's centre, then a shift. */
    public record Motion(double shiftXPx, double shiftYPx, double turnRad) {
        public static final Motion NONE = new Motion(0, 0, 0);
    }
}
