package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.motion.SensorQuantity;
import org.jspecify.annotations.Nullable;

/** The streams beside the gyro's that are read where they are asked for. */
enum OtherStream {
    ACCL(SensorQuantity.ACCELERATION, ""),
    /** The axes of the magnetometer stand nowhere: GoPro's issue 174 asks for them. */
    MAGN(
            SensorQuantity.MAGNETIC_FIELD,
            "GoPro's MAGN, axes as the camera stores them: nothing says that they are the gyro's"),
    /**
     * Turns of the camera since recording began: w, x, z, y about GoPro's axes, as users of MAX cameras found (gpmf-parser,
     * issues 100 and 180). So put into the gyro's axes, they turn as the gyro of a HERO11 says.
     */
    CORI(
            SensorQuantity.ORIENTATION,
            "GoPro's CORI, in the gyro's axes: from the camera to where it stood when recording began"),
    /** Stored in the order of CORI by the same sources; whether it turns one way or the other was not checked. */
    IORI(
            SensorQuantity.PICTURE_ORIENTATION,
            "GoPro's IORI, in the gyro's axes: the picture against the camera, which of the two ways is not checked"),
    /** No description tells its axes or its sign. Stored as left, up, back it points as a HERO11's and a MAX's accelerations. */
    GRAV(SensorQuantity.GRAVITY, "GoPro's GRAV, in the gyro's axes: away from the ground"),
    SHUT(SensorQuantity.EXPOSURE, "");

    private final SensorQuantity quantity;
    private final String note;

    OtherStream(SensorQuantity quantity, String note) {
        this.quantity = quantity;
        this.note = note;
    }

    /** What it measures. */
    SensorQuantity quantity() {
        return quantity;
    }

    /** What is to be known of its axes. */
    String note() {
        return note;
    }

    /** Whether it has a sample a frame. */
    boolean isPerFrame() {
        return this == CORI || this == IORI || this == GRAV || this == SHUT;
    }

    /** The stream whose samples are called so; null for others. */
    static @Nullable OtherStream of(String key) {
        return switch (key) {
            case "ACCL" -> ACCL;
            case "MAGN" -> MAGN;
            case "CORI" -> CORI;
            case "IORI" -> IORI;
            case "GRAV" -> GRAV;
            case "SHUT" -> SHUT;
            default -> null;
        };
    }

    /** Its quantity's unit in one of a unit that a camera names; NaN for one that is not known. */
    double perUnit(String unit) {
        if (unit.isEmpty()) {
            return 1;
        }
        return switch (this) {
            case ACCL -> unit.startsWith("m/s") ? 1 : unit.equals("g") ? 9.80665 : Double.NaN;
            case MAGN -> unit.equals("\u00b5T") || unit.equals("uT") ? 1 : Double.NaN;
            case SHUT -> unit.equals("s") ? 1 : Double.NaN;
            case CORI, IORI, GRAV -> 1;
        };
    }
}
