package dev.syncline.hardware.framesync;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;

/**
 * The authenticated packet of Syncline: the 40 bytes of {@link SyncPayloadLayout}, a counter (unsigned 64 bits,
 * little-endian, larger in every packet) and the HMAC-SHA256 of these 48 bytes. Stock cameras do not understand it.
 */
final class PacketSeal {
    /** Length of a sealed packet, bytes. */
    static final int BYTES = SyncPayloadLayout.BYTES + Long.BYTES + 32;

    private static final int SIGNED_BYTES = SyncPayloadLayout.BYTES + Long.BYTES;

    private final Mac mac;

    PacketSeal(SyncKey key) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(key.secret());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** Appends counter and code to the payload in front of the buffer's position. */
    void seal(long counter, ByteBuffer packet) {
        packet.order(ByteOrder.LITTLE_ENDIAN).putLong(counter);
        packet.put(code(packet.duplicate().flip()));
    }

    /** Whether someone with the key made a packet of {@link #BYTES}. Takes equally long for every wrong code. */
    boolean isAuthentic(ByteBuffer packet) {
        byte[] claimed = new byte[BYTES - SIGNED_BYTES];
        packet.get(packet.position() + SIGNED_BYTES, claimed);
        return MessageDigest.isEqual(claimed, code(packet.slice(packet.position(), SIGNED_BYTES)));
    }

    /** The counter of a packet of {@link #BYTES}. */
    static long counter(ByteBuffer packet) {
        return packet.slice().order(ByteOrder.LITTLE_ENDIAN).getLong(SyncPayloadLayout.BYTES);
    }

    private byte[] code(ByteBuffer signed) {
        mac.update(signed);
        return mac.doFinal();
    }
}
