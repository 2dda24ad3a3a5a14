package dev.syncline.cli.sync;

import dev.syncline.engine.api.ClipInput;
import dev.syncline.engine.api.SyncOutcome;
import dev.syncline.engine.sync.outcome.Remedy;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what may help against a refusal as one command, the user's own files in it. */
public final class RemedyCommand {
    private RemedyCommand() {}

    /** The same outcome, its reason with the command where there is a remedy. */
    public static SyncOutcome added(SyncOutcome outcome, ClipInput input) {
        return SyncOutcome.of(
                outcome.result()
                        .worded(
                                r -> {
                                    Remedy remedy = r.remedy();
                                    return remedy == null ? r : r.worded(r.text() + words(remedy, input));
                                },
                                w -> w),
                outcome.origin());
    }

    private static String words(Remedy remedy, ClipInput input) {
        String video = quoted(input.video());
        return switch (remedy) {
            case Remedy.SearchAbout about ->
                "; try: "
                        + sync(
                                input,
                                " --rough-offset " + seconds(about.offsetNs()) + " --search "
                                        + seconds(about.reachNs()),
                                false);
            case Remedy.SearchAll all -> "; try: " + sync(input, "", false);
            case Remedy.FindOrientation find -> "; try: " + sync(input, " --orientation auto", false);
            case Remedy.LongerWindows longer ->
                "; try: "
                        + sync(
                                input,
                                " --points " + longer.points() + " --window " + seconds(longer.windowNs()),
                                false);
            case Remedy.OtherLog other -> "; try: syncline sync " + video + " --gyro OTHER_LOG" + lens(input.lens());
            case Remedy.NoLens none -> "; try: " + sync(input, "", true);
            case Remedy.PlayFaster faster ->
                String.format(
                        Locale.ROOT,
                        "; try: ffmpeg -itsscale %.6g -i %s -map 0:v:0 -c copy %s, and sync that",
                        1 / faster.factor(),
                        video,
                        beside(input.video(), "own-speed"));
            case Remedy.DropRepeatedFrames drop ->
                "; try: ffmpeg -i " + video + " -map 0:v:0 -vf mpdecimate -fps_mode vfr -crf 16 "
                        + beside(input.video(), "once") + ", and sync that";
            case Remedy.FilmUnstabilised film ->
                "; no option undoes that: film with stabilisation off, or give the unstabilised original";
        };
    }

    private static String sync(ClipInput input, String options, boolean withoutLens) {
        Path log = input.log();
        return "syncline sync " + quoted(input.video()) + (log == null ? "" : " --gyro " + quoted(log))
                + (withoutLens ? " --lens none" : lens(input.lens())) + options;
    }

    private static String lens(@Nullable Path lens) {
        return lens == null ? "" : " --lens " + quoted(lens);
    }

    private static String beside(Path video, String what) {
        String name = String.valueOf(video.getFileName());
        int dot = name.lastIndexOf('.');
        String other = (dot > 0 ? name.substring(0, dot) : name) + "-" + what + ".mp4";
        return quoted(video.resolveSibling(other));
    }

    private static String seconds(long ns) {
        String text = String.format(Locale.ROOT, "%.3f", ns * 1e-9);
        return text.replaceFirst("\\.?0+$", "") + "s";
    }

    /** As a shell takes it. */
    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[\\w./+:@%,=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
