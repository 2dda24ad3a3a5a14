package dev.syncline.engine.report;

import dev.syncline.engine.sync.track.SyncPoint;
import java.util.Locale;

/** Green to red: how far a point is to be trusted, as a colour that reads on light and dark. */
final class QualityColour {
    private QualityColour() {}

    /** A CSS colour. The grade sets the range of hue; within it the distance from the line, in sigmas, turns to red. */
    static String of(SyncPoint point) {
        double sigmas = Math.abs(point.lineResidualNs()) / point.sigmaNs();
        double strain = Double.isFinite(sigmas) ? Math.min(1, sigmas / 3) : 0;
        double hueDeg =
                switch (point.quality()) {
                    case GOOD -> 145 - 50 * strain;
                    case DOUBTFUL -> 44 - 16 * strain;
                    case BAD -> 2;
                };
        return String.format(Locale.ROOT, "hsl(%.0f,62%%,45%%)", hueDeg);
    }
}
