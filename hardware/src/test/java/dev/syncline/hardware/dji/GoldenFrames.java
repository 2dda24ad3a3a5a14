package dev.syncline.hardware.dji;

import java.util.HexFormat;

/** The eight frames that DJI's own encoder makes as well. */
final class GoldenFrames {
    static final byte[] SET_SYNC = hex("aa 18 00 00 00 00 00 00 00 00 50 8e 04 00 14 00 00 00 34 12 4c 0c 91 e9");
    static final byte[] MATCH = hex("aa 16 00 02 00 00 00 00 01 00 3e be 0b 00 00 01 00 00 af 77 f4 8f");
    static final byte[] ADD = hex("aa 1b 00 02 00 00 00 00 02 00 66 de 0b 01 00 90 01 00 01 6d f0 be ec 79 70 a8 aa");
    static final byte[] ADD_ACK = hex("aa 11 00 22 00 00 00 00 02 00 39 bc 00 38 ca 94 bc");
    static final byte[] PUSH = hex("aa 4a 00 00 00 00 00 00 00 01 74 2d 02 05 00 80 1a 06 00 d0 12 13 00 b0 04 00 00"
            + " 34 12 01 00 00 80 3f 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 80 3f 00 00 00"
            + " 3f 00 00 80 be 00 00 00 3e b3 04 22 72");
    static final byte[] PUSH_UNSIGNED =
            hex("aa 4a 00 00 00 00 00 00 01 01 75 bd 02 05 00 81 1a 06 00 ff 27 6b ee b1 04 00 00"
                    + " 34 12 00 00 00 00 3f 00 00 00 3f 00 00 00 3f 00 00 00 3f 00 00 00 00 00 00 00 00 00 00 80 bf 00"
                    + " 00 00 00 00 00 00 00 00 00 00 00 2b 3a 44 c5");
    static final byte[] REMOVE = hex("aa 13 00 03 00 00 00 00 05 00 13 ee 0b 03 00 db 0a 7e 06");
    static final byte[] ENCRYPTED =
            hex("aa 20 00 00 28 00 00 00 03 00 65 97 0b b8 38 bd 79 af 28 0b 05 4a 8c 57 1f fd" + " a3 52 da a1 70 d4");
    static final String KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private GoldenFrames() {}

    private static byte[] hex(String text) {
        return HexFormat.ofDelimiter(" ").parseHex(text);
    }
}
