package dev.syncline.engine.api;

import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;
import dev.syncline.engine.sync.outcome.Tried;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the camera's own word on stabilisation means for a result: the reason of a refusal, or a warning. */
final class CameraStabilisation {
    /** What a stabilised picture looks like beside the log of the camera that turned. */
    private static final Set<RefusalCode> EXPLAINED = EnumSet.of(
            RefusalCode.PICTURE_STABILISED,
            RefusalCode.NO_PEAK,
            RefusalCode.WINDOWS_DISAGREE,
            RefusalCode.MOTION_TOO_WEAK,
            RefusalCode.ONE_WINDOW_UNCHECKED,
            RefusalCode.ONE_WINDOW_TOO_SHORT,
            RefusalCode.ONE_WINDOW_UNCLEAR,
            RefusalCode.HALVES_DISAGREE,
            RefusalCode.MOUNTED_ASKEW,
            RefusalCode.IMPOSSIBLE_BIAS,
            RefusalCode.IMPOSSIBLE_READOUT,
            RefusalCode.IMPOSSIBLE_LENS,
            RefusalCode.LOG_SCALE);

    private CameraStabilisation() {}

    /** @param said what the video's file says of stabilisation; null where it says nothing */
    static SyncResult judged(SyncResult result, @Nullable String said) {
        if (said == null) {
            return result;
        }
        Refusal own = result.refusal();
        if (own == null) {
            return result.warned(List.of(new Warning(
                    WarningCode.CAMERA_STABILISED,
                    "the video says that it was stabilised " + said + ": picture and log belong together only where"
                            + " that took nothing out; check the points")));
        }
        if (!EXPLAINED.contains(own.code())) {
            return result;
        }
        List<Tried> tried = new ArrayList<>(own.tried());
        String text = "the picture was stabilised " + said + ", so that it does not show how the camera turned";
        tried.add(new Tried("stabilisation by the camera's word", true, text));
        Refusal named =
                new Refusal(RefusalCode.PICTURE_STABILISED, text, own.facts(), new Remedy.FilmUnstabilised(), tried);
        return result.worded(r -> named, w -> w);
    }
}
