package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.correlate.VisualRates;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture that shows the log's roll in full and the same share of its pan and tilt: what a lens or a sensor does that moves
 * against the camera's turning. A lens shorter than its profile shows the same to the rates, but not to the points.
 *
 * @param gains how much of the log's turning the picture shows
 */
public record OpticalStabilisation(AxisGains gains) {
    /** A picture that shows more of pan and tilt than this share was not stabilised: profiles and exposure do as much. */
    static final double MOST_SHOWN = 1 / StretchedAxes.USUAL;

    /** Whether a map between log and picture may be stabilisation; null where it is not. */
    static @Nullable OpticalStabilisation of(@Nullable AxisGains gains) {
        if (gains == null || gains.explained() < StretchedAxes.EXPLAINS || gains.mirrored()) {
            return null;
        }
        boolean bothSeen = gains.tells(0, StretchedAxes.SEEN) && gains.tells(1, StretchedAxes.SEEN);
        boolean alike = !bothSeen
                || StretchedAxes.isNear(gains.gain()[0] / gains.gain()[1], StretchedAxes.USUAL * StretchedAxes.USUAL);
        boolean rollInFull =
                gains.tells(2, StretchedAxes.SEEN) && StretchedAxes.isNear(gains.gain()[2], StretchedAxes.USUAL);
        return alike && rollInFull && gains.panAndTilt() < MOST_SHOWN * gains.gain()[2]
                ? new OpticalStabilisation(gains)
                : null;
    }

    /** At an offset that was found, video minus log, ns; null where the picture shows all of the log's turning. */
    public static @Nullable OpticalStabilisation of(List<VisualRates> seen, GyroTrack log, double offsetNs) {
        return of(AxisGains.at(offsetNs, seen, log));
    }

    /** What of the log's rates the picture shows, as a map between the log's own axes. */
    public Matrix3 shown(Matrix3 turn) {
        Matrix3 less = Matrix3.of(gains.panAndTilt(), 0, 0, 0, gains.panAndTilt(), 0, 0, 0, 1);
        return turn.transposed().times(less.times(turn));
    }

    /** The refusal that says so. */
    public Refusal refusal() {
        return StretchedAxes.facts(
                        Finding.refusal(
                                RefusalCode.PICTURE_STABILISED,
                                "%s: optical stabilisation took out %.0f%% of pan and tilt",
                                gains.words(),
                                100 * (1 - gains.panAndTilt())),
                        gains)
                .with(new Remedy.FilmUnstabilised());
    }
}
