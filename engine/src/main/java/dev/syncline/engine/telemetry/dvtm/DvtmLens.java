package dev.syncline.engine.telemetry.dvtm;

import com.google.protobuf.WireFormat;
import dev.syncline.engine.base.geometry.FisheyeCamera;
import dev.syncline.engine.base.geometry.LensProfile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The lens as the clip describes it: OpenCV's fisheye, its coefficients in field 3 of the clip, its focal length beside them (in
 * px of the picture whose size the stream has). From the comments of telemetry-parser's {@code dvtm_library.proto} alone.
 */
final class DvtmLens {
    private static final int COEFFICIENTS = 4;
    /** More would be no lens; real ones are far below. */
    private static final double LARGEST_COEFFICIENT = 10;

    private static final int SMALLEST_SIDE_PX = 16;
    private static final int LARGEST_SIDE_PX = 100_000;
    /** In widths of the picture. */
    private static final double SHORTEST = 0.05;

    private static final double LONGEST = 150;
    /** A lens sees at least so far off its axis, rad. */
    private static final double LEAST_SEEN = 0.3;

    private static final int VIDEO_STREAM = 3;
    private static final int STREAM_WIDTH = 1;
    private static final int STREAM_HEIGHT = 2;

    private final double[] k = new double[COEFFICIENTS]; // k1, k2, k3, k4
    private int coefficients;
    private long widthPx;
    private long heightPx;

    /** Takes the message of coefficients in which {@code in} stands. */
    void takeCoefficients(DvtmMessage in, int wireType) throws IOException {
        coefficients = 0;
        in.inside(wireType, (field, wire) -> {
            if (field != 1) {
                return;
            }
            if (wire == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                for (float each : in.reals(COEFFICIENTS + 1)) {
                    add(each);
                }
            } else if (wire == WireFormat.WIRETYPE_FIXED32) {
                add(in.real());
            }
        });
    }

    private void add(float coefficient) {
        if (coefficients < COEFFICIENTS) {
            k[coefficients] = coefficient;
        }
        coefficients = Math.min(coefficients + 1, COEFFICIENTS + 1);
    }

    /** Takes what is said of the streams, in which {@code in} stands. */
    void takeStreams(DvtmMessage in, int wireType) throws IOException {
        in.inside(wireType, (field, wire) -> {
            if (field == VIDEO_STREAM) {
                in.inside(wire, (part, kind) -> {
                    if (part == STREAM_WIDTH && kind == WireFormat.WIRETYPE_VARINT) {
                        widthPx = in.whole();
                    } else if (part == STREAM_HEIGHT && kind == WireFormat.WIRETYPE_VARINT) {
                        heightPx = in.whole();
                    }
                });
            }
        });
    }

    /**
     * The lens; its focal length is to be held loosely, for what the camera did to the picture is not told.
     *
     * @param focalPx NaN where it is not known
     * @return null where something of it is not there, or makes no lens that can be: zeros may stand for a picture that was
     *     straightened
     */
    @Nullable
    LensProfile lens(String name, double focalPx) {
        boolean sized = isSide(widthPx) && isSide(heightPx);
        if (!sized
                || coefficients != COEFFICIENTS
                || !(focalPx >= SHORTEST * widthPx && focalPx <= LONGEST * widthPx)) {
            return null;
        }
        double largest = 0;
        for (double each : k) {
            if (!Double.isFinite(each)) {
                return null;
            }
            largest = Math.max(largest, Math.abs(each));
        }
        if (largest == 0 || largest > LARGEST_COEFFICIENT) {
            return null;
        }
        FisheyeCamera camera =
                new FisheyeCamera((int) widthPx, (int) heightPx, focalPx, focalPx, widthPx / 2.0, heightPx / 2.0, k);
        boolean sees = camera.project(Math.sin(LEAST_SEEN), 0, Math.cos(LEAST_SEEN), new double[2], 0);
        return sees ? new LensProfile("as " + name + " describes it", camera, null, true) : null;
    }

    private static boolean isSide(long px) {
        return px >= SMALLEST_SIDE_PX && px <= LARGEST_SIDE_PX;
    }
}
