package dev.syncline.bindings.ffmpeg;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a camera's frames become a file.
 *
 * @param video codec and rate
 * @param encoder what makes H.264
 * @param container FFmpeg's name of a container, such as {@code mpegts}; {@code null} where the file's name tells
 */
public record CaptureEncoding(
        VideoEncoding video, H264Encoder encoder, @Nullable String container) {
    private static final List<String> H264_CONTAINERS = List.of("mp4", "mov", "matroska", "mpegts", "h264");
    private static final List<String> MJPEG_CONTAINERS = List.of("mp4", "mov", "matroska", "mjpeg");

    /** By software, into what the file's name says. */
    public static CaptureEncoding of(VideoEncoding video) {
        return new CaptureEncoding(video, H264Encoder.OPENH264, null);
    }

    /**
     * FFmpeg's container for a file.
     *
     * @throws IOException if there is none, or it does not take the codec: says which do
     */
    String containerFor(Path out) throws IOException {
        String named = container == null ? byName(out) : container;
        List<String> possible =
                switch (video.codec()) {
                    case H264 -> H264_CONTAINERS;
                    case MJPEG -> MJPEG_CONTAINERS;
                    case RAW -> List.of("rawvideo");
                    case MPEG4 ->
                        throw new IllegalArgumentException(video.codec() + " cannot tell microseconds apart, expected "
                                + VideoEncoding.Codec.H264);
                };
        if (possible.contains(named)) {
            return named;
        }
        if (container != null) {
            throw new IOException(container + " cannot hold " + video.codec().words() + ": expected one of "
                    + String.join(", ", possible));
        }
        throw new IOException(out + ": "
                + (named.isEmpty()
                        ? "unknown kind of video file"
                        : "a file of this kind cannot hold " + video.codec().words())
                + ", expected a name that ends in " + endings());
    }

    private String endings() {
        return switch (video.codec()) {
            case MJPEG -> ".mjpeg, .mkv, .mp4 or .mov";
            case RAW -> ".yuv";
            case H264, MPEG4 -> ".mp4, .mov, .mkv, .ts or .h264";
        };
    }

    private static String byName(Path out) {
        String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return switch (dot < 0 ? "" : name.substring(dot)) {
            case ".mp4" -> "mp4";
            case ".mov" -> "mov";
            case ".mkv" -> "matroska";
            case ".ts", ".m2ts" -> "mpegts";
            case ".h264", ".264" -> "h264";
            case ".mjpeg", ".mjpg" -> "mjpeg";
            case ".yuv" -> "rawvideo";
            default -> "";
        };
    }
}
