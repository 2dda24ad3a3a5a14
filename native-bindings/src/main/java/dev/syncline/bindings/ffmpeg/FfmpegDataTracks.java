package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entries_count;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entry;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import dev.syncline.engine.telemetry.DataTrackSource;
import dev.syncline.engine.telemetry.TimedPayload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/** Packets of a video file's data tracks through FFmpeg's demultiplexer. Thread-safe. */
public final class FfmpegDataTracks implements DataTrackSource {
    /** Largest packet that is read. A second of a camera's telemetry is some 10 KiB. */
    static final long MAX_PACKET_BYTES = 16L << 20;

    /** A track that is longer, hours of it, is not kept in memory. */
    private static final long KEPT_BYTES = 1L << 27;

    private final long keptBytes;

    /** Makes a source; nothing is loaded before the first use. */
    public FfmpegDataTracks() {
        this(KEPT_BYTES);
    }

    /** @param keptBytes a track that is longer is read again for each look at it */
    FfmpegDataTracks(long keptBytes) {
        this.keptBytes = keptBytes;
    }

    @Override
    public List<TimedPayload> payloads(Path video, String fourCc) throws IOException {
        return payloads(video, fourCc, null);
    }

    @Override
    public List<TimedPayload> payloads(Path video, String fourCc, @Nullable CodedTrack wanted) throws IOException {
        int tag = tagOf(fourCc);
        try (MediaInput input = MediaInput.open(video)) {
            List<Integer> indices = CodedTracks.indices(input, tag);
            if (indices.isEmpty() || (wanted != null && wanted.place() >= indices.size())) {
                return List.of();
            }
            CodedTrack track =
                    wanted == null ? CodedTracks.bestFirst(input, indices).getFirst() : wanted;
            int index = indices.get(track.place());
            TrackPackets packets = new TrackPackets(video, input.name(), fourCc, keptBytes);
            read(
                    input,
                    index,
                    packets,
                    new SizeGuard(input.name(), fourCc, Files.size(video)),
                    input.videos().isEmpty() ? 0 : videoZeroNs(video));
            return packets;
        }
    }

    @Override
    public List<CodedTrack> tracks(Path video, String fourCc) throws IOException {
        int tag = tagOf(fourCc);
        try (MediaInput input = MediaInput.open(video)) {
            return CodedTracks.bestFirst(input, CodedTracks.indices(input, tag));
        }
    }

    @Override
    public long lengthNs(Path video) throws IOException {
        try (MediaInput input = MediaInput.open(video)) {
            if (input.videos().isEmpty()) {
                return 0;
            }
        }
        try (VideoStream stream = VideoStream.open(video, -1, 1, null)) {
            return stream.info().durationNs();
        }
    }

    /**
     * When the video's first frame is shown, on the container's clock, ns. A file that holds the motion data alone, as tools
     * that take the picture out leave it, counts from the container's zero.
     */
    private static long videoZeroNs(Path video) throws IOException {
        try (VideoStream stream = VideoStream.open(video, -1, 1, null)) {
            return stream.clock().zeroNs();
        }
    }

    private static int tagOf(String fourCc) {
        byte[] letters = fourCc.getBytes(StandardCharsets.ISO_8859_1);
        if (letters.length != 4) {
            throw new IllegalArgumentException("'" + fourCc + "' is no four-letter code");
        }
        return ByteBuffer.wrap(letters).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private static void read(MediaInput input, int index, TrackPackets packets, SizeGuard guard, long videoZeroNs)
            throws IOException {
        AVStream stream = input.stream(index);
        AVRational tick = stream.time_base();
        // Both clocks count from the container's zero; the video's first frame need not be there.
        StreamTicks clock = new StreamTicks(input.name(), tick.num(), tick.den(), 0);
        guard.checkIndex(stream);
        input.readOnly(index);
        AVPacket packet = av_packet_alloc();
        try {
            // A packet that the index puts beyond the file ends it, for FFmpeg; those behind it are there all the same.
            int unread = avformat_index_get_entries_count(stream);
            int result = input.read(packet);
            while (result >= 0 || unread > 0) {
                if (result < 0) {
                    unread--;
                } else if (packet.stream_index() == index) {
                    unread--;
                    guard.take(packet.size());
                    take(packet, clock, videoZeroNs, packets);
                }
                av_packet_unref(packet);
                result = input.read(packet);
            }
            if (result != AVERROR_EOF && packets.isEmpty()) {
                throw new IOException(input.name() + ": its " + guard.fourCc + " track could not be read ("
                        + FfmpegLibrary.errorText(result) + "): the file is cut off or damaged; copy it again");
            }
        } finally {
            av_packet_free(packet);
        }
        packets.sort();
    }

    private static void take(AVPacket packet, StreamTicks clock, long videoZeroNs, TrackPackets packets)
            throws IOException {
        long ticks = packet.pts() != AV_NOPTS_VALUE ? packet.pts() : packet.dts();
        byte[] bytes = new byte[Math.max(0, packet.size())];
        if (bytes.length > 0) {
            packet.data().get(bytes);
        }
        packets.take(
                ticks == AV_NOPTS_VALUE ? 0 : clock.toNs(ticks) - videoZeroNs,
                clock.durationNs(packet.duration()),
                packet.pos(),
                bytes);
    }

    /** Refuses tracks whose sizes are beyond belief, by the index before a byte is read, and by the packets after. */
    static final class SizeGuard {
        private final String file;
        private final String fourCc;
        private final long fileBytes;
        private long total;
        private long packets;

        /** @param fileBytes size of the file, which a track lies in */
        SizeGuard(String file, String fourCc, long fileBytes) {
            this.file = file;
            this.fourCc = fourCc;
            this.fileBytes = fileBytes;
        }

        private void checkIndex(AVStream stream) throws IOException {
            SizeGuard ahead = new SizeGuard(file, fourCc, fileBytes);
            int entries = avformat_index_get_entries_count(stream);
            for (int i = 0; i < entries; i++) {
                ahead.take(avformat_index_get_entry(stream, i).size());
            }
        }

        void take(long bytes) throws IOException {
            total += bytes;
            if (bytes > MAX_PACKET_BYTES || total > fileBytes) {
                throw new IOException(file + ", packet " + packets + " of the " + fourCc + " track: holds " + bytes
                        + " bytes, " + total + " with those before it; expected at most " + MAX_PACKET_BYTES
                        + " in a packet and " + fileBytes + ", which the file has, in all: the file is damaged; copy it"
                        + " again, or give its log in a file of its own with --gyro");
            }
            packets++;
        }
    }
}
