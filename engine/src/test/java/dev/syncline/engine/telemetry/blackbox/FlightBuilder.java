package dev.syncline.engine.telemetry.blackbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a Blackbox log whose gyro is coded one way or another, as a firmware would. */
public final class FlightBuilder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int encoding;
    private final int predictor;
    private final int[] previous = new int[5];
    private final int[] before = new int[5];

    /**
     * @param encoding of the gyro in frames that build on others
     * @param predictor of the same: 0 nothing, 1 previous, 2 straight line, 3 average
     * @param more header lines
     */
    public FlightBuilder(int encoding, int predictor, String... more) {
        this.encoding = encoding;
        this.predictor = predictor;
        int tail = encoding == FieldCursor.TAG8_4S16 ? 1 : 0;
        line("Product:Blackbox flight data recorder by Nicholas Sherlock");
        line("Data version:2");
        line("Field I name:loopIteration,time,gyroADC[0],gyroADC[1],gyroADC[2]" + (tail > 0 ? ",motor[0]" : ""));
        line("Field I predictor:0,0,0,0,0" + (tail > 0 ? ",0" : ""));
        line("Field I encoding:1,1,0,0,0" + (tail > 0 ? ",1" : ""));
        String p = "," + predictor;
        line("Field P predictor:6,2" + p + p + p + (tail > 0 ? p : ""));
        String e = "," + encoding;
        line("Field P encoding:9,0" + e + e + e + (tail > 0 ? e : ""));
        line("Field S name:flightModeFlags");
        line("Field S predictor:0");
        line("Field S encoding:1");
        line("I interval:32");
        line("P interval:1/2");
        for (String each : more) {
            line(each);
        }
    }

    private void line(String text) {
        out.writeBytes(("H " + text + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A frame that builds on no other. */
    public FlightBuilder alone(int iteration, int timeUs, int x, int y, int z) {
        out.write('I');
        unsigned(iteration);
        unsigned(timeUs);
        signed(x);
        signed(y);
        signed(z);
        if (encoding == FieldCursor.TAG8_4S16) {
            unsigned(0);
        }
        keep(iteration, timeUs, x, y, z);
        System.arraycopy(previous, 0, before, 0, 5);
        return this;
    }

    FlightBuilder building(int iteration, int timeUs, int x, int y, int z) {
        out.write('P');
        signed(timeUs - (2 * previous[1] - before[1]));
        int[] residual = {x - predicted(2), y - predicted(3), z - predicted(4)};
        switch (encoding) {
            case FieldCursor.SIGNED_VB -> {
                for (int r : residual) {
                    signed(r);
                }
            }
            case FieldCursor.TAG8_8SVB -> {
                int tag = 0;
                for (int i = 0; i < 3; i++) {
                    tag |= residual[i] == 0 ? 0 : 1 << i;
                }
                out.write(tag);
                for (int r : residual) {
                    if (r != 0) {
                        signed(r);
                    }
                }
            }
            case FieldCursor.TAG2_3S32 -> tag2(residual);
            case FieldCursor.TAG8_4S16 -> tag8(residual);
            default -> throw new IllegalArgumentException("encoding " + encoding);
        }
        int[] last = previous.clone();
        keep(iteration, timeUs, x, y, z);
        System.arraycopy(last, 0, before, 0, 5);
        return this;
    }

    private int predicted(int field) {
        return switch (predictor) {
            case 1 -> previous[field];
            case 2 -> 2 * previous[field] - before[field];
            case 3 -> (previous[field] + before[field]) / 2;
            default -> 0;
        };
    }

    private void keep(int... values) {
        System.arraycopy(values, 0, previous, 0, 5);
    }

    private static boolean fits(int[] values, int bits) {
        for (int v : values) {
            if (v < -(1 << (bits - 1)) || v >= 1 << (bits - 1)) {
                return false;
            }
        }
        return true;
    }

    private void tag2(int[] r) {
        if (fits(r, 2)) {
            out.write(((r[0] & 3) << 4) | ((r[1] & 3) << 2) | (r[2] & 3));
        } else if (fits(r, 4)) {
            out.write(0x40 | (r[0] & 15));
            out.write(((r[1] & 15) << 4) | (r[2] & 15));
        } else if (fits(r, 6)) {
            out.write(0x80 | (r[0] & 63));
            out.write(r[1] & 63);
            out.write(r[2] & 63);
        } else {
            int tags = 0xc0;
            for (int i = 0; i < 3; i++) {
                tags |= (bytes(r[i]) - 1) << (2 * i);
            }
            out.write(tags);
            for (int v : r) {
                for (int i = 0; i < bytes(v); i++) {
                    out.write(v >> (8 * i));
                }
            }
        }
    }

    private static int bytes(int v) {
        int[] one = {v};
        return fits(one, 8) ? 1 : fits(one, 16) ? 2 : fits(one, 24) ? 3 : 4;
    }

    /** Three values and a zero for the motor; nibbles packed end to end. */
    private void tag8(int[] r) {
        StringBuilder nibbles = new StringBuilder();
        int tags = 0;
        for (int i = 0; i < 3; i++) {
            int[] one = {r[i]};
            int tag = r[i] == 0 ? 0 : fits(one, 4) ? 1 : fits(one, 8) ? 2 : 3;
            tags |= tag << (2 * i);
            for (int n = ((1 << tag) >> 1) - 1; n >= 0; n--) {
                nibbles.append(Character.forDigit((r[i] >> (4 * n)) & 15, 16));
            }
        }
        out.write(tags);
        String padded = nibbles.length() % 2 == 0 ? nibbles.toString() : nibbles + "0";
        for (int i = 0; i < padded.length(); i += 2) {
            out.write(Integer.parseInt(padded.substring(i, i + 2), 16));
        }
    }

    FlightBuilder slow(int flags) {
        out.write('S');
        unsigned(flags);
        return this;
    }

    FlightBuilder resume(int iteration, int timeUs) {
        out.write('E');
        out.write(14);
        unsigned(iteration);
        unsigned(timeUs);
        return this;
    }

    /** The end of the flight. */
    public FlightBuilder end() {
        out.write('E');
        out.write(255);
        return raw("End of log\0".getBytes(StandardCharsets.US_ASCII));
    }

    FlightBuilder raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** All of it. */
    public byte[] bytes() {
        return out.toByteArray();
    }

    private void unsigned(int value) {
        unsigned(out, value);
    }

    private void signed(int value) {
        signed(out, value);
    }

    /** A number as Blackbox's variable bytes. */
    static void unsigned(ByteArrayOutputStream out, int value) {
        int left = value;
        while (left >>> 7 != 0) {
            out.write((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }

    /** The same of a number with a sign. */
    static void signed(ByteArrayOutputStream out, int value) {
        unsigned(out, (value << 1) ^ (value >> 31));
    }
}
