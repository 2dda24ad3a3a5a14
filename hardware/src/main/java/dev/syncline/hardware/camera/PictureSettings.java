package dev.syncline.hardware.camera;

/**
 * How a camera's picture is to be, where it can be told; only libcamera's cameras can.
 *
 * @param flipsHorizontally left and right change places
 * @param flipsVertically top and bottom change places
 * @param whiteBalance which light
 * @param redGain,blueGain colour gains in place of a white balance, both above 0; 0 for none
 * @param focus who focuses
 * @param focusRange where it looks for the focus
 * @param focusSpeed how quickly
 * @param lensDioptres where the lens stands, 0 is far away; less than 0 leaves it
 */
public record PictureSettings(
        boolean flipsHorizontally,
        boolean flipsVertically,
        WhiteBalance whiteBalance,
        double redGain,
        double blueGain,
        Focus focus,
        FocusRange focusRange,
        FocusSpeed focusSpeed,
        double lensDioptres) {
    /** All as the camera likes. */
    public static final PictureSettings DEFAULT = new PictureSettings(
            false, false, WhiteBalance.DEFAULT, 0, 0, Focus.DEFAULT, FocusRange.DEFAULT, FocusSpeed.DEFAULT, -1);

    /** Lights that libcamera knows, under rpicam's names. */
    public enum WhiteBalance {
        DEFAULT(-1),
        AUTO(0),
        INCANDESCENT(1),
        TUNGSTEN(2),
        FLUORESCENT(3),
        INDOOR(4),
        DAYLIGHT(5),
        CLOUDY(6),
        CUSTOM(7);

        private final int libcamera;

        WhiteBalance(int libcamera) {
            this.libcamera = libcamera;
        }

        /** libcamera's number, -1 for none. */
        public int libcamera() {
            return libcamera;
        }
    }

    /** Who focuses. */
    public enum Focus {
        DEFAULT(-1),
        MANUAL(0),
        AUTO(1),
        CONTINUOUS(2);

        private final int libcamera;

        Focus(int libcamera) {
            this.libcamera = libcamera;
        }

        /** libcamera's number, -1 for none. */
        public int libcamera() {
            return libcamera;
        }
    }

    /** Where the focus is looked for. */
    public enum FocusRange {
        DEFAULT(-1),
        NORMAL(0),
        MACRO(1),
        FULL(2);

        private final int libcamera;

        FocusRange(int libcamera) {
            this.libcamera = libcamera;
        }

        /** libcamera's number, -1 for none. */
        public int libcamera() {
            return libcamera;
        }
    }

    /** How quickly the lens moves. */
    public enum FocusSpeed {
        DEFAULT(-1),
        NORMAL(0),
        FAST(1);

        private final int libcamera;

        FocusSpeed(int libcamera) {
            this.libcamera = libcamera;
        }

        /** libcamera's number, -1 for none. */
        public int libcamera() {
            return libcamera;
        }
    }

    public PictureSettings {
        if ((redGain > 0) != (blueGain > 0) || !(redGain >= 0 && redGain <= 32 && blueGain >= 0 && blueGain <= 32)) {
            throw new IllegalArgumentException(
                    "colour gains " + redGain + " and " + blueGain + ", expected two of more than 0, at most 32");
        }
        if (redGain > 0 && whiteBalance != WhiteBalance.DEFAULT) {
            throw new IllegalArgumentException("colour gains and a white balance, expected one of them");
        }
        if (!(lensDioptres <= 100)) {
            throw new IllegalArgumentException("lens position " + lensDioptres + ", expected dioptres, at most 100");
        }
        if (lensDioptres >= 0 && focus != Focus.DEFAULT && focus != Focus.MANUAL) {
            throw new IllegalArgumentException("a lens position and a focus that moves it, expected one of them");
        }
    }

    /** Whether all is left to the camera. */
    public boolean isDefault() {
        return equals(DEFAULT);
    }
}
