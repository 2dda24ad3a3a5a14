package dev.syncline.engine.telemetry.dvtm;

import com.google.protobuf.WireFormat;
import dev.syncline.engine.base.geometry.LensProfile;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a packet says of the clip. Behind the head, the readout and its direction, products go two ways: focal length,
 * stabilisation, rates either in the fields 8 to 11 or in 6 to 9. Which one it is, the wire types tell.
 */
final class DvtmClip {
    private static final int HEAD = 1;
    private static final int FIRMWARE = 6;
    private static final int PRODUCT = 10;
    private static final int COEFFICIENTS = 3;
    private static final int READOUT = 4;
    private static final int DIRECTION = 5;
    private static final int LAST = 11;
    /** By DJI's numbers. */
    private static final List<String> STABILISATIONS = List.of(
            "off",
            "RockSteady",
            "HorizonSteady",
            "EIS, hyper",
            "EIS, trade-off",
            "HorizonBalancing",
            "EIS, deep space",
            "off",
            "horizon correction",
            "RockSteady, automatic");

    private final DvtmLens lens = new DvtmLens();
    private @Nullable String camera;
    private @Nullable String firmware;
    /** By field: whether it is there, whether its number is a real one, and that number. */
    private final boolean[] there = new boolean[LAST + 1];

    private final boolean[] real = new boolean[LAST + 1];
    private final double[] number = new double[LAST + 1];

    /** Takes the message in which {@code in} stands. */
    void take(DvtmMessage in, int wireType) throws IOException {
        in.inside(wireType, (field, wire) -> {
            if (field == HEAD) {
                head(in, wire);
            } else if (field == COEFFICIENTS) {
                lens.takeCoefficients(in, wire);
            } else if (field >= READOUT && field <= LAST && wire == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                there[field] = true;
                in.inside(wire, (part, kind) -> number(in, field, part, kind));
            }
        });
    }

    /** Takes what is said of the streams, in which {@code in} stands. */
    void takeStreams(DvtmMessage in, int wireType) throws IOException {
        lens.takeStreams(in, wireType);
    }

    private void head(DvtmMessage in, int wireType) throws IOException {
        in.inside(wireType, (field, wire) -> {
            if (wire != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                return;
            }
            if (field == PRODUCT) {
                camera = in.text();
            } else if (field == FIRMWARE) {
                firmware = in.text();
            }
        });
    }

    private void number(DvtmMessage in, int field, int part, int wireType) throws IOException {
        if (part == 1 && wireType == WireFormat.WIRETYPE_VARINT) {
            number[field] = in.whole();
        } else if (part == 1 && wireType == WireFormat.WIRETYPE_FIXED32) {
            number[field] = in.real();
            real[field] = true;
        }
    }

    @Nullable
    String camera() {
        return camera == null || camera.isEmpty() ? null : camera;
    }

    @Nullable
    String firmware() {
        return firmware == null || firmware.isEmpty() ? null : firmware;
    }

    /** The lens, to be held loosely; null where the clip does not describe one. */
    @Nullable
    LensProfile lens(String name) {
        return lens.lens(name, real[8] ? number[8] : real[6] ? number[6] : Double.NaN);
    }

    /** The readout as filmed, s; NaN where it is not known. */
    double readoutS() {
        return there[READOUT] && !real[READOUT] && number[READOUT] > 0 && number[READOUT] < 1e9
                ? number[READOUT] * 1e-9
                : Double.NaN;
    }

    /** Whether the picture is read from top to bottom; else its direction is not one that all read alike. */
    boolean isReadDownwards() {
        return number[DIRECTION] == 0 || number[DIRECTION] == 1;
    }

    /** How the picture was stabilised, for people; null where it was not, or nothing says so. */
    @Nullable
    String stabilisation() {
        int field = real[8] || real[11] ? 9 : real[6] || real[9] ? 7 : -1;
        if (field < 0 || !there[field] || real[field]) {
            return null;
        }
        long kind = (long) number[field];
        String word = kind >= 0 && kind < STABILISATIONS.size() ? STABILISATIONS.get((int) kind) : "EIS, kind " + kind;
        return word.equals("off") ? null : "in the camera (" + word + ")";
    }
}
