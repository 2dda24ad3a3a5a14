package dev.syncline.engine.api;

import dev.syncline.engine.sync.flow.FlowPair;
import dev.syncline.engine.sync.flow.FlowSettings;
import dev.syncline.engine.sync.flow.FlowTracker;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.telemetry.DataTrackSource;
import dev.syncline.engine.telemetry.TimedPayload;
import dev.syncline.engine.video.FrameKind;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.LumaFrame;
import dev.syncline.engine.video.VideoInfo;
import dev.syncline.engine.video.VideoProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Videos of ten seconds of nothing, and a tracker that finds nothing in them: a sync is quick and refused. */
final class FlatVideos implements VideoProvider, FlowTrackerProvider {
    private static final long FRAME_NS = 33_333_333L;
    private static final int FRAMES = 300;

    /** How many threads each opened video was given, in order. */
    final List<Integer> threads = Collections.synchronizedList(new ArrayList<>());

    /** Videos that were opened and not closed. */
    final AtomicInteger open = new AtomicInteger();

    /** Packets of a metadata track in every video, a GoPro's unless {@link #metadataTrack} says another. */
    List<TimedPayload> metadata = List.of();

    String metadataTrack = "gpmd";

    private final String id;
    private final @Nullable String whyNot;

    FlatVideos() {
        this("flat", null);
    }

    FlatVideos(String id, @Nullable String whyNot) {
        this.id = id;
        this.whyNot = whyNot;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return "none";
    }

    @Override
    public boolean isUsable() {
        return whyNot == null;
    }

    @Override
    public @Nullable String whyNot() {
        return whyNot;
    }

    @Override
    public FrameSource open(Path video, int workingHeightPx, int decoderThreads) throws IOException {
        if (!Files.exists(video)) {
            throw new NoSuchFileException(video.toString());
        }
        threads.add(decoderThreads);
        open.incrementAndGet();
        return new Frames(video.getFileName().toString());
    }

    @Override
    public DataTrackSource dataTracks() {
        return (video, fourCc) -> fourCc.equals(metadataTrack) ? metadata : List.of();
    }

    @Override
    public FlowTracker open(FlowSettings settings) {
        return new Blind();
    }

    private final class Frames implements FrameSource {
        private final String name;

        Frames(String name) {
            this.name = name;
        }

        @Override
        public VideoInfo info() {
            return new VideoInfo(name, 64, 36, 30, FRAMES * FRAME_NS, FRAMES, "none", 0);
        }

        @Override
        public int workingWidthPx() {
            return 64;
        }

        @Override
        public int workingHeightPx() {
            return 36;
        }

        @Override
        public int decode(long fromNs, long toNs, FrameSink sink) {
            int delivered = 0;
            for (long at = 0; at < FRAMES * FRAME_NS; at += FRAME_NS) {
                if (at >= fromNs && at < toNs) {
                    delivered++;
                    if (!sink.accept(new LumaFrame(at, 64, 36, new byte[64 * 36], FrameKind.INTRA, true, Double.NaN))) {
                        break;
                    }
                }
            }
            return delivered;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    private static final class Blind implements FlowTracker {
        private FlowPair.@Nullable FrameStamp before;

        @Override
        public @Nullable FlowPair advance(LumaFrame frame) {
            FlowPair.FrameStamp from = before;
            FlowPair.FrameStamp to = FlowPair.FrameStamp.of(frame);
            before = to;
            float[] none = new float[0];
            return from == null ? null : new FlowPair(from, to, new int[0], none, none, none, none, none);
        }

        @Override
        public void reset() {
            before = null;
        }

        @Override
        public void close() {}
    }
}
