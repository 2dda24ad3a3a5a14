package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.FlowTracker;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.video.LumaFrame;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Follows nothing: points far away, or on the walls of a room that the camera moves through, are projected through the
 * clip's own camera at the time of their own row, with a little noise that belongs to point and frame. It counts the
 * trackers that are open.
 */
final class ExactFlow implements FlowTrackerProvider {
    private static final int DIRECTIONS = 2500;
    private static final int MARGIN_PX = 12;

    private final CameraModel lens;
    private final RollingShutter shutter;
    private final Turning motion;
    private final double noisePx;
    private final double[] directions = new double[3 * DIRECTIONS];
    private final DoubleFunction<double[]> pathM;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Long, float[]> seen = new HashMap<>(); // by frame time

    /** Half the room's width, height and length, m. */
    private static final double[] ROOM_M = {3, 1.3, 4};

    /** How a camera turns. */
    interface Turning {
        /** @param m receives the turn from the camera's axes at a time, s, to the world's: double[9], row by row */
        void cameraToWorld(double timeS, double[] m);
    }

    ExactFlow(ClipSpec clip, double noisePx) {
        this(clip, noisePx, timeS -> new double[3]);
    }

    /** @param pathM where the camera is in the room at a time, s: m from its middle, double[3] */
    ExactFlow(ClipSpec clip, double noisePx, DoubleFunction<double[]> pathM) {
        this(clip, noisePx, pathM, clip.motion()::cameraToWorld);
    }

    /** @param motion of the camera, in place of the clip's own */
    ExactFlow(ClipSpec clip, double noisePx, DoubleFunction<double[]> pathM, Turning motion) {
        this.pathM = pathM;
        this.lens = clip.camera().lens().model();
        this.shutter = clip.camera().shutter();
        this.motion = motion;
        this.noisePx = noisePx;
        // A spiral from pole to pole: even over the sphere.
        for (int i = 0; i < DIRECTIONS; i++) {
            double up = 1 - 2 * (i + 0.5) / DIRECTIONS;
            double around = i * Math.PI * (3 - Math.sqrt(5));
            double across = Math.sqrt(1 - up * up);
            directions[3 * i] = across * Math.cos(around);
            directions[3 * i + 1] = up;
            directions[3 * i + 2] = across * Math.sin(around);
        }
    }

    int openTrackers() {
        return open.get();
    }

    @Override
    public String name() {
        return "exact";
    }

    @Override
    public FlowTracker open(FlowSettings settings) {
        open.incrementAndGet();
        return new Tracker();
    }

    /** Where every direction falls in a frame, px; NaN where it is not seen. */
    private float[] placesAt(long timeNs) {
        return seen.computeIfAbsent(timeNs, this::project);
    }

    private float[] project(long timeNs) {
        float[] at = new float[2 * DIRECTIONS];
        Arrays.fill(at, Float.NaN);
        double[] r = new double[9];
        double[] pixel = new double[2];
        for (int i = 0; i < DIRECTIONS; i++) {
            // The time depends on the row and the row on the time: found by repetition.
            double x = lens.widthPx() / 2.0;
            double y = lens.heightPx() / 2.0;
            boolean seen = true;
            for (int round = 0; round < 12 && seen; round++) {
                double timeS = timeNs * 1e-9 + shutter.timeOf(x, y, lens.widthPx(), lens.heightPx());
                motion.cameraToWorld(timeS, r);
                double[] from = pathM.apply(timeS);
                double far = toWall(i);
                double dx = directions[3 * i] - from[0] / far;
                double dy = directions[3 * i + 1] - from[1] / far;
                double dz = directions[3 * i + 2] - from[2] / far;
                double ahead = r[2] * dx + r[5] * dy + r[8] * dz;
                seen = ahead > 0.3
                        && lens.project(
                                r[0] * dx + r[3] * dy + r[6] * dz, r[1] * dx + r[4] * dy + r[7] * dz, ahead, pixel, 0);
                boolean settled = Math.hypot(x - pixel[0], y - pixel[1]) < 1e-6;
                x = pixel[0];
                y = pixel[1];
                if (settled) {
                    break;
                }
            }
            if (seen && inside(x, lens.widthPx()) && inside(y, lens.heightPx())) {
                SplittableRandom noise = new SplittableRandom(timeNs * 31 + i);
                at[2 * i] = (float) (x + noisePx * noise.nextGaussian());
                at[2 * i + 1] = (float) (y + noisePx * noise.nextGaussian());
            }
        }
        return at;
    }

    /** From the room's middle to its wall, m. */
    private double toWall(int i) {
        double near = Double.POSITIVE_INFINITY;
        for (int a = 0; a < 3; a++) {
            near = Math.min(near, ROOM_M[a] / Math.abs(directions[3 * i + a]));
        }
        return near;
    }

    private static boolean inside(double at, int size) {
        return at > MARGIN_PX && at < size - MARGIN_PX;
    }

    private final class Tracker implements FlowTracker {
        private @Nullable LumaFrame before;
        private float[] places = new float[0];
        private boolean closed;

        @Override
        public @Nullable FlowPair advance(LumaFrame frame) {
            float[] now = placesAt(frame.timeNs());
            LumaFrame last = before;
            FlowPair pair = last == null ? null : pair(last, frame, places, now);
            before = frame;
            places = now;
            return pair;
        }

        private static FlowPair pair(LumaFrame from, LumaFrame to, float[] a, float[] b) {
            int[] id = new int[DIRECTIONS];
            float[][] at = new float[4][DIRECTIONS];
            int n = 0;
            for (int i = 0; i < DIRECTIONS; i++) {
                if (!Float.isNaN(a[2 * i]) && !Float.isNaN(b[2 * i])) {
                    id[n] = i;
                    at[0][n] = a[2 * i];
                    at[1][n] = a[2 * i + 1];
                    at[2][n] = b[2 * i];
                    at[3][n] = b[2 * i + 1];
                    n++;
                }
            }
            return new FlowPair(
                    FlowPair.FrameStamp.of(from),
                    FlowPair.FrameStamp.of(to),
                    Arrays.copyOf(id, n),
                    Arrays.copyOf(at[0], n),
                    Arrays.copyOf(at[1], n),
                    Arrays.copyOf(at[2], n),
                    Arrays.copyOf(at[3], n),
                    new float[n]);
        }

        @Override
        public void reset() {
            before = null;
        }

        @Override
        public void close() {
            if (!closed) {
                open.decrementAndGet();
            }
            closed = true;
        }
    }
}
