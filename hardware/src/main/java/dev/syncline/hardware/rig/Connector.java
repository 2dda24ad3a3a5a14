package dev.syncline.hardware.rig;

/** How a camera module is plugged into a board. */
public enum Connector {
    /** Luxonis' own cable, with FSIN and STROBE in it, or built in. */
    FULL,
    /** The 22-pin cable of Arducam modules, through a 26-to-22 pin converter: no FSIN, no STROBE. */
    PIN_22
}
