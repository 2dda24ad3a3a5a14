package dev.syncline.engine.telemetry.gyroflow;

import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.telemetry.GyroSamples;
import java.io.IOException;
import java.util.List;

/** Takes samples as projects hold them: times in ms, rates in degrees a second, acceleration in m/s² or g, fields in µT. */
final class MotionSink {
    /** Three years: a time beyond it is no time of a recording, ms. */
    private static final double LATEST_MS = 1e11;

    private static final List<SensorQuantity> OTHERS =
            List.of(SensorQuantity.ACCELERATION, SensorQuantity.MAGNETIC_FIELD);

    final GyroSamples samples;
    private final boolean allStreams;

    /** @param allStreams whether other sensors than the gyro are kept too */
    MotionSink(boolean allStreams) {
        this.allStreams = allStreams;
        this.samples = new GyroSamples(allStreams ? OTHERS : List.of());
    }

    /** Whether other sensors than the gyro are kept too. */
    boolean allStreams() {
        return allStreams;
    }

    /** Acceleration along x, y and z of the sample that is added next, m/s² or g: {@link ProjectAcceleration}. */
    void acceleration(double x, double y, double z) {
        beside(0, x, y, z);
    }

    /** The magnetic field along x, y and z of the sample that is added next, µT. */
    void field(double x, double y, double z) {
        beside(3, x, y, z);
    }

    /** A sample without a gyro: what was said of it is forgotten. */
    void forget() {
        samples.forgetBeside();
    }

    private void beside(int from, double x, double y, double z) {
        if (allStreams) {
            samples.beside(from, x);
            samples.beside(from + 1, y);
            samples.beside(from + 2, z);
        }
    }

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
