package dev.syncline.engine.telemetry;

import dev.syncline.engine.telemetry.DataTrackSource.CodedTrack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The track of a format inside a video. A file may have several, for each of its pictures or each of the camera's parts: that
 * is taken which belongs to the picture best of those that have motion.
 *
 * @param payloads its packets; empty where there is no such track
 * @param choice for people: how many there are, which was taken and why; null where there is one
 */
record EmbeddedTrack(List<TimedPayload> payloads, @Nullable String choice) {
    /** No camera has so many; the others are not looked at. */
    private static final int MOST_LOOKED_AT = 8;

    /**
     * Looks for it.
     *
     * @throws IOException when the video cannot be read
     */
    static EmbeddedTrack of(TelemetryFormat format, Path video, DataTrackSource embedded) throws IOException {
        TelemetryFormat.Track track = format.track();
        List<TimedPayload> best = track == null ? List.of() : embedded.payloads(video, track.fourCc());
        if (track == null || best.isEmpty()) {
            return new EmbeddedTrack(List.of(), null);
        }
        List<CodedTrack> all = embedded.tracks(video, track.fourCc());
        if (all.size() < 2) {
            return new EmbeddedTrack(best, null);
        }
        String name = String.valueOf(video.getFileName());
        String damage = "";
        for (CodedTrack each : all.subList(0, Math.min(MOST_LOOKED_AT, all.size()))) {
            List<TimedPayload> payloads =
                    each.equals(all.getFirst()) ? best : embedded.payloads(video, track.fourCc(), each);
            try {
                if (!payloads.isEmpty() && format.hasGyro(name, payloads)) {
                    return new EmbeddedTrack(payloads, choice(track, all, each) + damage);
                }
            } catch (TelemetryFormatException e) {
                damage += "; number " + (each.place() + 1) + " cannot be read (" + e.getMessage() + ")";
            }
        }
        return new EmbeddedTrack(best, choice(track, all, all.getFirst()) + damage);
    }

    private static String choice(TelemetryFormat.Track track, List<CodedTrack> all, CodedTrack taken) {
        boolean first = taken.equals(all.getFirst());
        String why = first || taken.fit() == all.getFirst().fit() ? taken.fit().words() : "";
        return "this video has " + all.size() + " tracks with " + track.words() + ": number " + (taken.place() + 1)
                + " was taken"
                + (why.isEmpty() ? "" : ", which " + why)
                + (first ? "" : ", the first of these with motion data");
    }
}
