package dev.syncline.engine.synthetic;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The gyro log of a clip. Each sample is the instantaneous rate at its instant (no filter, no delay); instants are
 * rounded to whole microseconds of the log's clock before the rate is taken, so that a log in microseconds is exact.
 */
public final class SyntheticGyro {
    private static final long STAMP_STEP_NS = 1000;

    private SyntheticGyro() {}

    /**
     * The log in its own axes, on its own clock.
     *
     * @throws IllegalArgumentException when clock and gaps leave fewer than two samples
     */
    public static GyroTrack log(ClipSpec clip) {
        GyroSpec gyro = clip.gyro();
        LogClock clock = clip.clock();
        SyntheticMotion motion = clip.loggedMotion();
        SplittableRandom random = new SplittableRandom(clip.seed() ^ 0x9E3779B97F4A7C15L);
        double endS = clock.logS(clip.camera().durationS() + clock.tailS());
        int most = (int) Math.max(0, Math.ceil((endS - clock.startS()) * gyro.rateHz())) + 1;
        long[] timesNs = new long[most];
        float[][] rates = new float[3][most];
        double[] camera = new double[3];
        double[] tilt = rotation(gyro.tiltRad());
        double[] bias = gyro.biasRadS().toArray();
        ImuOrientation mounted = gyro.mounted();
        int n = 0;
        long lastNs = Long.MIN_VALUE;
        for (int i = 0; i < most; i++) {
            long instantNs = Math.round((clock.startS() + i / gyro.rateHz()) * 1e9 / STAMP_STEP_NS) * STAMP_STEP_NS;
            double videoS = clock.videoS(instantNs * 1e-9);
            // Drawn for every sample, so that a gap does not change the noise after it.
            double[] noise = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            double jitterS = gyro.stampJitterS() * Math.clamp(random.nextGaussian(), -3, 3);
            if (instantNs * 1e-9 > endS || missing(gyro, videoS)) {
                continue;
            }
            long stampNs = instantNs + Math.round(jitterS * 1e9 / STAMP_STEP_NS) * STAMP_STEP_NS;
            stampNs = Math.max(stampNs, lastNs + STAMP_STEP_NS);
            motion.rate(videoS, camera);
            double[] body = {camera[0], -camera[1], -camera[2]};
            double[] sensed = product(tilt, body);
            timesNs[n] = stampNs;
            for (int axis = 0; axis < 3; axis++) {
                int logAxis = mounted.axis(axis);
                double rate = mounted.sign(axis) * sensed[axis] + bias[logAxis] + gyro.noiseRadS() * noise[logAxis];
                double told = Math.clamp(rate, -gyro.rangeRadS(), gyro.rangeRadS());
                rates[logAxis][n] = (float) (Math.rint(told / gyro.quantumRadS()) * gyro.quantumRadS());
            }
            lastNs = stampNs;
            n++;
        }
        return new GyroTrack(
                Arrays.copyOf(timesNs, n),
                Arrays.copyOf(rates[0], n),
                Arrays.copyOf(rates[1], n),
                Arrays.copyOf(rates[2], n));
    }

    private static boolean missing(GyroSpec gyro, double videoS) {
        for (GyroSpec.Gap gap : gyro.gaps()) {
            if (videoS >= gap.fromVideoS() && videoS < gap.fromVideoS() + gap.lengthS()) {
                return true;
            }
        }
        return false;
    }

    private static double[] product(double[] m, double[] v) {
        return new double[] {
            m[0] * v[0] + m[1] * v[1] + m[2] * v[2],
            m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
            m[6] * v[0] + m[7] * v[1] + m[8] * v[2]
        };
    }

    /** Rodrigues' formula, row-major. */
    private static double[] rotation(Xyz vector) {
        double angle = Math.sqrt(vector.x() * vector.x() + vector.y() * vector.y() + vector.z() * vector.z());
        if (angle < 1e-12) {
            return new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
        }
        double x = vector.x() / angle;
        double y = vector.y() / angle;
        double z = vector.z() / angle;
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        double v = 1 - c;
        return new double[] {
            c + x * x * v,
            x * y * v - z * s,
            x * z * v + y * s,
            y * x * v + z * s,
            c + y * y * v,
            y * z * v - x * s,
            z * x * v - y * s,
            z * y * v + x * s,
            c + z * z * v
        };
    }
}
