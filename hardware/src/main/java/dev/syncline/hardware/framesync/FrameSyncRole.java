package dev.syncline.hardware.framesync;

/** What a camera is to the others. */
public enum FrameSyncRole {
    /** Runs by itself; ready from its first frame. */
    OFF,
    /** Tells the others when its frames begin; is never steered itself. */
    SERVER,
    /** Moves its frames onto the server's. */
    CLIENT
}
