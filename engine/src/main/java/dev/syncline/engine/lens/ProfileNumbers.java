package dev.syncline.engine.lens;

import dev.syncline.engine.file.JsonTree;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/** Numbers and words of a profile, with what is wrong with them. */
record ProfileNumbers(String file) {
    private static final int LARGEST_SIDE_PX = 100_000;
    private static final int MOST_COEFFICIENTS = 64;

    double number(JsonNode node, String where) throws TelemetryFormatException {
        double number = JsonTree.number(node);
        if (!Double.isFinite(number)) {
            throw wrong(where, "expected a number" + (node.isMissingNode() ? ", found nothing" : ""));
        }
        return number;
    }

    int side(JsonNode node, String where) throws TelemetryFormatException {
        double value = number(node, where);
        if (!(value >= 1 && value <= LARGEST_SIDE_PX)) {
            throw wrong(where, value + " px, expected 1 to " + LARGEST_SIDE_PX);
        }
        return (int) Math.round(value);
    }

    double focal(JsonNode node, String where) throws TelemetryFormatException {
        double focal = number(node, where);
        if (!(focal > 0 && focal <= 1e9)) {
            throw wrong(where, "focal length " + focal + " px, expected above 0");
        }
        return focal;
    }

    /** The share of a picture's width that is shown. */
    double crop(JsonNode node, String where) throws TelemetryFormatException {
        double crop = JsonTree.number(node);
        if (!(crop > 0.05 && crop <= 5)) {
            throw wrong(where, crop + ", expected 0.05 to 5");
        }
        return crop;
    }

    /** Some programs pad the list with zeros. */
    double[] coefficients(JsonNode list, int most, String model) throws TelemetryFormatException {
        if (list.size() > MOST_COEFFICIENTS) {
            throw wrong("distortion_coeffs", list.size() + " coefficients, expected at most " + most);
        }
        double[] k = new double[list.size()];
        for (int i = 0; i < k.length; i++) {
            k[i] = number(list.path(i), "distortion_coeffs[" + i + "]");
            if (i >= most && k[i] != 0) {
                throw wrong("distortion_coeffs", k.length + " coefficients, " + model + " has at most " + most);
            }
        }
        return Arrays.copyOf(k, most);
    }

    /** As above, where the model needs some of them. */
    double[] coefficients(JsonNode list, int least, int most, String model) throws TelemetryFormatException {
        if (list.size() < least) {
            throw wrong(
                    "distortion_coeffs",
                    list.size() + " coefficients, " + model + " needs at least " + least
                            + (list.isEmpty() ? " (Gyroflow takes them from the video then)" : "")
                            + "; leave the profile out to have a field of view assumed");
        }
        return coefficients(list, most, model);
    }

    static String text(JsonNode node) {
        return node.isString() ? node.asString().strip() : "";
    }

    /** A name that says which lens it is: one of another kind must not be passed over. Empty where there is none. */
    String word(JsonNode node, String where) throws TelemetryFormatException {
        if (!node.isString() && !node.isMissingNode() && !node.isNull()) {
            throw wrong(where, "expected a name");
        }
        return text(node);
    }

    TelemetryFormatException wrong(String where, String problem) {
        return new TelemetryFormatException(file, where, problem);
    }
}
