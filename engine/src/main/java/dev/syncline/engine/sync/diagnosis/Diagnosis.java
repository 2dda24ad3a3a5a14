package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Tried;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Looks for what a refusal comes from: the most certain causes first (what the log is by itself), then those that make
 * picture and log fit, then what is merely odd. The first that explains it is the reason.
 */
public final class Diagnosis {
    private static final List<Cause> CAUSES = List.of(
            new DeadAxes(),
            new CoarseLog(),
            new OutsideSearch(),
            new HeldOrientation(),
            new RepeatedFrames(),
            new Saturated(),
            new ClockStep(),
            new OtherSpeed(),
            new StillLog(),
            new StretchedAxes(),
            new CoveredPicture(),
            new TurnsApart(),
            new WeakMotion(),
            new OtherRecording());

    /** What a sync knows for certain, it says itself. */
    private static final Set<RefusalCode> CERTAIN = Set.of(RefusalCode.NO_ROTATION, RefusalCode.NOTHING_TO_FOLLOW);

    private Diagnosis() {}

    /**
     * The refusal with the likeliest cause for its reason, and all that was tried.
     *
     * @param before what was tried before, as by a second look
     */
    public static Refusal of(Evidence seen, List<Tried> before) {
        Refusal own = seen.refusal();
        List<Tried> tried = new ArrayList<>();
        tried.add(new Tried("the sync itself", true, own.text()));
        tried.addAll(before);
        if (CERTAIN.contains(own.code())) {
            return own.having(tried);
        }
        for (Cause cause : CAUSES) {
            Finding finding = cause.look(seen);
            tried.add(new Tried(cause.name(), finding.refusal() != null, finding.text()));
            if (finding.refusal() != null && mayReplace(own, finding.refusal())) {
                return finding.refusal().having(tried);
            }
        }
        return own.having(tried);
    }

    /** Two offsets that fit alike are a reason of their own; but the two may be those on either side of a jump. */
    private static boolean mayReplace(Refusal own, Refusal found) {
        return own.code() != RefusalCode.AMBIGUOUS || found.code() != RefusalCode.MOTION_TOO_WEAK;
    }
}
