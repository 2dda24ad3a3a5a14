package dev.syncline.hardware.recorder.run;

import dev.syncline.hardware.framesync.FrameSyncRole;
import dev.syncline.hardware.framesync.FrameSyncStatus;
import dev.syncline.hardware.framesync.FrameSyncVerdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says why a synchronisation point was not reached. */
final class NotReady {
    private NotReady() {}

    /**
     * One line.
     *
     * @param verdict on the latest frame; {@code null} where none came
     * @param waitedNs since the camera was started
     * @param byCamera whether the camera keeps itself in step, so that no packets are seen here
     */
    static String words(FrameSyncStatus status, @Nullable FrameSyncVerdict verdict, long waitedNs, boolean byCamera) {
        String waited = String.format(Locale.ROOT, "%.1f s", waitedNs * 1e-9);
        if (verdict == null) {
            return "no frame came from the camera within " + waited + ": check the camera";
        }
        if (!byCamera && status.role() == FrameSyncRole.CLIENT && status.server() == null) {
            return "no server was heard within " + waited + " (" + status.network() + "; "
                    + (status.packetsRefused() > 0
                            ? refused(status)
                            : "no packets at all: is the server running, on the network of this interface?")
                    + failures(status) + ")";
        }
        return "the synchronisation point was not reached within " + waited + " ("
                + (byCamera
                        ? "the camera keeps itself in step and has not said that it is: is its server running?"
                        : status.role() == FrameSyncRole.SERVER
                                ? "this is the server, on " + status.network() + ", " + status.packetsSent()
                                        + " packets sent"
                                : status.packetsUsed() + " packets from " + status.server() + ", state "
                                        + status.state().name().toLowerCase(Locale.ROOT))
                + comes(verdict)
                + (status.note() == null ? "" : "; " + status.note())
                + (status.packetsRefused() == 0 ? "" : "; " + refused(status))
                + failures(status) + ")";
    }

    private static String comes(FrameSyncVerdict verdict) {
        return verdict.timerNs() == FrameSyncVerdict.UNKNOWN || verdict.timerNs() <= 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; it comes in %.1f s: wait longer, or give the server a lower --ready-frame",
                        verdict.timerNs() * 1e-9);
    }

    private static String refused(FrameSyncStatus status) {
        return status.packetsRefused() + " packets refused, the last: " + status.lastRefusal();
    }

    private static String failures(FrameSyncStatus status) {
        return status.networkFailures() == 0
                ? ""
                : "; the network failed " + status.networkFailures() + " times, the last: "
                        + status.lastNetworkFailure();
    }
}
