package dev.syncline.cli.sync;

import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.outcome.Refusal;
import dev.syncline.engine.sync.outcome.Tried;
import java.io.PrintWriter;

/** All that was tried to tell why there is no answer, for a terminal. */
final class Explanation {
    private Explanation() {}

    static void print(SyncResult result, PrintWriter out) {
        Refusal refusal = result.refusal();
        if (refusal == null) {
            out.println("explained: synced, so that no cause of a refusal was looked for");
        } else if (refusal.tried().isEmpty()) {
            out.println("explained: refused before anything could be tried");
        } else {
            out.println("tried:");
            for (Tried t : refusal.tried()) {
                out.println("  " + (t.found() ? "yes  " : "no   ") + t.cause() + ": " + t.text());
            }
        }
        out.flush();
    }
}
