package dev.syncline.engine.video;

/** How the encoder made a frame: alone, from earlier frames, or from both sides. */
public enum FrameKind {
    INTRA,
    PREDICTED,
    BIDIRECTIONAL,
    UNKNOWN
}
