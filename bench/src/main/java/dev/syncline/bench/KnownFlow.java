package dev.syncline.bench;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.SyntheticMotion;
import dev.syncline.engine.video.FrameKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Points of a scene near and far, projected through a clip's moving camera at the times of their own rows, with a little
 * noise; a few are far off. A point that leaves the picture is replaced by another.
 */
final class KnownFlow {
    private static final int MARGIN_PX = 12;
    private static final double NOISE_PX = 0.1;
    private static final double WRONG_SHARE = 0.03;
    private static final double WRONG_PX = 5;

    private final CameraModel lens;
    private final RollingShutter shutter;
    private final SyntheticMotion motion;
    private final SplittableRandom random;
    private final double[] turn = new double[9];
    private final double[] place = new double[3];
    private final double[] pixel = new double[2];

    KnownFlow(ClipSpec clip, long seed) {
        lens = clip.camera().lens().model();
        shutter = clip.camera().shutter();
        motion = clip.motion();
        random = new SplittableRandom(seed);
    }

    /** Pairs of frames from a time on, each with as many points. */
    List<FlowPair> pairs(double fromS, double frameS, int pairs, int points) {
        double[][] worlds = new double[points][];
        int[] ids = new int[points];
        float[] x = new float[points];
        float[] y = new float[points];
        Arrays.fill(ids, -1);
        int next = 0;
        List<FlowPair> out = new ArrayList<>();
        for (int k = 0; k < pairs; k++) {
            double before = fromS + k * frameS;
            float[] x1 = new float[points];
            float[] y1 = new float[points];
            for (int i = 0; i < points; i++) {
                boolean alive = ids[i] >= 0 && see(worlds[i], before + frameS);
                while (!alive) {
                    worlds[i] = somewhere(before);
                    ids[i] = next++;
                    alive = see(worlds[i], before);
                    x[i] = blurred(pixel[0]);
                    y[i] = blurred(pixel[1]);
                    alive = alive && see(worlds[i], before + frameS);
                }
                boolean wrong = random.nextDouble() < WRONG_SHARE;
                x1[i] = blurred(pixel[0]) + (wrong ? (float) (WRONG_PX * random.nextGaussian()) : 0);
                y1[i] = blurred(pixel[1]) + (wrong ? (float) (WRONG_PX * random.nextGaussian()) : 0);
            }
            out.add(new FlowPair(
                    stamp(before),
                    stamp(before + frameS),
                    ids.clone(),
                    x.clone(),
                    y.clone(),
                    x1,
                    y1,
                    new float[points]));
            x = x1.clone();
            y = y1.clone();
        }
        return out;
    }

    private static FlowPair.FrameStamp stamp(double timeS) {
        return new FlowPair.FrameStamp(Math.round(timeS * 1e9), FrameKind.PREDICTED, true, 24);
    }

    private float blurred(double at) {
        return (float) (at + NOISE_PX * random.nextGaussian());
    }

    /** A place that a frame sees, 4 to 200 m away. */
    private double[] somewhere(double timeS) {
        double x = MARGIN_PX + random.nextDouble() * (lens.widthPx() - 2 * MARGIN_PX);
        double y = MARGIN_PX + random.nextDouble() * (lens.heightPx() - 2 * MARGIN_PX);
        double[] b = new double[3];
        lens.bearing(x, y, b, 0);
        double distance = 4 * Math.pow(50, random.nextDouble());
        motion.cameraToWorld(timeS, turn);
        motion.position(timeS, place);
        double[] world = new double[3];
        for (int a = 0; a < 3; a++) {
            world[a] = place[a] + distance * (turn[3 * a] * b[0] + turn[3 * a + 1] * b[1] + turn[3 * a + 2] * b[2]);
        }
        return world;
    }

    /** Finds the pixel at the time of its own row; false where it is outside. */
    private boolean see(double[] world, double frameS) {
        pixel[0] = lens.widthPx() / 2.0;
        pixel[1] = lens.heightPx() / 2.0;
        for (int round = 0; round < 8; round++) {
            double timeS = frameS + shutter.timeOf(pixel[0], pixel[1], lens.widthPx(), lens.heightPx());
            motion.cameraToWorld(timeS, turn);
            motion.position(timeS, place);
            double dx = world[0] - place[0];
            double dy = world[1] - place[1];
            double dz = world[2] - place[2];
            if (!lens.project(
                    turn[0] * dx + turn[3] * dy + turn[6] * dz,
                    turn[1] * dx + turn[4] * dy + turn[7] * dz,
                    turn[2] * dx + turn[5] * dy + turn[8] * dz,
                    pixel,
                    0)) {
                return false;
            }
        }
        return pixel[0] > MARGIN_PX
                && pixel[1] > MARGIN_PX
                && pixel[0] < lens.widthPx() - MARGIN_PX
                && pixel[1] < lens.heightPx() - MARGIN_PX;
    }
}
