package dev.syncline.bindings.ffmpeg;

/** How an encoder spends its bits. */
public sealed interface RateControl {
    /** The same quantiser for every frame, in the codec's unit: H.264 1 to 51, MPEG-4 1 to 31. */
    record ConstantQuantizer(int quantizer) implements RateControl {}

    /** As many bits as asked for, on average. */
    record AverageBitRate(long bitsPerSecond) implements RateControl {}
}
