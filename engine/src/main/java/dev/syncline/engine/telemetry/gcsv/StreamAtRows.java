package dev.syncline.engine.telemetry.gcsv;

import dev.syncline.engine.motion.SensorTrack;

/**
 * A stream's numbers at the times of a log's rows, which come in order: as they are where the times are the same, else on the
 * straight line between the two samples around a row. Nothing is made up within a gap, or before and behind all samples.
 */
final class StreamAtRows {
    private final SensorTrack stream;
    private final long gapNs;
    private int next;
    private long between;

    StreamAtRows(SensorTrack stream) {
        this.stream = stream;
        this.gapNs = stream.gapNs();
    }

    /**
     * The numbers of a row.
     *
     * @param timeNs not before the row before
     * @param factor that they are multiplied by
     * @param to receives them from {@code from} on
     * @return false where there are none
     */
    boolean at(long timeNs, double factor, float[] to, int from) {
        while (next < stream.size() && stream.timeNs(next) < timeNs) {
            next++;
        }
        if (next == stream.size()) {
            return false;
        }
        if (stream.timeNs(next) == timeNs) {
            for (int c = 0; c < stream.quantity().width(); c++) {
                to[from + c] = (float) (stream.value(next, c) * factor);
            }
            return true;
        }
        long step = next == 0 ? Long.MAX_VALUE : stream.timeNs(next) - stream.timeNs(next - 1);
        if (step > gapNs) {
            return false;
        }
        double share = ((double) timeNs - stream.timeNs(next - 1)) / step;
        for (int c = 0; c < stream.quantity().width(); c++) {
            double before = stream.value(next - 1, c);
            to[from + c] = (float) ((before + share * (stream.value(next, c) - before)) * factor);
        }
        between++;
        return true;
    }

    /** How many rows were taken from between two samples. */
    long between() {
        return between;
    }
}
