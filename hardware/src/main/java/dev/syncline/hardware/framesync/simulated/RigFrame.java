package dev.syncline.hardware.framesync.simulated;

import dev.syncline.hardware.framesync.FrameSyncVerdict;

/**
 * What the simulation knows of a frame, beside what the camera's own verdict says.
 *
 * @param camera index of the camera, 0 is the server
 * @param simulatedNs when it really began, ns
 * @param verdict what the camera was told
 * @param trueOffsetNs by how much it really began later than the nearest frame of the server, ns; {@link
 *     FrameSyncVerdict#UNKNOWN} while the server makes no frames
 * @param trueFrame the real number of that frame, counted from the server's ready frame; as unknown
 */
public record RigFrame(int camera, long simulatedNs, FrameSyncVerdict verdict, long trueOffsetNs, long trueFrame) {
    /** Whether the server made frames at that time. */
    public boolean isKnown() {
        return trueFrame != FrameSyncVerdict.UNKNOWN;
    }
}
