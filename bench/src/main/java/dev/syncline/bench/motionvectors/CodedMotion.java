package dev.syncline.bench.motionvectors;

import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.flow.FlowPair.FrameStamp;
import dev.syncline.engine.sync.rotation.PairRotation;
import dev.syncline.engine.sync.rotation.RotationEstimator;
import dev.syncline.engine.video.FrameKind;
import dev.syncline.engine.video.VideoInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of a clip's frames as turns between a frame and the one that it is predicted from. FFmpeg tells the side
 * that a block comes from and not the frame; the nearest reference on that side is taken, which is what encoders use most.
 */
final class CodedMotion {
    private static final int PAST = -1;
    private static final int FUTURE = 1;

    private final Map<Long, FrameStamp> stamps;
    private final double scale;
    private final boolean tellsBidirectional;
    private final List<Frame> frames = new ArrayList<>();

    private record Frame(FrameStamp stamp, BlockMotion past, BlockMotion future) {}

    /**
     * @param stamps the clip's frames by their times, ns
     * @param video as the container describes it; of H.264 alone FFmpeg tells B-frames' vectors, of MPEG-4 it gives zeros
     * @param workingHeightPx height of the working picture
     */
    CodedMotion(Map<Long, FrameStamp> stamps, VideoInfo video, int workingHeightPx) {
        this.stamps = stamps;
        this.scale = workingHeightPx / (double) video.heightPx();
        this.tellsBidirectional = video.codec().equals("h264");
    }

    /** Takes the next frame in order of display. */
    void add(long timeNs, ByteBuffer coded) {
        FrameStamp stamp = stamps.get(timeNs);
        if (stamp == null) {
            throw new IllegalStateException("a frame at " + timeNs + " ns that the frame source does not know");
        }
        ByteBuffer told = tellsBidirectional || stamp.kind() != FrameKind.BIDIRECTIONAL ? coded : coded.slice(0, 0);
        frames.add(new Frame(stamp, BlockMotion.read(told, PAST, scale), BlockMotion.read(told, FUTURE, scale)));
    }

    /** The turns that the vectors show, over one frame interval or several. */
    List<PairRotation> turns(RotationEstimator estimator) {
        List<PairRotation> out = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            FrameStamp past = reference(i, PAST);
            if (past != null) {
                BlockMotion m = frame.past();
                keep(estimator, pair(past, frame.stamp(), m.fromX(), m.fromY(), m.x(), m.y()), out);
            }
            FrameStamp future = reference(i, FUTURE);
            if (future != null) {
                BlockMotion m = frame.future();
                keep(estimator, pair(frame.stamp(), future, m.x(), m.y(), m.fromX(), m.fromY()), out);
            }
        }
        return out;
    }

    private static void keep(RotationEstimator estimator, FlowPair pair, List<PairRotation> out) {
        PairRotation turn = estimator.estimate(pair);
        if (turn != null) {
            out.add(turn);
        }
    }

    /** A frame that only others' prediction does not need may come from any; the rest come from no B-frame. */
    private @Nullable FrameStamp reference(int i, int side) {
        boolean disposable = !frames.get(i).stamp().keptAsReference();
        for (int k = i + side; k >= 0 && k < frames.size(); k += side) {
            FrameStamp stamp = frames.get(k).stamp();
            if (stamp.keptAsReference() && (disposable || stamp.kind() != FrameKind.BIDIRECTIONAL)) {
                return stamp;
            }
        }
        return null;
    }

    private static FlowPair pair(FrameStamp from, FrameStamp to, float[] x0, float[] y0, float[] x1, float[] y1) {
        return new FlowPair(from, to, new int[x0.length], x0, y0, x1, y1, new float[x0.length]);
    }
}
