package dev.syncline.hardware.camera.simulated;

/**
 * A frame of a simulated camera.
 *
 * @param sequence the driver's number; numbers of dropped frames are missing
 * @param beginNs when it really began, simulated time, ns
 * @param stampNs when its timestamp says that it began: later by the jitter, in whole microseconds, simulated time, ns
 * @param lengthNs its real length, ns
 */
public record SimulatedFrame(long sequence, long beginNs, long stampNs, long lengthNs) {}
