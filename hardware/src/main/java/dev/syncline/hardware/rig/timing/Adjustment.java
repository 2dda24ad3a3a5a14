package dev.syncline.hardware.rig.timing;

/**
 * What brings a camera's mid-exposure to the rig's common one: the extra delay, or the other exposure; one of the two.
 *
 * @param extraDelayNs to wait after the trigger, on top of the delay that it has, ns
 * @param exposureNs exposure that does the same without a delay, ns
 * @param exposureFits whether that exposure and the readout together fit the frame period
 */
public record Adjustment(CameraTiming camera, double extraDelayNs, double exposureNs, boolean exposureFits) {}
