package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes through payloads (DEVC, in it STRM, in it a GYRO item behind what describes it) and keeps the gyro of the device that
 * has one most often, of as many the first: a bluetooth sensor's or a drone's gyro may stand beside the camera's. Where they
 * are asked for, the device's {@link OtherStream other streams} are kept too, and its turns from frame to frame always; what is
 * wrong with them costs them alone.
 */
final class PayloadScan {
    private static final int MOST_READOUTS = 1000;
    private static final int MOST_DEVICES = 64;

    private final String file;
    private final boolean allStreams;
    private final Map<Double, Device> devices = new LinkedHashMap<>();
    private final Map<Double, Others> othersByDevice = new HashMap<>();
    private final List<Double> readoutsMs = new ArrayList<>();

    /** A device with a gyro; a payload has at most one block of each of its streams. */
    private static final class Device {
        private final double id;
        private final String name;
        private final List<SampleBlock> blocks = new ArrayList<>();
        private int lastPayload = -1;

        Device(double id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    /** What a device's other streams have. */
    private static final class Others {
        private final Map<OtherStream, List<SampleBlock>> blocks = new EnumMap<>(OtherStream.class);
        private @Nullable TelemetryFormatException damage;

        void addAll(Others more) {
            more.blocks.forEach((stream, found) ->
                    blocks.computeIfAbsent(stream, s -> new ArrayList<>()).addAll(found));
            damage = damage == null ? more.damage : damage;
        }
    }

    /** @param allStreams whether the others than the gyro are kept as well */
    PayloadScan(String file, boolean allStreams) {
        this.file = file;
        this.allStreams = allStreams;
    }

    private @Nullable Device best() {
        Device best = null;
        for (Device each : devices.values()) {
            best = best == null || each.blocks.size() > best.blocks.size() ? each : best;
        }
        return best;
    }

    /** The gyro blocks so far, in order. */
    List<SampleBlock> blocks() {
        Device best = best();
        return best == null ? List.of() : best.blocks;
    }

    /** The blocks of the same device's other streams, in order. */
    Map<OtherStream, List<SampleBlock>> otherBlocks() {
        Device best = best();
        Others others = best == null ? null : othersByDevice.get(best.id);
        return others == null ? Map.of() : others.blocks;
    }

    /** The first thing that is wrong with them; null for none. */
    @Nullable
    TelemetryFormatException otherDamage() {
        Device best = best();
        Others others = best == null ? null : othersByDevice.get(best.id);
        return others == null ? null : others.damage;
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
        Others others = new Others();
        for (KlvItem item = items.next(); item != null; item = items.next()) {
            switch (item.key()) {
                case "DVID" -> id = item.numberCount() > 0 ? item.number(0) : 0;
                case "DVNM" -> name = item.text();
                case "STRM" -> {
                    SampleBlock block = item.type() == 0 ? stream(items.into(item), payload, others) : null;
                    if (block != null) {
                        keep(block, id, name, index);
                    }
                }
                default -> {}
            }
        }
        boolean any = !others.blocks.isEmpty() || others.damage != null;
        if (any && (othersByDevice.containsKey(id) || othersByDevice.size() < MOST_DEVICES)) {
            othersByDevice.computeIfAbsent(id, i -> new Others()).addAll(others);
        }
    }

    private void keep(SampleBlock block, double id, String name, int index) throws TelemetryFormatException {
        Device device = devices.get(id);
        if (device == null) {
            if (devices.size() >= MOST_DEVICES) {
                throw new TelemetryFormatException(
                        file, "payload " + (index + 1), "more than " + MOST_DEVICES + " devices with a gyro: damaged");
            }
            device = new Device(id, name);
            devices.put(id, device);
        }
        if (device.lastPayload != index) {
            device.blocks.add(block);
            device.lastPayload = index;
        }
    }

    private @Nullable SampleBlock stream(KlvCursor items, TimedPayload payload, Others others)
            throws TelemetryFormatException {
        StreamDescription about = new StreamDescription();
        for (KlvItem item = items.next(); item != null; item = items.next()) {
            if (item.key().equals("GYRO")) {
                return item.count() == 0 ? null : about.gyro(items, item, payload);
            }
            OtherStream other = OtherStream.of(item.key());
            if (other != null && (allStreams || other == OtherStream.CORI)) {
                if (item.count() > 0) {
                    keep(other, about, items, item, payload, others);
                }
                continue;
            }
            if (item.key().equals("SROT") && item.numberCount() > 0 && readoutsMs.size() < MOST_READOUTS) {
                readoutsMs.add(item.number(0));
            }
            about.take(item);
        }
        return null;
    }

    private static void keep(
            OtherStream stream,
            StreamDescription about,
            KlvCursor items,
            KlvItem samples,
            TimedPayload payload,
            Others to) {
        try {
            to.blocks.putIfAbsent(stream, List.of(about.other(stream, items, samples, payload)));
        } catch (TelemetryFormatException damaged) {
            to.damage = to.damage == null ? damaged : to.damage;
        }
    }
}
