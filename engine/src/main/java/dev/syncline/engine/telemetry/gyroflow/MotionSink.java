package dev.syncline.engine.telemetry.gyroflow;

import dev.syncline.engine.telemetry.GyroSamples;
import java.io.IOException;

/** Takes samples as projects hold them: times in ms, rates in degrees a second. */
final class MotionSink {
    /** Three years: a time beyond it is no time of a recording, ms. */
    private static final double LATEST_MS = 1e11;

    final GyroSamples samples = new GyroSamples();

    void add(double timeMs, double x, double y, double z) throws IOException {
        addRadS(timeMs, Math.toRadians(x), Math.toRadians(y), Math.toRadians(z));
    }

    void addRadS(double timeMs, double x, double y, double z) throws IOException {
        if (!(Math.abs(timeMs) <= LATEST_MS)) {
            throw new IOException("sample " + samples.size() + " has the time " + timeMs + " ms");
        }
        float rateX = (float) x;
        float rateY = (float) y;
        float rateZ = (float) z;
        if (!Float.isFinite(rateX) || !Float.isFinite(rateY) || !Float.isFinite(rateZ)) {
            throw new IOException("sample " + samples.size() + " at " + timeMs + " ms is not finite");
        }
        samples.add(Math.round(timeMs * 1e6), rateX, rateY, rateZ);
    }
}
