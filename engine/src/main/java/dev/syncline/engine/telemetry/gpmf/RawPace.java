package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.base.statistics.Median;
import dev.syncline.engine.telemetry.TimedPayload;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How fast payloads come whose container is gone. GoPros write one each 1.001 s; in a time lapse one a picture. What the
 * camera's own clock says in them tells which it was.
 *
 * @param stepNs from a payload to the next, ns
 * @param isUsual whether it is 1.001 s, or near enough
 */
record RawPace(long stepNs, boolean isUsual) {
    /** From a payload to the next as GoPros write them, ns. */
    static final long USUAL_NS = 1_001_000_000L;

    private static final double TOLERANCE = 0.1;
    private static final double LEAST_NS = 1e6;

    /** Ten years: what says so is damaged. */
    private static final double LATEST_NS = 3e17;

    private static final byte[] STAMP = {'S', 'T', 'M', 'P', 'J', 8, 0, 1};
    private static final byte[] TICK = {'T', 'I', 'C', 'K', 'L', 4, 0, 1};

    /**
     * The pace of payloads.
     *
     * @param payloads their times a multiple of {@link #USUAL_NS}
     */
    static RawPace of(List<TimedPayload> payloads) {
        List<Double> steps = new ArrayList<>();
        for (int i = 1; i < payloads.size(); i++) {
            double before = clockNs(payloads.get(i - 1).bytes());
            double ns = clockNs(payloads.get(i).bytes());
            double places =
                    (double) (payloads.get(i).timeNs() - payloads.get(i - 1).timeNs()) / USUAL_NS;
            if (ns > before && before >= 0) {
                steps.add((ns - before) / places);
            }
        }
        // Where the clock began again, as in another chapter, one step is missing; where it is not to be trusted, most
        // are.
        if (steps.isEmpty() || 2 * steps.size() < payloads.size()) {
            return new RawPace(USUAL_NS, true);
        }
        double step = Median.of(steps.stream().mapToDouble(Double::doubleValue).toArray());
        double endNs = step * payloads.getLast().timeNs() / USUAL_NS;
        boolean usual = Math.abs(step / USUAL_NS - 1) < TOLERANCE || step < LEAST_NS || endNs > LATEST_NS;
        return new RawPace(usual ? USUAL_NS : Math.round(step), usual);
    }

    /** Payloads of the usual pace, at this one. */
    List<TimedPayload> applied(List<TimedPayload> payloads) {
        return isUsual
                ? payloads
                : payloads.stream()
                        .map(p -> new TimedPayload(p.timeNs() / USUAL_NS * stepNs, stepNs, p.bytes()))
                        .toList();
    }

    /** Whether the camera's own clock stands in a payload: in µs from the Hero8 on, in ms before the Hero6. */
    static boolean hasClock(TimedPayload payload) {
        return clockNs(payload.bytes()) >= 0;
    }

    /** The first time in a payload, ns; -1 where it has none. */
    private static double clockNs(byte[] payload) {
        ByteBuffer in = ByteBuffer.wrap(payload);
        int stamp = find(payload, STAMP, 8);
        if (stamp >= 0) {
            return in.getLong(stamp) * 1e3;
        }
        int tick = find(payload, TICK, 4);
        return tick >= 0 ? Integer.toUnsignedLong(in.getInt(tick)) * 1e6 : -1;
    }

    /** Where the value behind a head lies; -1 where it is not there whole. */
    private static int find(byte[] in, byte[] head, int bytes) {
        // Items begin at multiples of four bytes.
        for (int at = 0; at + head.length + bytes <= in.length; at += 4) {
            if (in[at] == head[0] && Arrays.equals(in, at, at + head.length, head, 0, head.length)) {
                return at + head.length;
            }
        }
        return -1;
    }
}
