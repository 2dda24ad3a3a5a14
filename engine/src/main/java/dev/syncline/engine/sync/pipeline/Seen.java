package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.correlate.CoarseOffset;
import dev.syncline.engine.sync.diagnosis.Evidence;
import dev.syncline.engine.sync.diagnosis.StandingPoints;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.Tried;
import dev.syncline.engine.telemetry.MotionLog;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an attempt saw, for a second look. */
final class Seen {
    List<TrackedWindow> windows = List.of();

    @Nullable
    CoarseOffset peak;

    List<Tried> tried = List.of();
    double misfit = Double.POSITIVE_INFINITY;
    long windowNs;
    boolean suffices;
    boolean travels; // whether turns were told from the camera's travel
    Function<Refusal, SyncResult> refused = r -> {
        throw new IllegalStateException("nothing was seen yet: " + r.text());
    };

    /** Another attempt that saw more. */
    void become(Seen other) {
        windows = other.windows;
        peak = other.peak;
        misfit = other.misfit;
        windowNs = other.windowNs;
        travels = other.travels;
        refused = other.refused;
    }

    Evidence evidence(MotionLog log, LensProfile lens, SyncRequest request, Refusal refusal) {
        return new Evidence(
                log,
                lens,
                Verdict.rates(windows),
                peak,
                refusal,
                request.range(),
                request.stated().orientation(),
                StandingPoints.of(
                        windows.stream().flatMap(w -> w.pairs().stream()).toList()));
    }
}
