package dev.syncline.engine.preview;

import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.LumaFrame;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * A stretch of a clip, the original beside what the synced gyro makes of it: rows turned at their own times, the lens
 * straightened, cropped to what the camera saw, both turned as players turn the video. In gray: what a person looks for is motion.
 */
public final class Preview {
    /** So much of the edge may stay black, in the worst frame. */
    private static final double EDGE_OUTSIDE = 0.02;

    /** How smooth the picture's path is, s: the first that leaves enough of the picture is taken. */
    private static final double[] SIGMAS_S = {0.5, 0.3, 0.2, 0.12, 0.07};

    /** No closer than this, if a less smooth path helps. */
    private static final double CLOSEST = 1.6;

    private static final double WIDEST = 0.7;
    private static final double NARROWEST = 2.5;
    private static final double ZOOM_STEP = 1.05;

    /** Frames that the crop is chosen by. */
    private static final int LOOKED_AT = 40;

    private final FrameSource frames;
    private final SyncedCamera camera;
    private final DisplayTurn turn;
    private final long fromNs;
    private final long toNs;
    private final SyncedCamera.Motion motion;
    private final SmoothPath path;
    private final double focalPx;

    private Preview(FrameSource frames, SyncedCamera camera, long fromNs, long toNs) {
        this.frames = frames;
        this.camera = camera;
        this.turn = new DisplayTurn(frames.info().rotationDeg());
        this.fromNs = fromNs;
        this.toNs = toNs;
        this.motion = camera.over(fromNs, toNs);
        SmoothPath smooth = new SmoothPath(motion, SIGMAS_S[0]);
        double focal = focal(smooth);
        // A camera that whirls about leaves nothing to crop: the picture follows it sooner.
        for (int i = 1; i < SIGMAS_S.length && focal > CLOSEST * camera.lens().focalXPx(); i++) {
            smooth = new SmoothPath(motion, SIGMAS_S[i]);
            focal = focal(smooth);
        }
        this.path = smooth;
        this.focalPx = focal;
    }

    /**
     * A preview of a stretch.
     *
     * @param frames of the clip, at the height that each half of the picture is to have
     * @param camera its lens at the size of the frames
     * @param fromNs beginning, video clock, ns
     * @param toNs end, ns
     * @throws IOException when the log does not reach the stretch
     */
    public static Preview of(FrameSource frames, SyncedCamera camera, long fromNs, long toNs) throws IOException {
        Preview preview = new Preview(frames, camera, fromNs, toNs);
        if (!preview.path.at(middle(fromNs, toNs), new double[4])) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s: the log has nothing at %.3f s of the video, with an offset of %.3f s; preview another place",
                    frames.info().name(),
                    middle(fromNs, toNs) * 1e-9,
                    camera.track().offsetNsAt(middle(fromNs, toNs)) * 1e-9));
        }
        return preview;
    }

    private static long middle(long fromNs, long toNs) {
        return fromNs + (toNs - fromNs) / 2;
    }

    /** Takes pictures of {@link #widthPx()} by {@link #heightPx()}. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes the next picture.
         *
         * @param luma 8 bits a pixel, rows without padding; good until this returns
         * @param timeNs when it is shown, after the first picture, ns
         * @throws IOException when it cannot be written
         */
        void accept(byte[] luma, long timeNs) throws IOException;
    }

    /** {@return width of both halves together as a player shows them, px, even} */
    public int widthPx() {
        return 2 * (turn.swapsSides() ? frameHeightPx() : halfPx());
    }

    /** {@return height as a player shows it, px, even} */
    public int heightPx() {
        return turn.swapsSides() ? halfPx() : frameHeightPx();
    }

    private int frameHeightPx() {
        return frames.workingHeightPx() / 2 * 2;
    }

    private int halfPx() {
        return frames.workingWidthPx() / 2 * 2;
    }

    /** {@return how much narrower the stabilised view is than the lens's at its middle, no unit} */
    public double zoom() {
        return focalPx / camera.lens().focalXPx();
    }

    /** The widest view that the camera saw whole, all through the stretch. */
    private double focal(SmoothPath smooth) {
        WarpGrid grid = new WarpGrid(camera);
        double[] wanted = new double[4];
        double focal = camera.lens().focalXPx();
        for (double zoom = WIDEST; zoom < NARROWEST; zoom *= ZOOM_STEP) {
            boolean fits = true;
            for (int k = 0; k < LOOKED_AT && fits; k++) {
                long at = fromNs + (toNs - fromNs) / (LOOKED_AT - 1) * k;
                if (smooth.at(at, wanted)) {
                    grid.fill(motion, at, wanted, zoom * focal);
                    fits = grid.edgeOutside() <= EDGE_OUTSIDE;
                }
            }
            if (fits) {
                return zoom * focal;
            }
        }
        return NARROWEST * focal;
    }

    /**
     * Draws the stretch.
     *
     * @param sink called in a thread of its own, so that a picture is written while the next one is drawn
     * @return number of pictures
     * @throws IOException when the video cannot be decoded or the sink fails
     */
    public int draw(Sink sink) throws IOException {
        WarpGrid grid = new WarpGrid(camera);
        byte[] half = new byte[halfPx() * frameHeightPx()];
        try (PictureQueue pictures = new PictureQueue(widthPx() * heightPx(), sink)) {
            frames.decode(fromNs, toNs, frame -> {
                byte[] picture = pictures.take();
                if (picture == null) {
                    return false;
                }
                draw(frame, grid, half, picture);
                pictures.pass(picture, frame.timeNs());
                return !Thread.currentThread().isInterrupted();
            });
            return pictures.finish();
        }
    }

    private void draw(LumaFrame frame, WarpGrid grid, byte[] half, byte[] picture) {
        CameraModel lens = camera.lens();
        int width = halfPx();
        int height = frameHeightPx();
        for (int row = 0; row < height; row++) {
            System.arraycopy(frame.luma(), row * frame.widthPx(), half, row * width, width);
        }
        turn.draw(half, width, height, picture, 0, widthPx());
        double[] wanted = new double[4];
        if (path.at(frame.timeNs(), wanted)) {
            grid.fill(motion, frame.timeNs(), wanted, focalPx);
            Warp.draw(grid, frame.luma(), lens.widthPx(), lens.heightPx(), width, height, half, 0, width);
        } else {
            Arrays.fill(half, (byte) 0);
        }
        turn.draw(half, width, height, picture, widthPx() / 2, widthPx());
    }
}
