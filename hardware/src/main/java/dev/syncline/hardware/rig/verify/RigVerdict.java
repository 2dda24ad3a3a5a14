package dev.syncline.hardware.rig.verify;

import java.util.List;

/**
 * What was found about a recorded rig.
 *
 * @param reference what phases are against: a camera's name, or "PTP slots"
 * @param periodNs the frame period that was taken, ns
 * @param streams one for each camera
 * @param complaints what is not right about them together
 */
public record RigVerdict(String reference, double periodNs, List<StreamVerdict> streams, List<String> complaints) {
    /** Whether the frames start together. */
    public boolean isRight() {
        return complaints.isEmpty() && streams.stream().allMatch(StreamVerdict::isRight);
    }
}
