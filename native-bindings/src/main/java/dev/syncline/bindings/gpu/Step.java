package dev.syncline.bindings.gpu;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that one tracker wants from the device; those of several trackers go there together. */
abstract sealed class Step permits FollowStep, CornerStep {
    /** Set under the queue's lock. */
    boolean done;

    /** What came in the way; set by whoever uses the device. */
    @Nullable
    RuntimeException failure;

    /** Pictures that must be on the device. */
    abstract List<Picture> pictures();
}
