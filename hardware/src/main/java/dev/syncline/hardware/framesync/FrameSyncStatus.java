package dev.syncline.hardware.framesync;

import org.jspecify.annotations.Nullable;

/**
 * What has happened so far, for a display or a log.
 *
 * @param role what this camera is
 * @param state where it stands
 * @param network interface, group and port in words; {@code null} without a network
 * @param server address and port of the server that is followed; {@code null} while there is none
 * @param frames frames seen
 * @param missedFrames frames that the sensor made and that never came
 * @param packetsSent packets sent
 * @param networkFailures times that the system refused to send or to receive
 * @param lastNetworkFailure the system's reason for the latest refusal
 * @param packetsUsed packets accepted
 * @param packetsLost packets that the server must have sent and that never came, as far as gaps show
 * @param packetsRefused packets thrown away: not from the followed server, malformed, implausible, not authentic, stale
 * @param lastRefusal why the latest was thrown away
 * @param corrections frames whose length was changed
 * @param lastCorrectionNs by how much the latest was made shorter (positive) or longer, ns
 * @param clockSteps jumps of this machine's wall clock that were recognised
 * @param serverRestarts times that the server's timeline was restarted
 * @param serverChanges times that packets of another source took the place of the followed one's
 * @param rateChanges times that the server's frame rate became another
 * @param note what stands in the way, for a person; {@code null} where nothing does
 * @param framesToReady frames from the first to the synchronisation point; {@link FrameSyncVerdict#UNKNOWN} before it
 */
public record FrameSyncStatus(
        FrameSyncRole role,
        FrameSyncState state,
        @Nullable String network,
        @Nullable String server,
        long frames,
        long missedFrames,
        long packetsSent,
        long networkFailures,
        @Nullable String lastNetworkFailure,
        long packetsUsed,
        long packetsLost,
        long packetsRefused,
        @Nullable String lastRefusal,
        long corrections,
        long lastCorrectionNs,
        long clockSteps,
        long serverRestarts,
        long serverChanges,
        long rateChanges,
        @Nullable String note,
        long framesToReady) {}
