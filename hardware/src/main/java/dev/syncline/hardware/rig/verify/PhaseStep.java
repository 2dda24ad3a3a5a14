package dev.syncline.hardware.rig.verify;

/**
 * A jump of a stream's phase that stayed: between two frames, not little by little.
 *
 * @param timeNs the first frame after it
 * @param byNs by how much; positive is later, ns
 */
public record PhaseStep(long timeNs, double byNs) {}
