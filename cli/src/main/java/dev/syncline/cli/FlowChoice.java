package dev.syncline.cli;

import dev.syncline.bindings.opencv.OpenCvFlowTrackerProvider;
import dev.syncline.engine.flow.FlowTrackerProvider;
import dev.syncline.engine.flow.klt.KltFlowTrackerProvider;

/** What follows the points from frame to frame. */
enum FlowChoice {
    /** The engine's own tracker. */
    KLT {
        @Override
        FlowTrackerProvider provider() {
            return new KltFlowTrackerProvider();
        }
    },
    /** OpenCV's, for comparison. Its libraries are loaded for this choice alone. */
    OPENCV {
        @Override
        FlowTrackerProvider provider() {
            return new OpenCvFlowTrackerProvider();
        }
    };

    /** Makes the trackers. */
    abstract FlowTrackerProvider provider();
}
