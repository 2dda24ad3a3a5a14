package dev.syncline.engine.telemetry;

/**
 * One packet of a container's data track.
 *
 * @param timeNs presentation time on the video's clock (the video stream's first frame is 0), ns
 * @param durationNs time to the next packet as the container says, ns; 0 where it does not
 * @param bytes the packet
 */
public record TimedPayload(long timeNs, long durationNs, byte[] bytes) {}
