package dev.syncline.bindings.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NalReferencesTest {
    private static final byte[] AVCC_4 = {1, 100, 0, 31, (byte) 0xff, (byte) 0xe1, 0};
    private static final byte[] AVCC_2 = {1, 100, 0, 31, (byte) 0xfd, (byte) 0xe1, 0};

    @Test
    void shouldReadH264WithLengths() {
        // An access unit delimiter, then a slice that is kept or not.
        assertTrue(kept(NalReferences.h264(AVCC_4), 0, 0, 0, 2, 0x09, 0x10, 0, 0, 0, 2, 0x41, 0x9a));
        assertFalse(kept(NalReferences.h264(AVCC_4), 0, 0, 0, 2, 0x09, 0x10, 0, 0, 0, 2, 0x01, 0x9e));
        assertFalse(kept(NalReferences.h264(AVCC_2), 0, 2, 0x09, 0x10, 0, 2, 0x01, 0x9e));
    }

    @Test
    void shouldReadH264WithStartCodes() {
        assertFalse(kept(NalReferences.h264(new byte[0]), 0, 0, 0, 1, 0x09, 0x10, 0, 0, 1, 0x01, 0x9e));
        assertTrue(kept(NalReferences.h264(new byte[0]), 0, 0, 0, 1, 0x09, 0x10, 0, 0, 1, 0x65, 0x88));
    }

    @Test
    void shouldReadHevc() {
        byte[] hvcc = new byte[23];
        hvcc[0] = 1;
        hvcc[21] = 3;
        // TRAIL_N is type 0, TRAIL_R type 1, RASL_N type 8, IDR_N_LP type 20, CRA type 21.
        assertFalse(kept(NalReferences.hevc(hvcc), 0, 0, 0, 2, 0 << 1, 1));
        assertTrue(kept(NalReferences.hevc(hvcc), 0, 0, 0, 2, 1 << 1, 1));
        assertFalse(kept(NalReferences.hevc(hvcc), 0, 0, 0, 2, 8 << 1, 1));
        assertTrue(kept(NalReferences.hevc(hvcc), 0, 0, 0, 2, 20 << 1, 1));
        assertTrue(kept(NalReferences.hevc(new byte[0]), 0, 0, 1, 21 << 1, 1));
        assertFalse(kept(NalReferences.hevc(new byte[0]), 0, 0, 1, 32 << 1, 1, 0, 0, 1, 0, 1));
    }

    @Test
    void shouldTakeWhatItCannotReadForAReference() {
        assertTrue(kept(NalReferences.h264(AVCC_4), 0, 0, 0, 99, 0x01));
        assertTrue(kept(NalReferences.h264(AVCC_4), 0xff, 0xff, 0xff, 0xff, 0x01));
        assertTrue(kept(NalReferences.h264(AVCC_4)));
    }

    @Property
    void shouldSurviveAnyBytes(@ForAll byte[] packet, @ForAll byte[] extradata) {
        NalReferences.h264(extradata).keptAsReference(ByteBuffer.wrap(packet));
        NalReferences.hevc(extradata).keptAsReference(ByteBuffer.wrap(packet));
    }

    private static boolean kept(NalReferences references, int... bytes) {
        byte[] packet = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            packet[i] = (byte) bytes[i];
        }
        return references.keptAsReference(ByteBuffer.wrap(packet));
    }
}
