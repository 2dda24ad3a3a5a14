package dev.syncline.hardware.dji;

/**
 * A packet of {@code TOPIC_HARD_SYNC}: the controller's time and what its motion sensor measured then.
 *
 * @param ticks {@code time2p5ms}, unsigned 32 bits
 * @param ns {@code time1ns}, unsigned 32 bits
 * @param ticksSinceStart {@code resetTime2p5ms}, unsigned 32 bits
 * @param tag unsigned 16 bits
 * @param isPulse true where the packet belongs to a pulse
 * @param orientation fused
 * @param accelerationG raw, g
 * @param rateRadS raw, rad/s
 */
public record HardSyncData(
        long ticks,
        long ns,
        long ticksSinceStart,
        int tag,
        boolean isPulse,
        Quaternion orientation,
        Vector accelerationG,
        Vector rateRadS) {
    /** An orientation as the controller sends it. */
    public record Quaternion(float w, float x, float y, float z) {
        /** No rotation. */
        public static final Quaternion NONE = new Quaternion(1, 0, 0, 0);
    }

    /** One number an axis. */
    public record Vector(float x, float y, float z) {}

    /** The packet's bytes. */
    public byte[] toBytes() {
        byte[] bytes = new byte[HardSyncView.BYTES];
        HardSyncView.write(this, bytes, 0);
        return bytes;
    }
}
