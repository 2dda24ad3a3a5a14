package dev.syncline.bench;

import dev.syncline.bindings.ffmpeg.FfmpegFrameSource;
import dev.syncline.bindings.opencv.OpenCvFlowTrackerProvider;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.sync.flow.KeptClip;
import dev.syncline.engine.sync.flow.klt.KltFlowTrackerProvider;
import dev.syncline.engine.video.FrameSource;
import java.io.IOException;
import java.nio.file.Path;

/** The tracker that a benchmark was asked to use: {@code -Dsyncline.bench.flow=klt}, the default, or {@code opencv}. */
final class ChosenFlow {
    private ChosenFlow() {}

    /** The id of it. */
    static String id() {
        return provider().id();
    }

    /** A clip decoded at 480 lines and kept, followed by it. */
    static KeptClip kept(Path video) throws IOException {
        try (FrameSource source = FfmpegFrameSource.open(video, 480, 2)) {
            return new KeptClip(source, provider());
        }
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
