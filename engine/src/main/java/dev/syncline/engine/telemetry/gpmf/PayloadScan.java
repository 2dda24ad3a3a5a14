package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through payloads (DEVC, in it STRM, in it a GYRO item behind what describes it) and keeps the gyro of the first
 * device that has one: a bluetooth sensor's or a drone's gyro may stand beside the camera's.
 */
final class PayloadScan {
    private static final int MOST_READOUTS = 1000;

    private final String file;
    private final List<GyroBlock> blocks = new ArrayList<>();
    private final List<Double> readoutsMs = new ArrayList<>();
    private double gyroDevice = Double.NaN;
    private String deviceName = "";

    PayloadScan(String file) {
        this.file = file;
    }

    /** The gyro blocks so far, in order. */
    List<GyroBlock> blocks() {
        return blocks;
    }

    /** Name of the device that the gyro belongs to; empty where it has none. */
    String deviceName() {
        return deviceName;
    }

    /** The readout times so far, ms. */
    double[] readoutsMs() {
        return readoutsMs.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Takes one payload; {@code index} counts from 0. */
    void take(TimedPayload payload, int index) throws TelemetryFormatException {
        KlvCursor top = KlvCursor.of(payload.bytes(), file, "payload " + (index + 1));
        boolean found = false;
        for (KlvItem item = top.next(); item != null; item = top.next()) {
            if (item.type() == 0 && item.key().equals("DEVC")) {
                found = device(top.into(item), payload, found);
            }
        }
    }

    private boolean device(KlvCursor items, TimedPayload payload, boolean found) throws TelemetryFormatException {
        double id = 0;
        String name = "";
        boolean has = found;
        for (KlvItem item = items.next(); item != null; item = items.next()) {
            switch (item.key()) {
                case "DVID" -> id = item.numberCount() > 0 ? item.number(0) : 0;
                case "DVNM" -> name = item.text();
                case "STRM" -> {
                    if (item.type() == 0) {
                        GyroBlock block = stream(items.into(item), payload);
                        boolean ours = Double.isNaN(gyroDevice) || id == gyroDevice;
                        if (block != null && ours && !has) {
                            gyroDevice = id;
                            deviceName = name;
                            blocks.add(block);
                            has = true;
                        }
                    }
                }
                default -> {}
            }
        }
        return has;
    }

    private @Nullable GyroBlock stream(KlvCursor items, TimedPayload payload) throws TelemetryFormatException {
        Description about = new Description();
        for (KlvItem item = items.next(); item != null; item = items.next()) {
            if (item.key().equals("GYRO")) {
                return item.count() == 0 ? null : about.block(items, item, payload);
            }
            if (item.key().equals("SROT") && item.numberCount() > 0 && readoutsMs.size() < MOST_READOUTS) {
                readoutsMs.add(item.number(0));
            }
            about.take(item);
        }
        return null;
    }

    /** What stands before the samples in their stream. */
    private static final class Description {
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

        GyroBlock block(KlvCursor items, KlvItem samples, TimedPayload payload) throws TelemetryFormatException {
            if (samples.numberBytes() == 0 || samples.structBytes() != 3 * samples.numberBytes()) {
                throw items.wrong(
                        samples.at(),
                        "GYRO samples of " + samples.structBytes() + " bytes and type " + (int) samples.type()
                                + ", expected three numbers each");
            }
            String letters = matrix == null ? null : GpmfOrientation.fromMatrix(matrix);
            return new GyroBlock(
                    payload.timeNs(),
                    payload.durationNs(),
                    samples,
                    radPerCount(items, samples),
                    total,
                    stampUs,
                    tickMs,
                    letters == null ? GpmfOrientation.fromNames(stored, wanted) : letters,
                    delayS);
        }

        private double[] radPerCount(KlvCursor items, KlvItem samples) throws TelemetryFormatException {
            double rad = unit.startsWith("deg") ? Math.PI / 180 : 1;
            double[] result = {rad, rad, rad};
            if (scale == null) {
                return result;
            }
            int given = scale.numberCount();
            if (given != 1 && given != 3) {
                throw items.wrong(samples.at(), "SCAL before GYRO has " + given + " numbers, expected 1 or 3");
            }
            for (int i = 0; i < 3; i++) {
                double divisor = scale.number(given == 1 ? 0 : i);
                if (divisor == 0 || !Double.isFinite(divisor)) {
                    throw items.wrong(
                            samples.at(), "SCAL before GYRO is " + divisor + ", expected a divisor other than 0");
                }
                result[i] = rad / divisor;
            }
            return result;
        }
    }
}
