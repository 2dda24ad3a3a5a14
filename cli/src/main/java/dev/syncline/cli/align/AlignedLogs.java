package dev.syncline.cli.align;

import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.sync.align.AlignOutcome;
import dev.syncline.engine.sync.align.Alignment;
import dev.syncline.engine.sync.align.AlignmentWarnings;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.telemetry.MotionLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two logs and what comparing them came to.
 *
 * @param firstFile where the first came from
 * @param secondFile where the second came from
 */
record AlignedLogs(Path firstFile, MotionLog first, Path secondFile, MotionLog second, AlignOutcome outcome) {
    /** What a user should hear: of each log, and of the answer. */
    List<Warning> warnings() {
        List<Warning> all = new ArrayList<>();
        first.warnings().forEach(w -> all.add(w.worded(first.name() + ": " + w.text())));
        second.warnings().forEach(w -> all.add(w.worded(second.name() + ": " + w.text())));
        if (outcome instanceof AlignOutcome.Aligned(Alignment alignment)) {
            all.addAll(AlignmentWarnings.of(alignment));
        }
        return all;
    }

    /** The letters that the second log's axes have in Gyroflow, by what the first declares; null where they are not known. */
    static @Nullable String secondOrientation(MotionLog first, Alignment alignment) {
        if (!first.orientationDeclared() || !AlignmentWarnings.tellsTurn(alignment)) {
            return null;
        }
        return ImuOrientation.nearestTo(
                        first.orientation().toBody().times(alignment.turn().toFirst()))
                .letters();
    }
}
