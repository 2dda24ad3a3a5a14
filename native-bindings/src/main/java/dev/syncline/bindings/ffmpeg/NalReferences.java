package dev.syncline.bindings.ffmpeg;

import java.nio.ByteBuffer;

/**
 * Tells from a packet's first slice whether the encoder keeps the frame as a reference. Decoders know, but do not say.
 *
 * <p>H.264 (ITU-T H.264, 7.4.1): {@code nal_ref_idc} is 0. HEVC (ITU-T H.265, table 7-1): slice types up to 14 with an
 * even number are sub-layer non-reference pictures.
 */
final class NalReferences {
    private static final int H264_FIRST_SLICE = 1;
    private static final int H264_LAST_SLICE = 5;
    private static final int HEVC_LAST_SLICE = 31;
    private static final int HEVC_LAST_NON_REFERENCE = 14;

    private final boolean hevc;
    private final int lengthBytes; // 0: start codes (Annex B)

    private NalReferences(boolean hevc, int lengthBytes) {
        this.hevc = hevc;
        this.lengthBytes = lengthBytes;
    }

    /** For H.264 with this codec private data ({@code avcC}, empty or start codes for Annex B). */
    static NalReferences h264(byte[] extradata) {
        boolean avcc = extradata.length >= 7 && extradata[0] == 1;
        return new NalReferences(false, avcc ? (extradata[4] & 3) + 1 : 0);
    }

    /** For HEVC with this codec private data ({@code hvcC}, empty or start codes for Annex B). */
    static NalReferences hevc(byte[] extradata) {
        boolean hvcc = extradata.length >= 23 && (extradata[0] != 0 || extradata[1] != 0 || (extradata[2] & 0xff) > 1);
        return new NalReferences(true, hvcc ? (extradata[21] & 3) + 1 : 0);
    }

    /** False only where the packet's first slice says that no frame is predicted from this one. */
    boolean keptAsReference(ByteBuffer packet) {
        return lengthBytes > 0 ? byLengths(packet) : byStartCodes(packet);
    }

    private boolean byLengths(ByteBuffer packet) {
        int end = packet.limit();
        int at = packet.position();
        while (end - at > lengthBytes) {
            long length = 0;
            for (int i = 0; i < lengthBytes; i++) {
                length = (length << 8) | (packet.get(at + i) & 0xff);
            }
            at += lengthBytes;
            if (length == 0 || length > end - at) {
                return true;
            }
            int header = packet.get(at) & 0xff;
            if (isSlice(header)) {
                return isReference(header);
            }
            at += (int) length;
        }
        return true;
    }

    private boolean byStartCodes(ByteBuffer packet) {
        int zeros = 0;
        int end = packet.limit();
        for (int at = packet.position(); at + 1 < end; at++) {
            int b = packet.get(at) & 0xff;
            if (b == 1 && zeros >= 2) {
                int header = packet.get(at + 1) & 0xff;
                if (isSlice(header)) {
                    return isReference(header);
                }
            }
            zeros = b == 0 ? zeros + 1 : 0;
        }
        return true;
    }

    private boolean isSlice(int header) {
        int type = hevc ? (header >> 1) & 0x3f : header & 0x1f;
        return hevc ? type <= HEVC_LAST_SLICE : (type >= H264_FIRST_SLICE && type <= H264_LAST_SLICE);
    }

    private boolean isReference(int header) {
        if (hevc) {
            int type = (header >> 1) & 0x3f;
            return type > HEVC_LAST_NON_REFERENCE || type % 2 == 1;
        }
        return ((header >> 5) & 3) != 0;
    }
}
