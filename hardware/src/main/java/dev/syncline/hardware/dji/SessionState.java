package dev.syncline.hardware.dji;

/** How far a session with a flight controller has come. */
public enum SessionState {
    /** Asks what the controller is. */
    CONNECTING,
    /** Names the application. */
    ACTIVATING,
    /** Asks for the packets. */
    SUBSCRIBING,
    /** Packets come. */
    STREAMING,
    /** The controller does not answer, or no longer; asked again every second. */
    NO_ANSWER,
    /** The controller said no; asked again every few seconds. */
    REFUSED,
    /** The line is gone; it is opened again when it is back. */
    LINE_LOST,
    /** Ended by us. */
    CLOSED
}
