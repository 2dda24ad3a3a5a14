package dev.syncline.bench;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.SaturationScan;
import java.util.List;

/** Logs with a fault. */
final class PlantedLog {
    private PlantedLog() {}

    /** The same log with other samples. */
    static MotionLog of(MotionLog log, GyroTrack gyro) {
        return new MotionLog(
                log.name(),
                log.format(),
                gyro,
                log.orientation(),
                log.orientationDeclared(),
                log.shutter(),
                log.gyroflowZeroNs(),
                SaturationScan.spans(gyro),
                log.warnings());
    }

    /** A log of a camera whose picture shows only so much of its panning and tilting. */
    static GyroTrack stabilised(GyroTrack gyro, ImuOrientation mounted, double shown) {
        Matrix3 turn = mounted.toCamera();
        Matrix3 more = Matrix3.of(1 / shown, 0, 0, 0, 1 / shown, 0, 0, 0, 1);
        return gyro.mapped(turn.transposed().times(more.times(turn)));
    }

    /** A log with the axis that turned most out of scale; 0 holds it still. */
    static GyroTrack axisTimes(GyroTrack gyro, double factor) {
        double[] energy = new double[3];
        for (int i = 0; i < gyro.size(); i++) {
            energy[0] += gyro.x(i) * gyro.x(i);
            energy[1] += gyro.y(i) * gyro.y(i);
            energy[2] += gyro.z(i) * gyro.z(i);
        }
        int most = energy[0] > energy[1] ? (energy[0] > energy[2] ? 0 : 2) : energy[1] > energy[2] ? 1 : 2;
        double[] m = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        m[4 * most] = factor;
        return gyro.mapped(Matrix3.of(m));
    }

    /** A sensor with a range of so much of the largest rate. */
    static GyroTrack limited(GyroTrack gyro, double share) {
        double largest = 0;
        for (int i = 0; i < gyro.size(); i++) {
            largest = Math.max(
                    largest, Math.max(Math.abs(gyro.x(i)), Math.max(Math.abs(gyro.y(i)), Math.abs(gyro.z(i)))));
        }
        float limit = (float) (share * largest);
        int n = gyro.size();
        long[] t = new long[n];
        float[][] r = new float[3][n];
        for (int i = 0; i < n; i++) {
            t[i] = gyro.timeNs(i);
            r[0][i] = Math.clamp(gyro.x(i), -limit, limit);
            r[1][i] = Math.clamp(gyro.y(i), -limit, limit);
            r[2][i] = Math.clamp(gyro.z(i), -limit, limit);
        }
        return new GyroTrack(t, r[0], r[1], r[2]);
    }

    /** Every so manieth sample. */
    static GyroTrack every(GyroTrack gyro, int step) {
        int n = (gyro.size() + step - 1) / step;
        long[] t = new long[n];
        float[][] r = new float[3][n];
        for (int i = 0; i < n; i++) {
            t[i] = gyro.timeNs(step * i);
            r[0][i] = gyro.x(step * i);
            r[1][i] = gyro.y(step * i);
            r[2][i] = gyro.z(step * i);
        }
        return new GyroTrack(t, r[0], r[1], r[2]);
    }

    /** The log three times over, as of a machine that repeats its motion exactly. */
    static GyroTrack repeated(GyroTrack gyro) {
        int own = gyro.size();
        long period = gyro.endNs() - gyro.startNs() + gyro.periodNs();
        long[] t = new long[3 * own];
        float[][] r = new float[3][3 * own];
        for (int i = 0; i < 3 * own; i++) {
            int from = i % own;
            t[i] = gyro.timeNs(from) + i / own * period;
            r[0][i] = gyro.x(from);
            r[1][i] = gyro.y(from);
            r[2][i] = gyro.z(from);
        }
        return new GyroTrack(t, r[0], r[1], r[2]);
    }

    /** Mountings other than the true one, the first of which is told. */
    static ImuOrientation another(ImuOrientation mounted) {
        List<ImuOrientation> all = ImuOrientation.allProper();
        return all.get((all.indexOf(mounted) + 5) % all.size());
    }
}
