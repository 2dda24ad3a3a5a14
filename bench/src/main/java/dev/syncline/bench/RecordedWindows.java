package dev.syncline.bench;

import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Notes which parts of a clip its syncs decode. All syncs of a clip decode the same; one is enough. Thread-safe. */
final class RecordedWindows {
    private final AtomicLong decodingNs = new AtomicLong();
    private List<DeviceClips.Span> asked = List.of();

    /** What a sync asked for, in its order. */
    synchronized List<DeviceClips.Span> asked() {
        return asked;
    }

    private synchronized void keep(List<DeviceClips.Span> spans) {
        asked = List.copyOf(spans);
    }

    /** Time in which frames were waited for or handed on, all syncs together, s. */
    double secondsDecoding() {
        return decodingNs.get() * 1e-9;
    }

    /** The same source, watched. */
    FrameSource over(FrameSource source) {
        List<DeviceClips.Span> spans = new ArrayList<>();
        return new FrameSource() {
            @Override
            public VideoInfo info() {
                return source.info();
            }

            @Override
            public int workingWidthPx() {
                return source.workingWidthPx();
            }

            @Override
            public int workingHeightPx() {
                return source.workingHeightPx();
            }

            @Override
            public int decode(long fromNs, long toNs, FrameSink sink) throws IOException {
                spans.add(new DeviceClips.Span(fromNs, toNs));
                keep(spans);
                long begin = System.nanoTime();
                AtomicLong handingNs = new AtomicLong();
                int frames = source.decode(fromNs, toNs, frame -> {
                    long from = System.nanoTime();
                    boolean more = sink.accept(frame);
                    handingNs.addAndGet(System.nanoTime() - from);
                    return more;
                });
                decodingNs.addAndGet(System.nanoTime() - begin - handingNs.get());
                return frames;
            }

            @Override
            public long keyframeNs(long timeNs) {
                return source.keyframeNs(timeNs);
            }

            @Override
            public long firstFrameNs() throws IOException {
                return source.firstFrameNs();
            }

            @Override
            public String decoder() {
                return source.decoder();
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }
}
