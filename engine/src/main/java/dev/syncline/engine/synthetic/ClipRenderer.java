package dev.syncline.engine.synthetic;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Renders a clip frame by frame. Each line of the picture (a row, or a column where the shutter runs sideways) is seen
 * from the camera's pose at the line's own times. The lines of a frame are shared among the processors; noise is drawn
 * line by line from seeds of their own, so the bytes are the same on any number of threads.
 */
public final class ClipRenderer {
    /** Takes the frames in order of time. */
    @FunctionalInterface
    public interface FrameConsumer {
        /**
         * @param frame number from 0
         * @param timeNs middle of the exposure of the frame's middle, video clock, ns; 0 for the first
         * @param luma 8 bits a pixel, row after row; the receiver's to keep
         */
        void accept(int frame, long timeNs, byte[] luma) throws IOException;
    }

    private final SyntheticCamera camera;
    private final SyntheticMotion motion;
    private final SyntheticScene scene;
    private final long seed;
    private final int width;
    private final int height;
    private final boolean columns;
    private final float[] bearings; // (height, width, 3)

    ClipRenderer(SyntheticCamera camera, SyntheticMotion motion, SyntheticScene scene, long seed) {
        this.camera = camera;
        this.motion = motion;
        this.scene = scene;
        this.seed = seed;
        this.width = camera.lens().widthPx();
        this.height = camera.lens().heightPx();
        ReadoutDirection direction = camera.shutter().direction();
        this.columns = direction == ReadoutDirection.LEFT_TO_RIGHT || direction == ReadoutDirection.RIGHT_TO_LEFT;
        this.bearings = bearings(camera.lens().model());
    }

    /**
     * Renders a clip from its specification.
     *
     * @throws IOException when the consumer throws it; rendering stops there
     */
    public static void render(ClipSpec clip, FrameConsumer consumer) throws IOException {
        ClipRenderer renderer = new ClipRenderer(clip.camera(), clip.motion(), SyntheticScene.of(clip), clip.seed());
        RenderRate rate = clip.camera().frameRate();
        for (int frame = 0; frame < clip.camera().frames(); frame++) {
            consumer.accept(frame, rate.timeNs(frame), renderer.frame(frame));
        }
    }

    private float[] bearings(CameraModel lens) {
        float[] all = new float[3 * width * height];
        IntStream.range(0, height).parallel().forEach(row -> {
            double[] one = new double[3];
            for (int column = 0; column < width; column++) {
                lens.bearing(column + 0.5, row + 0.5, one, 0);
                int at = 3 * (row * width + column);
                all[at] = (float) one[0];
                all[at + 1] = (float) one[1];
                all[at + 2] = (float) one[2];
            }
        });
        return all;
    }

    /** One frame's luma, row after row. */
    byte[] frame(int frame) {
        byte[] luma = new byte[width * height];
        double timeS = camera.frameRate().timeS(frame);
        IntStream.range(0, columns ? width : height)
                .parallel()
                .forEach(line -> develop(frame, line, exposed(line, timeS), luma));
        return luma;
    }

    /** Mean luma of a line's pixels over its exposure. */
    private double[] exposed(int line, double frameTimeS) {
        int length = columns ? height : width;
        int samples = camera.exposureSamples();
        RollingShutter shutter = camera.shutter();
        // Only one of the two coordinates matters, and it is the line's.
        double lineTimeS = frameTimeS + shutter.timeOf(line + 0.5, line + 0.5, width, height);
        double[] sum = new double[length];
        double[] now = new double[length];
        double[] m = new double[9];
        double[] position = new double[3];
        for (int sample = 0; sample < samples; sample++) {
            double timeS = lineTimeS + camera.exposureS() * ((sample + 0.5) / samples - 0.5);
            motion.cameraToWorld(timeS, m);
            motion.position(timeS, position);
            see(line, m, position, now);
            scene.objects().paint(now, line, columns, timeS);
            for (int i = 0; i < length; i++) {
                sum[i] += now[i];
            }
        }
        for (int i = 0; i < length; i++) {
            sum[i] /= samples;
        }
        return sum;
    }

    private void see(int line, double[] m, double[] position, double[] luma) {
        int at = 3 * (columns ? line : line * width);
        int step = 3 * (columns ? width : 1);
        for (int i = 0; i < luma.length; i++) {
            double x = bearings[at];
            double y = bearings[at + 1];
            double z = bearings[at + 2];
            luma[i] = scene.luma(
                    position,
                    m[0] * x + m[1] * y + m[2] * z,
                    m[3] * x + m[4] * y + m[5] * z,
                    m[6] * x + m[7] * y + m[8] * z);
            at += step;
        }
    }

    /** Adds gain and noise and writes a line's bytes. */
    private void develop(int frame, int line, double[] exposed, byte[] luma) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + frame * 65_537L + line);
        double halfVariance = camera.noiseLuma() * camera.noiseLuma() / 2;
        int at = columns ? line : line * width;
        int step = columns ? width : 1;
        for (int i = 0; i < exposed.length; i++) {
            double value = exposed[i] * camera.gain();
            if (halfVariance > 0) {
                value += Math.sqrt(halfVariance * (1 + value / 128)) * random.nextGaussian();
            }
            luma[at] = (byte) Math.clamp((long) (value + 0.5), 0, 255);
            at += step;
        }
    }
}
