package dev.syncline.cli.capture;

import dev.syncline.hardware.framesync.FrameSyncStatus;
import dev.syncline.hardware.recorder.run.CaptureStatus;
import java.util.Locale;

/** The last line of a capture: what is in the file, and what happened meanwhile. */
final class CaptureSummary {
    private CaptureSummary() {}

    /**
     * One line.
     *
     * @param output the video's name
     * @param format of its frames
     * @param frames in it
     * @param dropped frames that the encoder was too slow for
     * @param status at the last frame
     */
    static String words(String output, String format, long frames, long dropped, CaptureStatus status) {
        long lost = status.missedRecording() + dropped;
        return String.format(
                Locale.ROOT,
                "%s: %d frames of %s, %s%s%s",
                output,
                frames,
                format,
                lost == 0
                        ? "none lost"
                        : lost + " lost (" + status.missedRecording() + " by the camera, " + dropped
                                + " because the encoder was too slow)",
                status.damaged() == 0 ? "" : ", " + status.damaged() + " called damaged by the driver",
                serverNews(status.sync()));
    }

    /** Says which device's encoder made them; nothing for software. */
    static String encodedBy(String encoder) {
        return encoder.startsWith("h264_") ? " by " + encoder : "";
    }

    /** What happened to the server meanwhile, to be appended; empty where nothing did. */
    private static String serverNews(FrameSyncStatus sync) {
        StringBuilder news = new StringBuilder();
        if (sync.serverRestarts() > 0) {
            news.append("; the server was started again or replaced ")
                    .append(times(sync.serverRestarts()))
                    .append(" (the last is ")
                    .append(sync.server())
                    .append(')');
        } else if (sync.serverChanges() > 0) {
            // Stock arithmetic follows whom it heard last, and knows no restarts.
            news.append("; another server was followed ")
                    .append(times(sync.serverChanges()))
                    .append(" (the last is ")
                    .append(sync.server())
                    .append("): which frames began together is not known");
        }
        if (sync.rateChanges() > 0) {
            news.append("; its frame rate changed ").append(times(sync.rateChanges()));
        }
        return news.toString();
    }

    private static String times(long count) {
        return count + (count == 1 ? " time" : " times");
    }
}
