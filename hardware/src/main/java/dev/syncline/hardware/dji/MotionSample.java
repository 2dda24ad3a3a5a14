package dev.syncline.hardware.dji;

/** What a controller's motion sensor measured at one time: one object for all samples, valid while it is shown. */
public final class MotionSample {
    /** Floats of a sample: rate x y z, acceleration x y z, orientation w x y z. */
    static final int FLOATS = 10;

    private float[] memory = new float[FLOATS];
    private int at;

    MotionSample() {}

    static void put(HardSyncView packet, float[] to, int offset) {
        for (int axis = 0; axis < 3; axis++) {
            to[offset + axis] = packet.rateRadS(axis);
            to[offset + 3 + axis] = packet.accelerationG(axis);
        }
        for (int part = 0; part < 4; part++) {
            to[offset + 6 + part] = packet.orientation(part);
        }
    }

    MotionSample wrap(float[] floats, int offset) {
        memory = floats;
        at = offset;
        return this;
    }

    /** Angular rate about an axis of the controller, 0 to 2 for x, y, z: raw, rad/s. */
    public float rateRadS(int axis) {
        return memory[at + axis];
    }

    /** Acceleration along an axis of the controller, 0 to 2 for x, y, z: raw, g. */
    public float accelerationG(int axis) {
        return memory[at + 3 + axis];
    }

    /** The orientation that the controller has fused, a part of its quaternion: 0 to 3 for w, x, y, z. */
    public float orientation(int part) {
        return memory[at + 6 + part];
    }

    /** Whether all rates and accelerations are numbers. */
    public boolean isMeasured() {
        for (int i = 0; i < 6; i++) {
            if (!Float.isFinite(memory[at + i])) {
                return false;
            }
        }
        return true;
    }
}
