package dev.syncline.engine.video;

/** How the encoder made a frame: alone, from earlier frames, or from both sides. */
public enum FrameKind {
    /** Coded alone, from no other frame. */
    INTRA,
    /** Coded from earlier frames. */
    PREDICTED,
    /** Coded from frames on both sides of it. */
    BIDIRECTIONAL,
    /** Not known, as where the decoder does not say. */
    UNKNOWN
}
