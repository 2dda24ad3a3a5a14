package dev.syncline.bindings.ffmpeg;

/**
 * How a clip is to be encoded.
 *
 * @param codec encoder
 * @param rate quantiser or bit rate
 * @param gopFrames frames from keyframe to keyframe
 * @param bFrames frames predicted from both sides in a row; the H.264 encoder has none
 */
public record VideoEncoding(Codec codec, RateControl rate, int gopFrames, int bFrames) {
    private static final int MAX_B_FRAMES = 16;

    /** An encoder of the FFmpeg that comes with Syncline. */
    public enum Codec {
        /** H.264 by OpenH264: no B-frames. */
        H264("libopenh264", 51),
        /** MPEG-4 part 2, by FFmpeg itself. */
        MPEG4("mpeg4", 31),
        /** A JPEG picture a frame, by FFmpeg itself. */
        MJPEG("mjpeg", 31),
        /** Uncoded YUV 4:2:0. */
        RAW("rawvideo", 51);

        private final String encoderName;
        private final int coarsestQuantizer;

        Codec(String encoderName, int coarsestQuantizer) {
            this.encoderName = encoderName;
            this.coarsestQuantizer = coarsestQuantizer;
        }

        String encoderName() {
            return encoderName;
        }

        /** Its name, for people. */
        String words() {
            return switch (this) {
                case H264 -> "H.264";
                case MPEG4 -> "MPEG-4";
                case MJPEG -> "MJPEG";
                case RAW -> "uncoded frames";
            };
        }
    }

    public VideoEncoding {
        if (gopFrames < 1 || bFrames < 0 || bFrames > MAX_B_FRAMES || (codec != Codec.MPEG4 && bFrames > 0)) {
            throw new IllegalArgumentException("gopFrames=" + gopFrames + ", bFrames=" + bFrames + " with " + codec
                    + ": expected gopFrames >= 1 and" + " bFrames 0 to " + MAX_B_FRAMES
                    + (codec == Codec.MPEG4 ? "" : ", 0 with " + codec));
        }
        switch (rate) {
            case RateControl.ConstantQuantizer(int quantizer) -> {
                if (quantizer < 1 || quantizer > codec.coarsestQuantizer) {
                    throw new IllegalArgumentException(
                            "quantizer=" + quantizer + " with " + codec + ": expected 1 to " + codec.coarsestQuantizer);
                }
            }
            case RateControl.AverageBitRate(long bitsPerSecond) -> {
                if (bitsPerSecond < 1000) {
                    throw new IllegalArgumentException("bitsPerSecond=" + bitsPerSecond + ": expected 1000 or more");
                }
            }
        }
    }

    /** H.264 with a constant quantiser, 1 (best) to 51. */
    public static VideoEncoding h264(int quantizer, int gopFrames) {
        return new VideoEncoding(Codec.H264, new RateControl.ConstantQuantizer(quantizer), gopFrames, 0);
    }

    /** MPEG-4 part 2 with a constant quantiser, 1 (best) to 31. */
    public static VideoEncoding mpeg4(int quantizer, int gopFrames, int bFrames) {
        return new VideoEncoding(Codec.MPEG4, new RateControl.ConstantQuantizer(quantizer), gopFrames, bFrames);
    }
}
