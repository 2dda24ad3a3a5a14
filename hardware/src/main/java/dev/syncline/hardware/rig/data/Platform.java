package dev.syncline.hardware.rig.data;

/** The family that a board belongs to; it decides what the firmware offers. */
public enum Platform {
    /** Luxonis Series 2 and older (Myriad X). */
    RVC2,
    /** Luxonis OAK4. */
    RVC4,
    /** Raspberry Pi. */
    RASPBERRY_PI;

    /** Whether single pictures can be triggered. */
    public boolean offersSnapshots() {
        return this != RVC4;
    }

    /** Whether a whole device can be made master or slave of the line. */
    public boolean offersDeviceRoles() {
        return this == RVC4;
    }

    /** Whether frames can be put on the slots of a PTP clock. */
    public boolean offersPtp() {
        return this == RVC4;
    }

    @Override
    public String toString() {
        return this == RASPBERRY_PI ? "Raspberry Pi" : name();
    }
}
