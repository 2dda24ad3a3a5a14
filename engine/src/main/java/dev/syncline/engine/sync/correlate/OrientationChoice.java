package dev.syncline.engine.sync.correlate;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.motion.ImuOrientation;
import org.jspecify.annotations.Nullable;

/**
 * Which of the 24 square mountings the motion shows. Motion about one axis leaves several alike: then the declared one
 * stands if it is among them, and otherwise none is named.
 *
 * @param found the mounting, null where the motion does not tell
 * @param angleRad between the best free turn and {@code found} (or the nearest mounting where none is named), as far as the
 *     motion shows it: a turn about the one axis that a camera turned about is not seen
 * @param nearest the mounting nearest to the data, named or not
 * @param seen true where the motion alone tells {@code found}, without what the log says of itself
 */
public record OrientationChoice(@Nullable ImuOrientation found, double angleRad, ImuOrientation nearest, boolean seen) {
    /**
     * @param sums centred sums at the offset: see {@link OffsetScan#sumsAt}
     * @param declared what the log says of itself, null where it says nothing
     * @param margin evidence by which one mounting must beat another to be told apart from it
     */
    public static OrientationChoice of(CentredSums sums, @Nullable ImuOrientation declared, double margin) {
        double norm = sums.norm();
        ImuOrientation best = ImuOrientation.BODY;
        double bestEvidence = Double.NEGATIVE_INFINITY;
        double second = Double.NEGATIVE_INFINITY;
        for (ImuOrientation o : ImuOrientation.allProper()) {
            double e = evidence(sums, norm, o);
            if (e > bestEvidence) {
                second = bestEvidence;
                bestEvidence = e;
                best = o;
            } else {
                second = Math.max(second, e);
            }
        }
        ImuOrientation chosen = best;
        boolean seen = bestEvidence - second >= margin;
        boolean told = seen;
        if (declared != null && bestEvidence - evidence(sums, norm, declared) < margin) {
            chosen = declared;
            told = true;
        }
        Matrix3 turn = chosen.toCamera();
        double angle = SeenAxes.of(sums).count() < 2
                ? seenAngle(sums, turn)
                : turn.angleToRad(BestTurn.rotation(sums.cross()));
        return new OrientationChoice(told ? chosen : null, angle, chosen, seen);
    }

    /**
     * The angle between the best free turn and another, as far as it shows: its cosine is the share of the agreement that
     * the other reaches.
     */
    private static double seenAngle(CentredSums sums, Matrix3 turn) {
        double best = sums.best();
        return best > 0 ? Math.acos(Math.clamp(sums.along(turn) / best, -1, 1)) : Math.PI;
    }

    private static double evidence(CentredSums sums, double norm, ImuOrientation o) {
        double score = norm > 0 ? sums.along(o.toCamera()) / norm : 0;
        return OffsetScan.evidence(Math.clamp(score, -1, 1), sums.weight());
    }
}
