package dev.syncline.engine.sync.flow;

/** Why a point could not be followed. */
public enum TrackFault {
    /** None: it was followed. */
    NONE,
    /** Too little texture around it to tell where it went. */
    TOO_FLAT,
    /** It came too near to the picture's edge, or went beyond it. */
    LEFT_PICTURE,
    /** The steps towards its place did not become small. */
    UNSETTLED,
    /** Followed back again, it did not come to where it set out from. */
    NOT_RETURNED
}
