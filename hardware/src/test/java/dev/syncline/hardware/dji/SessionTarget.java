package dev.syncline.hardware.dji;

import java.io.IOException;
import java.nio.file.Path;

/** A recorded session that somebody else thought of, replayed. */
public final class SessionTarget {
    private static final int MOST_EVENTS = 2000;

    private SessionTarget() {}

    /** @throws IOException when it is no recording */
    public static void run(Path file) throws IOException {
        try (SessionRecording.Reader reader = new SessionRecording.Reader(file)) {
            HardSyncRun run =
                    new HardSyncRun(RunSettings.parse(reader.settings(), null), (frame, length) -> {}, new RunWatch());
            RecordedEvent event = reader.next();
            for (int i = 0; event != null && i < MOST_EVENTS; i++) {
                run.handle(event);
                event = reader.next();
            }
            String _ = run.status().toString() + run.counts();
        }
    }
}
