package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import dev.syncline.engine.telemetry.DataTrackSource.CodedTrack;
import dev.syncline.engine.telemetry.DataTrackSource.Fit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** Data tracks of one code in a file, and how well each belongs to the picture. Only the file's index is looked at. */
final class CodedTracks {
    /** A camera's packets may hold a second each, so that a track ends up to one before or behind the picture. */
    private static final double LENGTHS_ALIKE_S = 1.1;

    private CodedTracks() {}

    /** Indices of the streams with this code, in the file's order. */
    static List<Integer> indices(MediaInput input, int tag) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < input.streamCount(); i++) {
            if (input.stream(i).codecpar().codec_tag() == tag) {
                found.add(i);
            }
        }
        return found;
    }

    /** These tracks, that which belongs to the largest picture best first. */
    static List<CodedTrack> bestFirst(MediaInput input, List<Integer> indices) {
        int picture = input.largestVideo();
        List<CodedTrack> tracks = new ArrayList<>();
        for (int place = 0; place < indices.size(); place++) {
            Fit fit = picture < 0 ? Fit.NONE : fit(input.stream(indices.get(place)), input.stream(picture));
            tracks.add(new CodedTrack(place, fit));
        }
        tracks.sort(Comparator.comparing(CodedTrack::fit));
        return tracks;
    }

    private static Fit fit(AVStream track, AVStream picture) {
        if (track.nb_frames() > 0 && track.nb_frames() == picture.nb_frames()) {
            return Fit.FRAMES;
        }
        double apartS = lengthS(track) - lengthS(picture);
        return Math.abs(apartS) <= LENGTHS_ALIKE_S ? Fit.LENGTH : Fit.NONE;
    }

    /** NaN where the container does not say. */
    private static double lengthS(AVStream stream) {
        long ticks = stream.duration();
        int parts = stream.time_base().den();
        return ticks == AV_NOPTS_VALUE || ticks <= 0 || parts <= 0
                ? Double.NaN
                : (double) ticks * stream.time_base().num() / parts;
    }
}
