package dev.syncline.hardware.dji.simulated;

import dev.syncline.engine.motion.GyroTrack;

/** What a simulated controller's gyro feels. */
@FunctionalInterface
public interface MotionSource {
    /**
     * @param sinceStartNs true (host) time since the simulation began, ns
     * @param radS takes the rates about the three axes
     */
    void rates(long sinceStartNs, float[] radS);

    /** A slow sway, so that something moves. */
    static MotionSource sway() {
        return (ns, radS) -> {
            double t = ns * 1e-9;
            radS[0] = (float) (0.4 * Math.sin(2 * Math.PI * 0.9 * t));
            radS[1] = (float) (0.3 * Math.sin(2 * Math.PI * 1.3 * t + 1));
            radS[2] = (float) (0.2 * Math.sin(2 * Math.PI * 0.6 * t + 2));
        };
    }

    /** A recorded log, its first sample {@code delayNs} after the beginning; at rest before and after. */
    static MotionSource playing(GyroTrack log, long delayNs) {
        return (sinceStartNs, radS) -> {
            long atNs = log.startNs() + sinceStartNs - delayNs;
            int before = log.indexAtOrBefore(atNs);
            if (before < 0 || before >= log.size() - 1) {
                radS[0] = 0;
                radS[1] = 0;
                radS[2] = 0;
                return;
            }
            float share = (float) (atNs - log.timeNs(before)) / (log.timeNs(before + 1) - log.timeNs(before));
            radS[0] = log.x(before) + share * (log.x(before + 1) - log.x(before));
            radS[1] = log.y(before) + share * (log.y(before + 1) - log.y(before));
            radS[2] = log.z(before) + share * (log.z(before + 1) - log.z(before));
        };
    }
}
