package dev.syncline.hardware.rig.verify;

import java.util.List;

/**
 * What was found about a stream.
 *
 * @param name the camera
 * @param frames its frames
 * @param missed triggers between its first and last frame that gave no frame
 * @param extra frames that came less than half a period after the one before
 * @param longestGap the most triggers missed in a row
 * @param phase how its frames lie; against the reference's, or against PTP slots
 * @param complaints what is not right; empty where all is well
 * @param remarks what is not wrong and should be known
 */
public record StreamVerdict(
        String name,
        int frames,
        long missed,
        long extra,
        long longestGap,
        PhaseStatistics phase,
        List<String> complaints,
        List<String> remarks) {
    /** Whether all is well. */
    public boolean isRight() {
        return complaints.isEmpty();
    }
}
