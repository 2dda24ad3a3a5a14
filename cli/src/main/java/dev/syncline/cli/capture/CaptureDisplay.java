package dev.syncline.cli.capture;

import dev.syncline.hardware.recorder.run.CaptureStatus;
import java.util.function.Consumer;

/** Shows where a capture stands, as it goes. */
interface CaptureDisplay extends Consumer<CaptureStatus>, AutoCloseable {
    /** Nothing. */
    CaptureDisplay SILENT = status -> {};

    /** Leaves a line of its own behind, so that what comes next begins a new one. */
    @Override
    default void close() {}
}
