package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_BIN_DATA;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
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
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_DATA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** Writes a clip's picture with data tracks beside it, as cameras do. */
final class DataTrackClip {
    private static final int GPMD = 0x646d7067;

    private DataTrackClip() {}

    /**
     * A data track.
     *
     * @param fourCc four letters, the same for all tracks of a file
     * @param packets one after the other, from time 0 on
     * @param packetMs how long each is
     */
    record Track(String fourCc, List<byte[]> packets, int packetMs) {}

    /** Copies the clip's video, shown {@code videoDelayMs} later, and puts the tracks beside it. */
    static void write(Path clip, Path out, int videoDelayMs, List<Track> tracks) throws IOException {
        AVFormatContext container = new AVFormatContext(null);
        String url = "file:" + out;
        try (MediaInput input = MediaInput.open(clip)) {
            int video = input.chooseVideo();
            avformat_alloc_output_context2(container, null, "mp4", url);
            AVStream videoOut = avformat_new_stream(container, null);
            avcodec_parameters_copy(videoOut.codecpar(), input.stream(video).codecpar());
            videoOut.codecpar().codec_tag(0);
            videoOut.time_base(input.stream(video).time_base());
            List<AVStream> dataOut = new ArrayList<>();
            for (int i = 0; i < tracks.size(); i++) {
                AVStream stream = avformat_new_stream(container, null);
                stream.codecpar().codec_type(AVMEDIA_TYPE_DATA).codec_id(AV_CODEC_ID_BIN_DATA);
                stream.codecpar().codec_tag(GPMD);
                stream.time_base().num(1).den(1000);
                dataOut.add(stream);
            }
            AVIOContext io = new AVIOContext(null);
            assertTrue(avio_open(io, url, AVIO_FLAG_WRITE) >= 0);
            container.pb(io);
            assertEquals(0, Math.min(0, avformat_write_header(container, (AVDictionary) null)));
            AVPacket packet = av_packet_alloc();
            for (int i = 0; i < tracks.size(); i++) {
                write(container, packet, tracks.get(i), dataOut.get(i), i + 1);
            }
            while (input.read(packet) >= 0) {
                av_packet_rescale_ts(packet, input.stream(video).time_base(), videoOut.time_base());
                long delay = (long) videoDelayMs * videoOut.time_base().den() / 1000;
                packet.pts(packet.pts() + delay).dts(packet.dts() + delay).stream_index(0);
                assertEquals(0, av_interleaved_write_frame(container, packet));
            }
            av_packet_free(packet);
            assertEquals(0, av_write_trailer(container));
            avio_closep(io);
        } finally {
            container.pb(new AVIOContext(null));
            avformat_free_context(container);
        }
        rename(out, tracks.getFirst().fourCc());
    }

    /** FFmpeg writes no other code of data than gpmd. */
    private static void rename(Path file, String fourCc) throws IOException {
        byte[] from = "gpmd".getBytes(StandardCharsets.US_ASCII);
        byte[] to = fourCc.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 0; at + 4 <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + 4, from, 0, 4)) {
                System.arraycopy(to, 0, bytes, at, 4);
            }
        }
        Files.write(file, bytes);
    }

    private static void write(AVFormatContext container, AVPacket packet, Track track, AVStream stream, int index) {
        int perSecond = stream.time_base().den();
        for (int k = 0; k < track.packets().size(); k++) {
            byte[] bytes = track.packets().get(k);
            av_new_packet(packet, bytes.length);
            packet.data().put(bytes);
            long ticks = (long) k * track.packetMs() * perSecond / 1000;
            packet.pts(ticks).dts(ticks).duration((long) track.packetMs() * perSecond / 1000);
            packet.stream_index(index).flags(1);
            assertEquals(0, av_interleaved_write_frame(container, packet));
        }
    }
}
