package dev.syncline.hardware.rig;

/** What a whole device does on the line between devices. The names of DepthAI's ExternalFrameSyncRole. */
public enum DeviceRole {
    /** Master where nothing comes in, else slave. */
    AUTO,
    MASTER,
    SLAVE
}
