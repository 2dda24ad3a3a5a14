package dev.syncline.hardware.framesync;

/**
 * What a server tells.
 *
 * @param frameDurationUs length of its frames, wall clock, µs, unsigned 32 bits
 * @param serverFrameUs when the frame that it sends this with began, wall clock, µs since the Unix epoch
 * @param readyUs when its ready frame begins or began, wall clock, µs since the Unix epoch
 */
public record SyncPayload(long frameDurationUs, long serverFrameUs, long readyUs) {
    /** Number of the server's frame counted from its ready frame: negative before it. */
    long framesAfterReady() {
        return Math.round((double) (serverFrameUs - readyUs) / frameDurationUs);
    }
}
