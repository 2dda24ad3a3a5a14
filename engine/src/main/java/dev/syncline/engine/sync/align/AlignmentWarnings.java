package dev.syncline.engine.sync.align;

import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a user should hear of an alignment beside its numbers. */
public final class AlignmentWarnings {
    /** Known worse than this about some axis, the turn does not say which axis is which. */
    private static final double LARGEST_TURN_SIGMA_RAD = Math.toRadians(10);

    /** Sensors of one make differ by less. */
    private static final double USUAL_SCALE = 1.1;

    /** Quartz clocks differ by less. */
    private static final double USUAL_DRIFT_PPM = 300;

    private AlignmentWarnings() {}

    /**
     * {@return whether the motion tells how the sensors lie}
     *
     * @param alignment two logs that belong together
     */
    public static boolean tellsTurn(Alignment alignment) {
        return alignment.turn().worstSigmaRad() <= LARGEST_TURN_SIGMA_RAD;
    }

    /**
     * {@return warnings, most serious first}
     *
     * @param alignment two logs that belong together
     */
    public static List<Warning> of(Alignment alignment) {
        List<Warning> all = new ArrayList<>();
        if (alignment.turn().mirrored()) {
            all.add(new Warning(
                    WarningCode.LOG_MIRRORED,
                    "one log is the mirror image of the other: a program that wrote one of them negates an axis"));
        }
        if (!tellsTurn(alignment)) {
            all.add(new Warning(
                    WarningCode.ONE_AXIS,
                    String.format(
                            Locale.ROOT,
                            "the body turned about one axis only: how the sensors lie about it is not known (± %.0f°)",
                            Math.min(180, Math.toDegrees(alignment.turn().worstSigmaRad())))));
        }
        double scale = alignment.rates().scale().value();
        if (AlignVerdict.isUnit(scale)) {
            all.add(new Warning(
                    WarningCode.LOG_UNIT,
                    String.format(
                            Locale.ROOT,
                            "the first log turns %.3g times what the second does: degrees in one, radians in the other?",
                            scale)));
        } else if (Math.abs(Math.log(scale)) > Math.log(USUAL_SCALE)) {
            all.add(new Warning(
                    WarningCode.LOG_SCALE,
                    String.format(
                            Locale.ROOT,
                            "the first log turns %.3g times what the second does: one of them damps or is out of scale",
                            scale)));
        }
        if (Math.abs(alignment.drift().value()) > USUAL_DRIFT_PPM) {
            all.add(new Warning(
                    WarningCode.CLOCK_RATE,
                    String.format(
                            Locale.ROOT,
                            "the clocks run %.0f ppm apart",
                            alignment.drift().value())));
        }
        return all;
    }
}
