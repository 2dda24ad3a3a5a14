package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What stands before the samples in their stream. */
final class StreamDescription {
    private static final String[] NUMBERS = {"", "one number", "", "three numbers", "four numbers"};

    private @Nullable KlvItem scale;
    private @Nullable KlvItem matrix;
    private String stored = "";
    private String wanted = "";
    private String unit = "";
    private long total = -1;
    private long stampUs = -1;
    private long tickMs = -1;
    private double delayS;

    void take(KlvItem item) {
        switch (item.key()) {
            case "SCAL" -> scale = item;
            case "MTRX" -> matrix = item;
            case "ORIN" -> stored = item.text();
            case "ORIO" -> wanted = item.text();
            case "SIUN", "UNIT" -> unit = item.text();
            case "TSMP" -> total = whole(item);
            case "STMP" -> stampUs = whole(item);
            case "TICK" -> tickMs = whole(item);
            case "TIMO" -> delayS = delay(item);
            default -> {}
        }
    }

    private static long whole(KlvItem item) {
        double value = item.numberCount() > 0 ? item.number(0) : -1;
        return value >= 0 && value < 1e15 ? (long) value : -1;
    }

    private static double delay(KlvItem item) {
        double value = item.numberCount() > 0 ? item.number(0) : 0;
        return Math.abs(value) < 10 ? value : 0;
    }

    /** The block of a gyro. */
    SampleBlock gyro(KlvCursor items, KlvItem samples, TimedPayload payload) throws TelemetryFormatException {
        return block(items, samples, payload, 3, unit.startsWith("deg") ? Math.PI / 180 : 1);
    }

    /** The block of another stream. */
    SampleBlock other(OtherStream stream, KlvCursor items, KlvItem samples, TimedPayload payload)
            throws TelemetryFormatException {
        double perUnit = stream.perUnit(unit);
        if (Double.isNaN(perUnit)) {
            throw items.wrong(
                    samples.at(),
                    samples.key() + " is in '" + unit.replaceAll("\\p{C}", "?") + "', a unit that is not known");
        }
        return block(items, samples, payload, stream.quantity().width(), perUnit);
    }

    /** @param width numbers a sample */
    private SampleBlock block(KlvCursor items, KlvItem samples, TimedPayload payload, int width, double perUnit)
            throws TelemetryFormatException {
        int numberBytes = samples.numberBytes();
        // A MAX writes a fourth number behind its magnetometer's three.
        boolean more = samples.key().equals("MAGN")
                && numberBytes > 0
                && samples.structBytes() > width * numberBytes
                && samples.structBytes() % numberBytes == 0;
        if (numberBytes == 0 || (samples.structBytes() != width * numberBytes && !more)) {
            throw items.wrong(
                    samples.at(),
                    samples.key() + " samples of " + samples.structBytes() + " bytes and type " + (int) samples.type()
                            + ", expected " + NUMBERS[width] + " each");
        }
        String letters = matrix == null ? null : GpmfOrientation.fromMatrix(matrix);
        return new SampleBlock(
                payload.timeNs(),
                payload.durationNs(),
                samples.alone(),
                perCount(items, samples, width, perUnit),
                total,
                stampUs,
                tickMs,
                letters == null ? GpmfOrientation.fromNames(stored, wanted) : letters,
                delayS);
    }

    private double[] perCount(KlvCursor items, KlvItem samples, int width, double perUnit)
            throws TelemetryFormatException {
        double[] result = new double[width];
        Arrays.fill(result, perUnit);
        if (scale == null) {
            return result;
        }
        int given = scale.numberCount();
        if (given != 1 && given != width) {
            throw items.wrong(
                    samples.at(),
                    "SCAL before " + samples.key() + " has " + given + " numbers, expected 1"
                            + (width > 1 ? " or " + width : ""));
        }
        for (int i = 0; i < width; i++) {
            double divisor = scale.number(given == 1 ? 0 : i);
            if (divisor == 0 || !Double.isFinite(divisor)) {
                throw items.wrong(
                        samples.at(),
                        "SCAL before " + samples.key() + " is " + divisor + ", expected a divisor other than 0");
            }
            result[i] = perUnit / divisor;
        }
        return result;
    }
}
