package dev.syncline.cli.inspect;

import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.telemetry.StreamSummary;
import java.util.Locale;

/** What another stream than the gyro's has, in a line for people. */
final class StreamLine {
    private StreamLine() {}

    static String of(SensorTrack stream) {
        StreamSummary summary = StreamSummary.of(stream);
        String rate = Double.isNaN(summary.rateHz()) ? "" : String.format(Locale.ROOT, ", %.2f Hz", summary.rateHz());
        String note = stream.note().isEmpty() ? "" : "; " + stream.note();
        return String.format(
                        Locale.ROOT,
                        "%d sample%s%s, %.3f to %.3f s (%.3f s)",
                        summary.samples(),
                        summary.samples() == 1 ? "" : "s",
                        rate,
                        summary.startNs() * 1e-9,
                        summary.endNs() * 1e-9,
                        (summary.endNs() - summary.startNs()) * 1e-9)
                + range(stream.quantity(), summary)
                + note;
    }

    private static String range(SensorQuantity quantity, StreamSummary summary) {
        return switch (quantity) {
            case ACCELERATION, MAGNETIC_FIELD ->
                String.format(
                        Locale.ROOT,
                        ", length %.2f to %.2f %s, mean %.2f",
                        summary.least(),
                        summary.most(),
                        quantity.unit(),
                        summary.mean());
            case EXPOSURE ->
                String.format(
                        Locale.ROOT,
                        ", %.3f to %.3f ms, mean %.3f",
                        summary.least() * 1e3,
                        summary.most() * 1e3,
                        summary.mean() * 1e3);
            case ORIENTATION, PICTURE_ORIENTATION, GRAVITY -> "";
        };
    }
}
