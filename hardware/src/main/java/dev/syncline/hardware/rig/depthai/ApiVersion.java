package dev.syncline.hardware.rig.depthai;

/** Generations of the DepthAI library whose calls differ. */
public enum ApiVersion {
    /** 2.x: MonoCamera and ColorCamera nodes, a device that takes a pipeline. */
    V2,
    /** 3.x: one Camera node, a pipeline that takes a device. */
    V3
}
