package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** When the frames of a video are shown, from its packets: nothing is decoded. */
public final class FfmpegFrameTimes {
    private FfmpegFrameTimes() {}

    /**
     * Times of the frames in the order in which they are shown, ns; the first is at 0.
     *
     * @throws IOException one line: the file is no video, is damaged, or its frames carry no times
     */
    public static long[] read(Path video) throws IOException {
        try (MediaInput input = MediaInput.open(video)) {
            int stream = input.chooseVideo();
            long[] ticks = ticks(input, stream);
            if (ticks.length == 0) {
                throw new IOException(input.name()
                        + ": its frames carry no times: remux the stream into MP4 or Matroska with its frame rate");
            }
            AVRational tick = input.stream(stream).time_base();
            if (tick.num() <= 0 || tick.den() <= 0) {
                throw new IOException(input.name() + ": the video's time base is " + tick.num() + "/" + tick.den()
                        + ", expected a positive fraction: the file is damaged; remux it");
            }
            Arrays.sort(ticks);
            StreamTicks clock = new StreamTicks(input.name(), tick.num(), tick.den(), ticks[0]);
            long[] timesNs = new long[ticks.length];
            for (int i = 0; i < ticks.length; i++) {
                timesNs[i] = clock.toNs(ticks[i]);
            }
            return timesNs;
        }
    }

    private static long[] ticks(MediaInput input, int stream) {
        long[] ticks = new long[1024];
        int count = 0;
        AVPacket packet = av_packet_alloc();
        try {
            while (input.read(packet) >= 0) {
                boolean shown = packet.stream_index() == stream
                        && packet.pts() != AV_NOPTS_VALUE
                        && (packet.flags() & AV_PKT_FLAG_DISCARD) == 0;
                if (shown) {
                    ticks = count == ticks.length ? Arrays.copyOf(ticks, 2 * count) : ticks;
                    ticks[count++] = packet.pts();
                }
                av_packet_unref(packet);
            }
        } finally {
            av_packet_free(packet);
        }
        return Arrays.copyOf(ticks, count);
    }
}
