package dev.syncline.hardware.dji;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of a flight controller.
 *
 * @param pulseHz pulses in a second, 1 to 200; 0 for single pulses, one a second, each with a tag of its own
 * @param tag comes back in every packet, 0 to 65535; the first of the tags where pulses are single
 * @param packetHz packets in a second, 1 to 400, not fewer than pulses
 * @param appId number of the application that is activated; null leaves activation out
 * @param key 64 hexadecimal digits that bodies are encrypted with; null leaves them as they are
 * @param anchored whether pulses that stand alone come before a train, to tell which of its pulses a packet belongs to
 */
public record SessionSettings(
        int pulseHz,
        int tag,
        int packetHz,
        @Nullable Long appId,
        @Nullable String key,
        boolean anchored) {
    private static final int MAX_PULSE_HZ = 200;

    /** @throws IllegalArgumentException if a number is out of its range; the message does not repeat the key */
    public SessionSettings {
        if (pulseHz < 0 || pulseHz > MAX_PULSE_HZ) {
            throw new IllegalArgumentException(
                    "a pulse frequency of " + pulseHz + " Hz: expected 0 (single pulses) to " + MAX_PULSE_HZ);
        }
        if (tag < 0 || tag > 0xFFFF) {
            throw new IllegalArgumentException("a tag of " + tag + ": expected 0 to 65535");
        }
        if (packetHz < Math.max(1, pulseHz) || packetHz > DjiCommand.MAX_PACKET_HZ) {
            throw new IllegalArgumentException("a packet frequency of " + packetHz + " Hz: expected "
                    + Math.max(1, pulseHz) + " (the pulse frequency) to " + DjiCommand.MAX_PACKET_HZ);
        }
        if (key != null) {
            BodyCipher.ofHex(key);
        }
    }

    /** The same, with pulses that stand alone before a train. */
    public SessionSettings(int pulseHz, int tag, int packetHz, @Nullable Long appId, @Nullable String key) {
        this(pulseHz, tag, packetHz, appId, key, true);
    }

    /** A pulse train with packets at the full rate, unencrypted, without activation. */
    public static SessionSettings train(int pulseHz, int tag) {
        return new SessionSettings(pulseHz, tag, DjiCommand.MAX_PACKET_HZ, null, null);
    }

    /** A cipher of its own for each thread that needs one; null where there is no key. */
    @Nullable
    BodyCipher cipher() {
        return key == null ? null : BodyCipher.ofHex(key);
    }

    /** Everything but the key. */
    @Override
    public String toString() {
        return "pulses " + pulseHz + " Hz, tag " + tag + ", packets " + packetHz + " Hz"
                + (appId == null ? "" : ", application " + appId) + (key == null ? "" : ", encrypted");
    }
}
