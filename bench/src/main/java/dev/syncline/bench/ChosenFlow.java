package dev.syncline.bench;

import dev.syncline.bindings.opencv.OpenCvFlowTrackerProvider;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.sync.flow.klt.KltFlowTrackerProvider;

/** The tracker that a benchmark was asked to use: {@code -Dsyncline.bench.flow=klt}, the default, or {@code opencv}. */
final class ChosenFlow {
    private ChosenFlow() {}

    /** The id of it. */
    static String id() {
        return provider().id();
    }

    static FlowTrackerProvider provider() {
        String asked = System.getProperty("syncline.bench.flow", "klt");
        return switch (asked) {
            case "klt" -> new KltFlowTrackerProvider();
            case "opencv" -> new OpenCvFlowTrackerProvider();
            default ->
                throw new IllegalArgumentException("syncline.bench.flow is '" + asked + "', expected klt or opencv");
        };
    }
}
