package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.sync.refine.Refinement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found and is right as far as the motion tells, but that a user should hear of: it may be a mistake elsewhere. */
final class Unusual {
    /** A sensor that is mounted further off square was tilted on purpose, rad. */
    private static final double TILTED_DEG = 12;

    /** Sensors show less at rest, rad/s. */
    private static final double BIAS_RAD_S = Math.toRadians(6);

    private Unusual() {}

    /**
     * @param tiltDeg between the turn found and the nearest square mounting; NaN where unknown
     * @param nearest letters of that mounting
     * @param mountingSeen whether the motion tells that mounting, without the log's own word
     * @param drift of the offset; NaN where unknown
     */
    static List<Warning> warnings(
            @Nullable Refined refined, double tiltDeg, String nearest, boolean mountingSeen, double drift) {
        List<Warning> out = new ArrayList<>();
        Refinement refinement = refined == null ? null : refined.refinement();
        if (refined == null || refinement == null) {
            return out;
        }
        if (tiltDeg > TILTED_DEG) {
            out.add(new Warning(
                    WarningCode.CAMERA_TILTED,
                    Verdict.format("the camera is tilted by %.0f° from the log's mounting %s", tiltDeg, nearest)));
        }
        double bias = 0;
        for (double b : refinement.state().biasRadS()) {
            bias = Math.max(bias, Math.abs(b));
        }
        if (bias > BIAS_RAD_S) {
            out.add(new Warning(
                    WarningCode.LARGE_BIAS,
                    Verdict.format(
                            "the gyro shows %.1f°/s at rest: calibrate it, or check that it is a gyro",
                            Math.toDegrees(bias))));
        }
        if (refined.axes().count() < 2 && !mountingSeen) {
            out.add(new Warning(
                    WarningCode.ONE_AXIS,
                    "the camera turned about one axis only: how the sensor is turned about that axis is not seen"));
        }
        if (ClockRate.isWorthSaying(drift)) {
            out.add(ClockRate.warning(1 / (1 - drift)));
        }
        return out;
    }
}
