package dev.syncline.engine.telemetry.gpmf;

import java.util.Arrays;

/** Names of items: four letters, as a big-endian number in the data. A payload has hundreds, so the usual ones are made once. */
final class KlvKeys {
    private static final String[] USUAL = {
        "ACCL", "CORI", "DEVC", "DVID", "DVNM", "EMPT", "GPS5", "GPS9", "GPSA", "GPSF", "GPSP", "GPSU", "GRAV", "GYRO",
        "IORI", "ISOE", "ISOG", "MAGN", "MTRX", "ORIN", "ORIO", "SCAL", "SHUT", "SIUN", "SROT", "STMP", "STNM", "STRM",
        "TICK", "TIMO", "TMPC", "TOCK", "TSMP", "TYPE", "UNIF", "UNIT", "WBAL", "WRGB"
    };
    private static final int[] CODES =
            Arrays.stream(USUAL).mapToInt(KlvKeys::code).toArray();

    private KlvKeys() {}

    private static int code(String name) {
        return (name.charAt(0) << 24) | (name.charAt(1) << 16) | (name.charAt(2) << 8) | name.charAt(3);
    }

    /** Four characters, each of one byte. */
    static String name(int code) {
        int at = Arrays.binarySearch(CODES, code);
        if (at >= 0) {
            return USUAL[at];
        }
        char[] letters = {
            (char) (code >>> 24), (char) ((code >>> 16) & 0xff), (char) ((code >>> 8) & 0xff), (char) (code & 0xff)
        };
        return new String(letters);
    }

    /** Whether all four are characters that are printed, as in all names that there are. */
    static boolean isName(int code) {
        for (int shift = 0; shift < 32; shift += 8) {
            int letter = (code >>> shift) & 0xff;
            if (letter < ' ' || letter > '~') {
                return false;
            }
        }
        return true;
    }
}
