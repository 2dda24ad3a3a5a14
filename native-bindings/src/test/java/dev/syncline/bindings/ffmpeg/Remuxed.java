package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_get_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_send_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVBSFContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** The packets of a clip in another container. */
final class Remuxed {
    private Remuxed() {}

    /**
     * @param filter puts the codec's headers into the stream, such as "dump_extra"; "null" leaves packets as they are
     * @param option of the muxer, such as "live=1"; empty for none
     */
    static Path write(Path clip, Path out, String muxer, String filter, String option) throws IOException {
        AVFormatContext container = new AVFormatContext(null);
        AVPacket packet = av_packet_alloc();
        AVDictionary options = new AVDictionary(null);
        AVBSFContext headers = new AVBSFContext(null);
        try (MediaInput input = MediaInput.open(clip)) {
            AVStream from = input.stream(input.chooseVideo());
            check(avformat_alloc_output_context2(container, null, muxer, out.toString()));
            AVStream to = avformat_new_stream(container, null);
            check(av_bsf_alloc(av_bsf_get_by_name(filter), headers));
            check(avcodec_parameters_copy(headers.par_in(), from.codecpar()));
            headers.time_base_in(from.time_base());
            check(av_bsf_init(headers));
            check(avcodec_parameters_copy(to.codecpar(), headers.par_out()));
            to.codecpar().codec_tag(0);
            to.time_base(from.time_base());
            AVIOContext io = new AVIOContext(null);
            check(avio_open(io, "file:" + out, AVIO_FLAG_WRITE));
            container.pb(io);
            if (!option.isEmpty()) {
                String[] parts = option.split("=", 2);
                av_dict_set(options, parts[0], parts[1], 0);
            }
            check(avformat_write_header(container, options));
            while (input.read(packet) >= 0) {
                check(av_bsf_send_packet(headers, packet));
                while (av_bsf_receive_packet(headers, packet) == 0) {
                    packet.stream_index(0);
                    av_packet_rescale_ts(packet, from.time_base(), to.time_base());
                    check(av_interleaved_write_frame(container, packet));
                    av_packet_unref(packet);
                }
            }
            check(av_write_trailer(container));
            avio_closep(io);
        } finally {
            av_dict_free(options);
            av_bsf_free(headers);
            av_packet_free(packet);
            avformat_free_context(container);
        }
        return out;
    }

    private static void check(int result) throws IOException {
        if (result < 0) {
            throw new IOException(FfmpegLibrary.errorText(result));
        }
    }
}
