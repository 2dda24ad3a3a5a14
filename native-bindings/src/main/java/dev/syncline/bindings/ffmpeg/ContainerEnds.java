package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;

import dev.syncline.engine.file.PartFile;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;

/** How a video file that is written begins and ends, whatever is in it. */
final class ContainerEnds {
    private ContainerEnds() {}

    /** The file that grows, in FFmpeg's words. The prefix keeps a colon in a name from being taken for a protocol. */
    static String url(PartFile file) {
        return file.isStandardOutput() ? "pipe:1" : "file:" + file.place().toAbsolutePath();
    }

    /** Closes the file and gives back the memory of what was made; the rest is a null pointer. */
    static void release(AVFormatContext container, AVCodecContext encoder, AVPacket... packets) {
        for (AVPacket packet : packets) {
            if (!packet.isNull()) {
                av_packet_free(packet);
            }
        }
        if (!encoder.isNull()) {
            avcodec_free_context(encoder);
        }
        if (!container.isNull()) {
            AVIOContext io = container.pb();
            if (io != null && !io.isNull()) {
                avio_closep(io);
            }
            avformat_free_context(container);
        }
    }
}
