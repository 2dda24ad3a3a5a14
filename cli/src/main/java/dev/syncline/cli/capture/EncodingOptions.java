package dev.syncline.cli.capture;

import dev.syncline.bindings.ffmpeg.CaptureEncoding;
import dev.syncline.bindings.ffmpeg.H264Encoder;
import dev.syncline.bindings.ffmpeg.RateControl;
import dev.syncline.bindings.ffmpeg.VideoEncoding;
import dev.syncline.engine.file.PartFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a camera's frames are made into. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class EncodingOptions {
    private static final int QUANTIZER = 24;
    private static final int BEST_JPEG = 2;
    private static final int WORST_JPEG = 31;

    @Option(
            names = "--codec",
            paramLabel = "libav|h264|mjpeg|yuv420",
            defaultValue = "LIBAV",
            description = "libav and h264 are H.264; the file's name decides on the container (default: libav)")
    Codec codec;

    @Option(
            names = "--encoder",
            paramLabel = "auto|openh264|v4l2m2m|vaapi|nvenc",
            defaultValue = "AUTO",
            description = "what makes H.264 (default: auto, a device's encoder that works, else openh264)")
    H264Encoder encoder;

    @Option(
            names = "--libav-format",
            paramLabel = "F",
            description = "container where the file's name does not tell: mp4, mov, matroska, mpegts, h264")
    @Nullable
    String container;

    @Option(
            names = {"-b", "--bitrate"},
            paramLabel = "BPS",
            defaultValue = "0",
            converter = BitRateConverter.class,
            description = "bits per second, or with a unit: 10mbps (default: constant quality)")
    long bitrate;

    @Option(
            names = "--quality",
            paramLabel = "N",
            defaultValue = "50",
            description = "of MJPEG, 1 to 100 (default: 50)")
    int quality;

    /** Names of rpicam-vid. */
    enum Codec {
        LIBAV,
        H264,
        MJPEG,
        YUV420
    }

    /** @throws IllegalArgumentException if the options do not fit each other */
    CaptureEncoding encoding(Path output, double framesPerSecond) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("--quality " + quality + ": expected 1 to 100");
        }
        String held = container;
        if (output.equals(PartFile.STANDARD_OUTPUT) && held == null) {
            held = switch (codec) {
                case LIBAV ->
                    throw new IllegalArgumentException(
                            "-o -: standard output has no name that tells the container: add --libav-format mpegts (or mp4,"
                                    + " matroska, h264), or --codec h264");
                case H264 -> "h264";
                case MJPEG -> "mjpeg";
                case YUV420 -> "rawvideo";
            };
        }
        int gopFrames = (int) Math.max(1, Math.round(framesPerSecond));
        VideoEncoding video =
                switch (codec) {
                    case LIBAV, H264 -> new VideoEncoding(VideoEncoding.Codec.H264, rate(QUANTIZER), gopFrames, 0);
                    case MJPEG -> new VideoEncoding(VideoEncoding.Codec.MJPEG, rate(jpegQuantizer()), 1, 0);
                    case YUV420 ->
                        new VideoEncoding(VideoEncoding.Codec.RAW, new RateControl.ConstantQuantizer(QUANTIZER), 1, 0);
                };
        return new CaptureEncoding(video, encoder, held);
    }

    private RateControl rate(int quantizer) {
        return bitrate > 0 ? new RateControl.AverageBitRate(bitrate) : new RateControl.ConstantQuantizer(quantizer);
    }

    /** FFmpeg counts the other way round, 2 is the best. */
    private int jpegQuantizer() {
        return (int) Math.round(BEST_JPEG + (100 - quality) * (WORST_JPEG - BEST_JPEG) / 99.0);
    }
}
