package dev.syncline.engine.project;

import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.sync.track.SyncTrack.Knot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The offsets that make Gyroflow's straight lines equal a fitted track: at the track's knots, on both sides of each jump,
 * and at the good points, moved onto the line.
 *
 * @param offsets in order of gyro time
 * @param halfSampleMs what of each offset is there for Gyroflow's way of integrating, ms
 */
record TrackOffsets(List<GyroflowProject.Offset> offsets, List<Double> halfSampleMs) {
    /** Knots nearer to each other than this are the two sides of a jump, ns. */
    private static final long JUMP_NS = 1_000;

    /** How near to a jump its sides are written: Gyroflow's times are whole microseconds, ns. */
    private static final long EDGE_NS = 50_000;

    /** A point nearer to another knot than this adds nothing, ns. */
    private static final long NEAR_NS = 1_000_000;

    static TrackOffsets of(SyncResult result, LogInterval interval) {
        List<Knot> knots = result.timeline().track().knots();
        Map<Long, Double> valueMs = new TreeMap<>();
        Map<Long, Double> halfMs = new TreeMap<>();
        if (knots.size() == 1) {
            put(knots.getFirst(), result, interval, valueMs, halfMs);
        }
        for (int i = 1; i < knots.size(); i++) {
            Knot a = knots.get(i - 1);
            Knot b = knots.get(i);
            if (b.videoNs() - a.videoNs() <= JUMP_NS) {
                continue;
            }
            boolean jumpBefore = i > 1 && a.videoNs() - knots.get(i - 2).videoNs() <= JUMP_NS;
            boolean jumpAfter = i + 1 < knots.size() && knots.get(i + 1).videoNs() - b.videoNs() <= JUMP_NS;
            for (long videoNs : times(a.videoNs(), b.videoNs(), jumpBefore, jumpAfter, result.points())) {
                double f = (double) (videoNs - a.videoNs()) / (b.videoNs() - a.videoNs());
                Knot on = new Knot(videoNs, a.offsetNs() + f * (b.offsetNs() - a.offsetNs()));
                put(on, result, interval, valueMs, halfMs);
            }
        }
        List<GyroflowProject.Offset> offsets = new ArrayList<>();
        valueMs.forEach((us, ms) -> offsets.add(new GyroflowProject.Offset(us, ms)));
        return new TrackOffsets(List.copyOf(offsets), List.copyOf(halfMs.values()));
    }

    private static TreeSet<Long> times(
            long fromNs, long toNs, boolean jumpBefore, boolean jumpAfter, List<SyncPoint> points) {
        TreeSet<Long> times = new TreeSet<>();
        long edge = Math.min(EDGE_NS, (toNs - fromNs) / 4);
        times.add(jumpBefore ? fromNs + edge : fromNs);
        times.add(jumpAfter ? toNs - edge : toNs);
        for (SyncPoint p : points) {
            long at = p.videoNs();
            if (p.quality() == Quality.GOOD && at - fromNs >= NEAR_NS && toNs - at >= NEAR_NS) {
                times.add(at);
            }
        }
        return times;
    }

    /** Gyroflow keys an offset by gyro time in whole µs; key and offset together are the video time. */
    private static void put(
            Knot knot, SyncResult result, LogInterval interval, Map<Long, Double> valueMs, Map<Long, Double> halfMs) {
        double halfNs = interval.halfNsAt(Math.round(knot.videoNs() - knot.offsetNs()));
        double offsetNs = knot.offsetNs() + result.inputs().zeroOfLogNs() + halfNs;
        long gyroUs = Math.round((knot.videoNs() - offsetNs) * 1e-3);
        valueMs.put(gyroUs, offsetNs * 1e-6);
        halfMs.put(gyroUs, halfNs * 1e-6);
    }
}
