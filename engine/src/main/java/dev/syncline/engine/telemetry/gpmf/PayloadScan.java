package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes through payloads (DEVC, in it STRM, in it a GYRO item behind what describes it) and keeps the gyro of the device that
 * has one most often, of as many the first: a bluetooth sensor's or a drone's gyro may stand beside the camera's.
 */
final class PayloadScan {
    private static final int MOST_READOUTS = 1000;
    private static final int MOST_DEVICES = 64;

    private final String file;
    private final Map<Double, Device> devices = new LinkedHashMap<>();
    private final List<Double> readoutsMs = new ArrayList<>();

    /** A device with a gyro; a payload has at most one block of it. */
    private static final class Device {
        private final String name;
        private final List<GyroBlock> blocks = new ArrayList<>();
        private int lastPayload = -1;

        Device(String name) {
            this.name = name;
        }
    }

    PayloadScan(String file) {
        this.file = file;
    }

    private @Nullable Device best() {
        Device best = null;
        for (Device each : devices.values()) {
            best = best == null || each.blocks.size() > best.blocks.size() ? each : best;
        }
        return best;
    }

    /** The gyro blocks so far, in order. */
    List<GyroBlock> blocks() {
        Device best = best();
        return best == null ? List.of() : best.blocks;
    }

    /** What is left of the gyro because it says that it is of another device. */
    int blocksOfOthers() {
        return devices.values().stream().mapToInt(d -> d.blocks.size()).sum() - blocks().size();
    }

    /** Name of the device that the gyro belongs to; empty where it has none. */
    String deviceName() {
        Device best = best();
        return best == null ? "" : best.name;
    }

    /** The readout times so far, ms. */
    double[] readoutsMs() {
        return readoutsMs.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Takes one payload; {@code index} counts from 0. */
    void take(TimedPayload payload, int index) throws TelemetryFormatException {
        KlvCursor top = KlvCursor.of(payload.bytes(), file, "payload " + (index + 1));
        for (KlvItem item = top.next(); item != null; item = top.next()) {
            if (item.type() == 0 && item.key().equals("DEVC")) {
                device(top.into(item), payload, index);
            }
        }
    }

    private void device(KlvCursor items, TimedPayload payload, int index) throws TelemetryFormatException {
        double id = 0;
        String name = "";
        for (KlvItem item = items.next(); item != null; item = items.next()) {
            switch (item.key()) {
                case "DVID" -> id = item.numberCount() > 0 ? item.number(0) : 0;
                case "DVNM" -> name = item.text();
                case "STRM" -> {
                    GyroBlock block = item.type() == 0 ? stream(items.into(item), payload) : null;
                    if (block != null) {
                        keep(block, id, name, index);
                    }
                }
                default -> {}
            }
        }
    }

    private void keep(GyroBlock block, double id, String name, int index) throws TelemetryFormatException {
        Device device = devices.get(id);
        if (device == null) {
            if (devices.size() >= MOST_DEVICES) {
                throw new TelemetryFormatException(
                        file, "payload " + (index + 1), "more than " + MOST_DEVICES + " devices with a gyro: damaged");
            }
            device = new Device(name);
            devices.put(id, device);
        }
        if (device.lastPayload != index) {
            device.blocks.add(block);
            device.lastPayload = index;
        }
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
