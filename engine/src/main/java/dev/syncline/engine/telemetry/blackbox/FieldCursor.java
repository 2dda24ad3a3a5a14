package dev.syncline.engine.telemetry.blackbox;

/**
 * Values as Blackbox codes them. A read past the end gives 0 and is remembered. Codes and predictors are those of the
 * logging firmwares' own description of their format (data version 2; version 1 differs in one code).
 */
final class FieldCursor {
    static final int SIGNED_VB = 0;
    static final int UNSIGNED_VB = 1;
    static final int NEG_14BIT = 3;
    static final int TAG8_8SVB = 6;
    static final int TAG2_3S32 = 7;
    static final int TAG8_4S16 = 8;
    static final int NOTHING = 9;
    static final int TAG2_3SVARIABLE = 10;

    private final byte[] b;
    private final int end;
    private final int version;
    private int at;
    private boolean broken;

    FieldCursor(byte[] b, int at, int end, int version) {
        this.b = b;
        this.at = at;
        this.end = end;
        this.version = version;
    }

    int at() {
        return at;
    }

    void moveTo(int place) {
        at = place;
        broken = false;
    }

    boolean atEnd() {
        return at >= end;
    }

    /** True where a value since the last {@link #moveTo} went past the end or was no number. */
    boolean broken() {
        return broken;
    }

    /** The byte that follows, without taking it; −1 at the end. */
    int peek() {
        return at < end ? b[at] & 0xff : -1;
    }

    int unsignedByte() {
        if (at >= end) {
            broken = true;
            return 0;
        }
        return b[at++] & 0xff;
    }

    int unsignedVb() {
        int result = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int c = unsignedByte();
            result |= (c & 0x7f) << shift;
            if (c < 0x80) {
                return result;
            }
        }
        broken = true;
        return 0;
    }

    int signedVb() {
        int zigzag = unsignedVb();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** True where a code is one of those here. */
    static boolean isKnown(int encoding) {
        return encoding >= 0 && encoding <= TAG2_3SVARIABLE && encoding != 2 && encoding != 4 && encoding != 5;
    }

    /** How many fields a value of this code fills at {@code field}. */
    static int fields(int[] encoding, int field) {
        return switch (encoding[field]) {
            case TAG2_3S32, TAG2_3SVARIABLE -> 3;
            case TAG8_4S16 -> 4;
            case TAG8_8SVB -> {
                int count = 1;
                while (count < 8 && field + count < encoding.length && encoding[field + count] == TAG8_8SVB) {
                    count++;
                }
                yield count;
            }
            default -> 1;
        };
    }

    /** Reads a frame's fields into {@code values}, which has room for three more than there are fields. */
    void frame(int[] encoding, int[] values) {
        int field = 0;
        while (field < encoding.length) {
            switch (encoding[field]) {
                case SIGNED_VB -> values[field++] = signedVb();
                case UNSIGNED_VB -> values[field++] = unsignedVb();
                case NEG_14BIT -> values[field++] = -(unsignedVb() << 18 >> 18);
                case NOTHING -> values[field++] = 0;
                case TAG2_3S32 -> {
                    tag2(values, field, false);
                    field += 3;
                }
                case TAG2_3SVARIABLE -> {
                    tag2(values, field, true);
                    field += 3;
                }
                case TAG8_4S16 -> {
                    tag8x4(values, field);
                    field += 4;
                }
                case TAG8_8SVB -> {
                    int count = fields(encoding, field);
                    tag8x8(values, field, count);
                    field += count;
                }
                default -> {
                    broken = true;
                    return;
                }
            }
        }
    }

    private void tag8x8(int[] values, int field, int count) {
        if (count == 1) {
            values[field] = signedVb();
            return;
        }
        int present = unsignedByte();
        for (int i = 0; i < count; i++) {
            values[field + i] = ((present >> i) & 1) == 0 ? 0 : signedVb();
        }
    }

    private void tag2(int[] values, int field, boolean variable) {
        int lead = unsignedByte();
        switch (lead >> 6) {
            case 0 -> {
                values[field] = lead << 26 >> 30;
                values[field + 1] = lead << 28 >> 30;
                values[field + 2] = lead << 30 >> 30;
            }
            case 1 -> {
                int second = unsignedByte();
                if (variable) {
                    int bits = (lead << 8) | second;
                    values[field] = bits << 18 >> 27;
                    values[field + 1] = bits << 23 >> 27;
                } else {
                    values[field] = lead << 28 >> 28;
                    values[field + 1] = second << 24 >> 28;
                }
                values[field + 2] = second << 28 >> 28;
            }
            case 2 -> {
                int second = unsignedByte();
                int third = unsignedByte();
                if (variable) {
                    int bits = (lead << 16) | (second << 8) | third;
                    values[field] = bits << 10 >> 24;
                    values[field + 1] = bits << 18 >> 25;
                    values[field + 2] = bits << 25 >> 25;
                } else {
                    values[field] = lead << 26 >> 26;
                    values[field + 1] = second << 26 >> 26;
                    values[field + 2] = third << 26 >> 26;
                }
            }
            default -> {
                for (int i = 0; i < 3; i++) {
                    values[field + i] = littleEndian(((lead >> (2 * i)) & 3) + 1);
                }
            }
        }
    }

    private int littleEndian(int bytes) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= unsignedByte() << (8 * i);
        }
        int unused = 32 - 8 * bytes;
        return value << unused >> unused;
    }

    /** Four values of 0, 4, 8 or 16 bits. In version 2 nibbles are packed without regard to bytes. */
    private void tag8x4(int[] values, int field) {
        int tags = unsignedByte();
        if (version < 2) {
            tag8x4Old(values, field, tags);
            return;
        }
        boolean half = false;
        int kept = 0;
        for (int i = 0; i < 4; i++) {
            int nibbles = (1 << ((tags >> (2 * i)) & 3)) >> 1;
            int value = 0;
            for (int n = 0; n < nibbles; n++) {
                if (!half) {
                    kept = unsignedByte();
                }
                value = (value << 4) | (half ? kept & 15 : kept >> 4);
                half = !half;
            }
            int unused = 32 - 4 * nibbles;
            values[field + i] = nibbles == 0 ? 0 : value << unused >> unused;
        }
    }

    private void tag8x4Old(int[] values, int field, int tags) {
        for (int i = 0; i < 4; i++) {
            switch ((tags >> (2 * i)) & 3) {
                case 0 -> values[field + i] = 0;
                case 1 -> {
                    int two = unsignedByte();
                    values[field + i] = two << 28 >> 28;
                    if (++i < 4) {
                        values[field + i] = two << 24 >> 28;
                    }
                }
                case 2 -> values[field + i] = (byte) unsignedByte();
                default -> values[field + i] = littleEndian(2);
            }
        }
    }
}
