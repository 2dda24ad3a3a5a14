package dev.syncline.hardware.rig.trim;

/**
 * What a {@link FrameTrim} made of one frame.
 *
 * @param sequence the frame
 * @param measuredNs its phase error as measured, positive is late, within ± half a frame, ns
 * @param phaseNs its phase error as estimated, ns
 * @param driftNsPerFrame how much later each frame would come than the last if nothing were corrected, ns
 * @param shortenedNs by how much the frame after the control delay will be shorter, ns; negative for longer
 */
public record TrimState(long sequence, long measuredNs, double phaseNs, double driftNsPerFrame, long shortenedNs) {}
