package dev.syncline.bench;

import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.LumaFrame;
import dev.syncline.engine.video.VideoInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A clip's frames in another order: repeated, frozen or lost, as recorders do it. */
final class PlantedFrames implements FrameSource {
    private final VideoInfo info;
    private final int widthPx;
    private final int heightPx;
    private final List<LumaFrame> frames = new ArrayList<>();

    /**
     * @param count of frames there are to be, at the rate of {@code fps}
     * @param from number of the true frame that each shows
     */
    PlantedFrames(List<LumaFrame> truth, VideoInfo was, int count, double fps, IntUnaryOperator from) {
        long frameNs = Math.round(1e9 / fps);
        info = new VideoInfo(
                was.name(), was.widthPx(), was.heightPx(), fps, count * frameNs, count, was.codec(), was.rotationDeg());
        widthPx = truth.getFirst().widthPx();
        heightPx = truth.getFirst().heightPx();
        for (int i = 0; i < count; i++) {
            LumaFrame f = truth.get(from.applyAsInt(i));
            frames.add(new LumaFrame(
                    i * frameNs, f.widthPx(), f.heightPx(), f.luma(), f.kind(), f.keptAsReference(), f.quantizer()));
        }
    }

    @Override
    public VideoInfo info() {
        return info;
    }

    @Override
    public int workingWidthPx() {
        return widthPx;
    }

    @Override
    public int workingHeightPx() {
        return heightPx;
    }

    @Override
    public int decode(long fromNs, long toNs, FrameSink sink) {
        int delivered = 0;
        for (LumaFrame frame : frames) {
            if (frame.timeNs() >= fromNs && frame.timeNs() < toNs) {
                delivered++;
                if (!sink.accept(frame)) {
                    break;
                }
            }
        }
        return delivered;
    }

    @Override
    public void close() {
        frames.clear();
    }
}
