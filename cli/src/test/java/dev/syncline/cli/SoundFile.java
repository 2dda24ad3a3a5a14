package dev.syncline.cli;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S16LE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** A QuickTime file with a second of silence and no picture. */
final class SoundFile {
    private static final int RATE_HZ = 8000;

    private SoundFile() {}

    static void write(Path file) throws IOException {
        AVFormatContext container = new AVFormatContext(null);
        String url = "file:" + file;
        avformat_alloc_output_context2(container, null, "mov", url);
        try {
            AVStream sound = avformat_new_stream(container, null);
            sound.codecpar()
                    .codec_type(AVMEDIA_TYPE_AUDIO)
                    .codec_id(AV_CODEC_ID_PCM_S16LE)
                    .sample_rate(RATE_HZ);
            sound.codecpar().bits_per_coded_sample(16).block_align(2).bit_rate(16L * RATE_HZ);
            av_channel_layout_default(sound.codecpar().ch_layout(), 1);
            sound.time_base().num(1).den(RATE_HZ);
            AVIOContext io = new AVIOContext(null);
            check(avio_open(io, url, AVIO_FLAG_WRITE));
            container.pb(io);
            check(avformat_write_header(container, (AVDictionary) null));
            AVPacket packet = av_packet_alloc();
            check(av_new_packet(packet, 2 * RATE_HZ));
            packet.data().put(new byte[2 * RATE_HZ]);
            packet.pts(0).dts(0).duration(RATE_HZ).stream_index(0);
            check(av_interleaved_write_frame(container, packet));
            av_packet_free(packet);
            check(av_write_trailer(container));
            avio_closep(io);
        } finally {
            container.pb(new AVIOContext(null));
            avformat_free_context(container);
        }
    }

    private static void check(int result) throws IOException {
        if (result < 0) {
            throw new IOException("FFmpeg would not write the test's sound file: error " + result);
        }
    }
}
