package dev.syncline.cli.sync;

import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.project.MotionInside;
import picocli.CommandLine.Option;

/** The option that puts motion data into a Gyroflow project. */
public final class MotionInsideOption {
    /** What can be asked for. */
    enum Form {
        NONE,
        PLAIN,
        COMPRESSED
    }

    @Option(
            names = "--gyroflow-motion",
            paramLabel = "none|plain|compressed",
            defaultValue = "none",
            description =
                    "put the log's rates into the project, so that Gyroflow opens it without the log, as JSON or as Gyroflow"
                            + " itself does; without accelerations (default: none)")
    Form form = Form.NONE;

    /** {@return the outcome, whose project holds what was asked for} */
    public SyncOutcome applied(SyncOutcome outcome) {
        return switch (form) {
            case NONE -> outcome;
            case PLAIN -> outcome.withMotionInside(MotionInside.Form.PLAIN);
            case COMPRESSED -> outcome.withMotionInside(MotionInside.Form.COMPRESSED);
        };
    }
}
